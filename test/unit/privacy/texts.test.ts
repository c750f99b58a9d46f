import assert from 'node:assert/strict';
import { GcError, parseEvent, type GcEvent } from '../../../lib/protocol';
import { Privacy } from '../../../lib/privacy';
import { findNumbers } from '../../../lib/privacy/number-runs';
import { checkLinear } from '../../support/cpu-time';

const number = '+442079460123';

describe('texts without what is personal', () => {
  let privacy: Privacy;

  beforeEach(() => {
    privacy = new Privacy({ method: 'mask' });
    privacy.learn({
      agentId: '1081',
      fromAddress: number,
      callVariables: { name: 'Anna Schmidt', pin: '4711' },
    });
  });

  it('have no number of a call in them, in whatever form', () => {
    const forms = [
      '+442079460123',
      '00442079460123',
      '442079460123',
      '02079460123',
      '2079460123',
      '9 02079460123',
      '+44 20 7946 0123',
      '+44 (0)20 7946-0123',
      '(020) 7946/0123',
      '020.7946.0123',
      '020 7946\u20110123',
      '[020]\u00a07946 \u2013 0123',
      'tel:+442079460123;x=1',
      '%2B442079460123',
      '9460123',
    ];
    for (const form of forms) {
      const concealed = privacy.text(`Call of ${form} at 10:32 failed`);
      assert.doesNotMatch(concealed.replace(/\D/g, ''), /9460123/, `${form}: ${concealed}`);
      assert.match(concealed, /^Call of .*••••0?123.* at 10:32 failed$/);
    }
  });

  it('keep ids, times and other numbers', () => {
    const text = 'Agent 1081, call 16777218, 2026-11-29T10:00:00.000Z, port 61613, 0.5 s, 7946 0124';
    assert.equal(privacy.text(text), text);
  });

  it('have no number of which nobody knows, where it begins as only numbers to dial do', () => {
    assert.equal(privacy.text('dialled +49 30 12345678.'), 'dialled ••••5678.');
    assert.equal(privacy.text('dialled 03012345678 again'), 'dialled ••••5678 again');
  });

  it('keep numbers of two lines apart', () => {
    assert.equal(privacy.text('line 5\n16777218\n020 7946 0123'), 'line 5\n16777218\n••••0123');
  });

  it('have no value of a variable in them, where it stands as a whole word', () => {
    assert.equal(privacy.text('for Anna Schmidt (4711), not 47112'), 'for •••• (••••), not 47112');
  });

  it('have the ids of agents even if a variable has the same', () => {
    privacy.learn({ agentId: '1081', callVariables: { lastAgent: '1081' } });
    assert.equal(privacy.text('Agent 1081'), 'Agent 1081');
  });

  it('have what the errors show of a long value concealed as well', () => {
    const value = `Anna ${'x'.repeat(60)}`;
    privacy.learn({ variableName: 'note', variableValue: value });
    assert.equal(privacy.text(`not "${value.slice(0, 40)}…"`), 'not "••••"');
  });

  it('are made in a time that grows as the text does, also where they are searched in vain', () => {
    for (const part of ['1 ', '(1) ', '12-', '+1 ', '0 0', 'Anna ', '020 7946 012 ']) {
      checkLinear((size) => privacy.text(part.repeat(size)), 2000);
    }
  });

  it('find numbers of some groups of digits, the longest first', () => {
    const found = findNumbers(
      '5 16777218 020 7946 0123 10',
      (digits) => digits.endsWith('0123') && digits.length < 12,
    );
    assert.deepEqual(
      found.map(({ digits }) => digits),
      ['02079460123'],
    );
  });
});

describe('errors without what is personal', () => {
  const privacy = new Privacy({ method: 'mask' });

  it('keep their code and what they are about', () => {
    const error = new GcError('CF_RESOURCE_BUSY', {
      command: 'MakeCall',
      agentId: '1081',
      dialogId: '16777218',
    });
    const concealed = privacy.error(error);
    assert.ok(concealed instanceof GcError);
    assert.equal(concealed.message, error.message);
    assert.equal(concealed.code, error.code);
    assert.equal(concealed.dialogId, '16777218');
  });

  it('have no number in message, phrase, stack and cause', () => {
    privacy.learn({ number });
    const cause = {
      outcome: 'confirmed',
      event: { type: 'InboundCall', fromAddress: number },
      text: `to ${number}`,
    };
    const detail = { key: 'x.y', values: { given: '7946 0999', number }, text: `7946 0999 is not ${number}` };
    const {
      message,
      phrase,
      stack,
      cause: concealed,
    } = privacy.error(new GcError('GC_INVALID_PARAMETER', { detail, cause }));
    const all = JSON.stringify([message, phrase, stack, concealed]);
    assert.doesNotMatch(all.replace(/[^\d"]/g, ''), /9460123|79460999/);
    assert.match(message, /••••0999 is not ••••0123/);
  });

  it('have of GC’s own words only those that it uses itself, so that nobody is named of whom nobody has heard', () => {
    const { message, code } = privacy.error(
      new GcError('CF_CUSTOM', { agentId: '1081', detail: `cannot reach ${number} of Bogdan Wolkonski` }),
    );
    assert.match(message, /^Agent 1081: cannot •••• ••••0123 of •••• •••• \(CF_CUSTOM\)\. See/);
    assert.equal(code, 'CF_CUSTOM');
    const event = { type: 'Error', agentId: '1081', code: 'no Wolkonski', text: 'Wolkonski has left' };
    assert.doesNotMatch(JSON.stringify(privacy.data(event)), /Wolkonski/);
    assert.deepEqual(privacy.data({ type: 'Error', code: 'BUSY', cause: 'BAD_DESTINATION' }), {
      type: 'Error',
      code: 'BUSY',
      cause: 'BAD_DESTINATION',
    });
  });

  it('have no number in the place of a state', () => {
    const state = `["${number}"]`;
    assert.doesNotMatch(JSON.stringify(privacy.data({ type: 'InboundCall', state })), /9460123/);
    for (const known of ['NOT_READY', 'Not Ready', 'ACTIVE', '-1', '']) {
      assert.deepEqual(privacy.data({ state: known }), { state: known });
    }
  });

  it('keep the names that stand for values in GC’s own words', () => {
    const hashing = new Privacy({ method: 'hash', key: 'a key of the tests' });
    hashing.learn({ fromAddress: number });
    const { message } = hashing.error(new GcError('CF_CUSTOM', { detail: `${number} (Jonas)` }));
    assert.ok(message.startsWith(hashing.number(number)), message);
    assert.doesNotMatch(message, /Jonas/);
  });

  it('have no number in errors of any other kind, either', () => {
    const error = Object.assign(new TypeError(`cannot dial ${number}`, { cause: new Error(number) }), {
      code: 'E_X',
    });
    const { message, name, code, cause } = privacy.error(error);
    assert.deepEqual([message, name, code], ['cannot dial ••••0123', 'TypeError', 'E_X']);
    assert.equal((cause as Error).message, '••••0123');
    assert.equal(privacy.error(`to ${number}`), 'to ••••0123');
  });

  it('say the same when they are concealed twice', () => {
    const once = privacy.error(new GcError('GC_TIMEOUT', { detail: `to ${number}` }));
    assert.equal(privacy.error(once).message, once.message);
  });
});

describe('what GC has sent, without what is personal', () => {
  const bodies = [
    `1081#NewInboundCall#${number}#${number}|name=Anna Schmidt|pin=4711#DialogID:5`,
    `1081#InboundCall#ALERTING#DialogID:5#${number}#${number}|name=Anna Schmidt#2019-09-17 12:46:21#Ann Lee`,
    `1081#Error#CF_X_Y#cannot reach ${number} of Anna Schmidt`,
    JSON.stringify({
      type: 'InboundCall',
      agentId: '1081',
      dialogID: '5',
      state: 'ACTIVE',
      fromAddress: number,
      callVariables: { name: 'Anna Schmidt', pin: 4711 },
      participants: [{ extension: '2001', state: 'ACTIVE' }, { extension: 442079460123 }],
      unknown: { phone: number, customer: 'Anna Schmidt' },
    }),
    `PhonebookContacts#description:Head,firstName:Anna,lastName:Schmidt,phoneNumber:${number},id:1`,
    `what is this? ${number} Anna Schmidt`,
  ];

  it('has no number, name or variable left in it', () => {
    for (const options of [
      { method: 'mask' } as const,
      { method: 'hash', key: 'a key of the tests' } as const,
    ]) {
      const privacy = new Privacy(options);
      for (const body of bodies) {
        const concealed = privacy.raw(body);
        assert.doesNotMatch(concealed, /9460123|Anna|Schmidt|4711/, concealed);
      }
    }
  });

  it('is read as the same event, with the same agent, call and extensions', () => {
    const privacy = new Privacy({ method: 'mask' });
    for (const body of bodies.slice(0, 4)) {
      const before = parseEvent(body) as GcEvent & { agentId?: string; dialogId?: string };
      const after = parseEvent(privacy.raw(body)) as typeof before;
      assert.deepEqual(Object.keys(after), Object.keys(before));
      assert.deepEqual(
        [after.type, after.agentId, after.dialogId],
        [before.type, before.agentId, before.dialogId],
      );
    }
    assert.match(privacy.raw(bodies[3] ?? ''), /"2001"/);
    assert.match(privacy.raw(bodies[1] ?? ''), /Ann Lee/);
  });
});
