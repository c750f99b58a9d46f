import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Node } from 'node-red';
import sinon from 'sinon';
import { onClose, onInput } from '../../../../lib/nodered';
import { GcError } from '../../../../lib/protocol';
import { until } from '../../../support/wait';

/** A node as far as input and close go. */
function fakeNode() {
  const emitter = new EventEmitter();
  const warn = sinon.spy();
  return { node: Object.assign(emitter, { warn }) as unknown as Node, emitter, warn };
}

describe('onInput', () => {
  /** What a message ended with: the arguments of `send` and `done`. */
  async function run(handle: Parameters<typeof onInput>[1]) {
    const { node, emitter } = fakeNode();
    onInput(node, handle);
    const sent: unknown[] = [];
    const done = await new Promise((resolve) => {
      emitter.emit('input', { payload: 1 }, (message: unknown) => sent.push(message), resolve);
    });
    return { sent, done };
  }

  it('sends what the handler returns, and ends the message', async () => {
    assert.deepEqual(await run((message) => Promise.resolve(message)), {
      sent: [{ payload: 1 }],
      done: undefined,
    });
  });

  it('ends a message for which nothing is sent', async () => {
    assert.deepEqual(await run(() => Promise.resolve(undefined)), { sent: [], done: undefined });
  });

  it('declares three parameters, as Node-RED counts them', () => {
    const { node, emitter } = fakeNode();
    onInput(node, () => Promise.resolve(undefined));
    assert.equal(emitter.listeners('input')[0]?.length, 3);
  });

  for (const [what, handle] of [
    ['rejects', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
  ] as const) {
    it(`ends with the error when the handler ${what}`, async () => {
      const { sent, done } = await run(handle);
      assert.deepEqual(sent, []);
      assert.equal((done as Error).message, 'no');
    });
  }

  it('makes an error of anything else that is thrown', async () => {
    const { done } = await run(async () => {
      await Promise.resolve();
      throw 'text' as unknown as Error;
    });
    assert.ok(done instanceof Error);
    assert.equal(done.message, 'text');
  });

  it('ends the message once when sending throws', async () => {
    const { node, emitter } = fakeNode();
    onInput(node, (message) => Promise.resolve(message));
    const done = sinon.spy();
    const send = () => {
      throw new Error('downstream');
    };
    emitter.emit('input', {}, send, done);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(done.callCount, 1);
    assert.equal((done.args[0]?.[0] as Error).message, 'downstream');
  });

  for (const [what, handle] of [
    ['succeeds', () => Promise.resolve({})],
    ['fails', () => Promise.reject(new Error('no'))],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    ['fails with something that has no text', () => Promise.reject(Object.create(null))],
  ] as const) {
    it(`warns, and rejects nothing, when \`done\` throws after a message that ${what}`, async () => {
      const { node, emitter, warn } = fakeNode();
      onInput(node, handle);
      const done = sinon.stub().throws(new Error('done broke'));
      const send = sinon.spy();
      emitter.emit('input', {}, send, done);
      await until(() => warn.callCount === 1);
      assert.equal(done.callCount, 1);
      assert.match(String(warn.args[0]?.[0]), /end of a message could not be reported: done broke/);
    });
  }

  it('puts what GC says into the cause, which a Catch node hands on', async () => {
    const { done } = await run(() =>
      Promise.reject(new GcError('CF_RESOURCE_BUSY', { command: 'Login', agentId: '1' })),
    );
    assert.deepEqual((done as Error).cause, {
      origin: 'Finesse',
      whatToDo: 'At a login, check that nobody else uses the extension. Then send the command again.',
      userMessage: 'Phone extension is already in use',
      retryable: true,
      command: 'Login',
      agentId: '1',
      dialogId: undefined,
    });
  });

  for (const [command, advice] of [
    ['MakeCall', 'The call may still be going on: check it before you send the message again.'],
    ['MakeReady', 'GC may have carried the command out: check the state before you send the message again.'],
    ['GetState', 'Send the message again.'],
    [undefined, 'Send the message again if it is still needed.'],
  ] as const) {
    it(`says that the node was redeployed, and what that means for ${command ?? 'a waiting message'}`, async () => {
      const { node, emitter } = fakeNode();
      onInput(node, () => Promise.reject(new GcError('GC_CLOSED', { command, agentId: '1' })));
      const done = sinon.spy();
      emitter.emit('input', {}, sinon.spy(), done);
      emitter.emit('close');
      await until(() => done.callCount === 1);
      const { message, cause } = done.args[0]?.[0] as Error;
      assert.match(message, /this node was redeployed \(GC_CLOSED\)/);
      assert.equal((cause as GcError).whatToDo, advice);
    });
  }

  it('leaves the name of the class out of what a Catch node tells', async () => {
    const { done } = await run(() =>
      Promise.reject(new GcError('GC_TIMEOUT', { command: 'Login', agentId: '1' })),
    );
    assert.match(String(done), /^Login for agent 1 failed: GC did not answer in time/);
  });
});

describe('onClose', () => {
  it('declares two parameters, as Node-RED counts them, and passes on whether the node was removed', async () => {
    const { node, emitter } = fakeNode();
    const cleanUp = sinon.spy();
    onClose(node, cleanUp);
    assert.equal(emitter.listeners('close')[0]?.length, 2);
    await new Promise<void>((resolve) => {
      emitter.emit('close', true, resolve);
    });
    assert.deepEqual(cleanUp.args, [[true]]);
  });

  it('is done, with a warning, when the clean-up fails', async () => {
    const { node, emitter, warn } = fakeNode();
    onClose(node, () => Promise.reject(new Error('stuck')));
    await new Promise<void>((resolve) => {
      emitter.emit('close', false, resolve);
    });
    assert.match(String(warn.args[0]?.[0]), /stuck/);
  });

  it('warns, and rejects nothing, when `done` throws', async () => {
    const { node, emitter, warn } = fakeNode();
    onClose(node, () => undefined);
    emitter.emit('close', false, sinon.stub().throws(new Error('done broke')));
    await until(() => warn.callCount === 1);
    assert.match(String(warn.args[0]?.[0]), /done broke/);
  });

  it('is done after 3 seconds when the clean-up hangs', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { node, emitter } = fakeNode();
      onClose(node, () => new Promise<void>(() => undefined));
      const ended = new EventEmitter();
      emitter.emit('close', false, () => ended.emit('done'));
      const done = once(ended, 'done');
      await clock.tickAsync(2999);
      await clock.tickAsync(1);
      await done;
    } finally {
      clock.restore();
    }
  });
});
