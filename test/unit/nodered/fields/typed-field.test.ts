import assert from 'node:assert/strict';
import { util } from '@node-red/util';
import type { Node, NodeAPI } from 'node-red';
import { TypedField } from '../../../../lib/nodered';

/** The real functions of Node-RED, and a node whose context is an object. */
const RED = { util } as unknown as NodeAPI;
const stored: Record<string, unknown> = { number: '2002' };
const context = {
  get: (key: string, _store: unknown, done: (error: null, value: unknown) => void) => done(null, stored[key]),
};
const node = {
  context: () => ({ flow: context, global: context }),
  _flow: { getSetting: (name: string) => process.env[name] },
} as unknown as Node;

describe('TypedField', () => {
  function read(value: string | undefined, type: string | undefined, message: Record<string, unknown> = {}) {
    const config = {
      ...(value === undefined ? {} : { number: value }),
      ...(type === undefined ? {} : { numberType: type }),
    };
    return new TypedField(RED, node, config, 'number', 'payload').read(message);
  }

  for (const [value, type, message, expected] of [
    ['2002', 'str', {}, '2002'],
    ['', 'str', {}, ''],
    ['payload', 'msg', { payload: 2002 }, 2002],
    ['a.b', 'msg', { a: { b: '1' } }, '1'],
    ['', 'msg', {}, undefined],
    ['payload', 'msg', { payload: null }, undefined],
    ['payload', 'msg', { payload: '' }, ''],
    ['number', 'flow', {}, '2002'],
    ['number', 'global', {}, '2002'],
    ['"0" & payload', 'jsonata', { payload: '30' }, '030'],
    ['ready', 'action', {}, 'ready'],
    [undefined, undefined, { payload: '7' }, '7'],
  ] as const) {
    it(`reads ${type ?? 'nothing'} "${value ?? ''}" of ${JSON.stringify(message)} as ${JSON.stringify(expected)}`, async () => {
      assert.equal(await read(value, type, message), expected);
    });
  }

  it('reads an environment variable', async () => {
    process.env['GC_TEST_NUMBER'] = '2009';
    try {
      assert.equal(await read('GC_TEST_NUMBER', 'env'), '2009');
    } finally {
      delete process.env['GC_TEST_NUMBER'];
    }
  });

  for (const [value, type, message] of [
    ['$(', 'jsonata', {}],
    ['$error("no")', 'jsonata', {}],
    ['a[', 'msg', { a: [1] }],
    ['a.b', 'msg', {}],
  ] as const) {
    it(`says that ${type} "${value}" cannot be read`, async () => {
      await assert.rejects(read(value, type, message), {
        code: 'GC_INVALID_PARAMETER',
        message: /number cannot be read/,
      });
    });
  }

  it('says nothing of a password that cannot be read', async () => {
    const config = { password: '$number("hunter2")', passwordType: 'jsonata' };
    await assert.rejects(new TypedField(RED, node, config, 'password').read({}), (error: Error) => {
      assert.match(error.message, /^password cannot be read/);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
  });

  it('says that a variable does not exist, and takes one that is empty', async () => {
    process.env['GC_TEST_EMPTY'] = '';
    try {
      assert.equal(await read('GC_TEST_EMPTY', 'env'), '');
      assert.equal(await read('a${GC_TEST_EMPTY}b', 'env'), 'ab');
      for (const name of ['GC_TEST_MISSING', '${GC_TEST_MISSING}', 'a${GC_TEST_EMPTY}${GC_TEST_MISSING}']) {
        await assert.rejects(read(name, 'env'), /number cannot be read: it names an environment variable/);
      }
    } finally {
      delete process.env['GC_TEST_EMPTY'];
    }
  });

  it('takes an empty value for none where one is asked for', async () => {
    const field = new TypedField(RED, node, { number: '', numberType: 'str' }, 'number');
    assert.equal(await field.readGiven({}), undefined);
  });
});
