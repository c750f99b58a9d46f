import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { dialPlan } from '../../../lib/numbers';
import { GcError } from '../../../lib/protocol';
import { maskedNumber, Privacy, type PrivacyOptions } from '../../../lib/privacy';
import { proquint, pseudonymOf } from '../../../lib/privacy/pseudonym';

const key = 'a key of the tests';
const call = {
  type: 'InboundCall',
  agentId: '1081',
  dialogId: '16777218',
  state: 'ALERTING',
  fromAddress: '+442079460123',
  callVariables: { callVariable1: 'Anna Schmidt', callVariable2: '4711', segment: 'gold' },
  participants: [{ extension: '2001', state: 'ACTIVE' }, { extension: '+442079460123' }],
} as const;

describe('values that privacy conceals', () => {
  it('are numbers, of which the last digits stay, but at most half of them', () => {
    assert.equal(maskedNumber('+44 20 7946 0123', 4), '••••0123');
    assert.equal(maskedNumber('020794', 4), '••••794');
    assert.equal(maskedNumber('0207946', 6), '••••946');
    assert.equal(maskedNumber('0207946', 0), '••••');
  });

  it('have with a key a name that can be said, and that is always the same', () => {
    const digest = createHmac('sha256', key).update('442079460123').digest();
    const words = [0, 2, 4, 6].map((offset) => proquint(digest.readUInt16BE(offset)));
    assert.equal(pseudonymOf('442079460123', key), words.join('-'));
    assert.equal(pseudonymOf('442079460123', key), pseudonymOf('442079460123', key));
    assert.notEqual(pseudonymOf('442079460123', key), pseudonymOf('442079460123', `${key}!`));
    assert.notEqual(pseudonymOf('442079460123', key), pseudonymOf('442079460124', key));
  });

  it('are written as the proposal for proquints writes addresses', () => {
    // 127.0.0.1 and 63.84.220.193, as published.
    assert.equal(proquint(0x7f00) + proquint(0x0001), 'lusabbabad');
    assert.equal(proquint(0x3f54) + proquint(0xdcc1), 'gutihtugad');
  });

  it('are numbers, names and variables of an event', () => {
    assert.deepEqual(masking().data(call), {
      ...call,
      fromAddress: '••••0123',
      callVariables: { callVariable1: '••••', callVariable2: '••••', segment: '••••' },
      participants: [{ extension: '2001', state: 'ACTIVE' }, { extension: '••••0123' }],
    });
  });

  it('have the same name in whatever form a number is written', () => {
    const { number } = bound(new Privacy({ method: 'hash', key }));
    assert.equal(number('+44 (20) 7946-0123'), number('442079460123'));
    assert.notEqual(number('02079460123'), number('442079460123'));
  });

  it('have with a dial plan the same name with and without the code of the country', () => {
    const plan = dialPlan({ country: 'GB', outsideLine: '9', extensionLengths: [4] });
    const privacy = new Privacy({ method: 'hash', key, dialPlan: plan });
    const forms = [
      '+44 20 7946 0123',
      '020 7946 0123',
      '(020) 7946-0123',
      '0044 20 7946 0123',
      '442079460123',
      '9 020 7946 0123',
      '+44 (0)20 7946 0123',
      '020\u00a07946\u00a00123',
    ];
    privacy.learn({ fromAddress: forms[0] });
    const name = pseudonymOf('442079460123', key);
    for (const form of forms) {
      assert.equal(privacy.number(form), name, form);
      assert.match(privacy.text(`Call of ${form}.`), new RegExp(`^Call of \\(?${name}\\.$`), form);
      assert.deepEqual(privacy.data({ callVariables: { phone: form } }), { callVariables: { phone: name } });
    }
    assert.notEqual(privacy.number('020 7946 0124'), name);
    assert.equal(privacy.number('2002'), '2002');
  });

  it('have a name also where the dial plan knows no such number', () => {
    const privacy = new Privacy({ method: 'hash', key, dialPlan: { keyOf: () => undefined } });
    assert.equal(privacy.number('+44 20 7946 0123'), pseudonymOf('442079460123', key));
  });

  it('are only the named variables, whatever the case of their names', () => {
    const { callVariables } = masking({ variables: ['CALLVARIABLE1'] }).data(call);
    assert.deepEqual(callVariables, { ...call.callVariables, callVariable1: '••••' });
  });

  it('are dropped where they are variables that are not on the list', () => {
    const { callVariables } = masking({ variables: [], keepVariables: ['segment'] }).data(call);
    assert.deepEqual(callVariables, { segment: 'gold' });
  });

  it('are not extensions and names of agents, unless that is chosen', () => {
    const state = { type: 'State', agentId: '1081', agentName: 'Ann Lee', extension: '2001' };
    assert.deepEqual(masking().data(state), state);
    assert.deepEqual(masking({ agents: true }).data(state), {
      ...state,
      agentName: '••••',
      extension: '••••',
    });
  });

  it('are no long extension of an agent who is known', () => {
    const privacy = masking();
    assert.equal(privacy.number('442079460555'), '••••0555');
    privacy.learn({ type: 'State', agentId: '1081', extension: '442079460555' });
    assert.equal(privacy.number('442079460555'), '442079460555');
  });

  it('are all of a contact but what it is filed under', () => {
    const contacts = [
      { id: '7', firstName: 'Ann', description: 'Head', phoneNumber: '0300123456', phonebookName: 'Main' },
    ];
    assert.deepEqual(masking().data({ type: 'PhonebookContacts', contacts }), {
      type: 'PhonebookContacts',
      contacts: [
        { id: '7', firstName: '••••', description: '••••', phoneNumber: '••••3456', phonebookName: 'Main' },
      ],
    });
  });

  it('are parameters of commands by their names, and the value of a variable by the name of that', () => {
    const parameters = {
      agentId: '1081',
      number: 442079460123,
      variableName: 'segment',
      variableValue: 'gold',
    };
    assert.deepEqual(masking({ variables: ['other'] }).data({ parameters }), {
      parameters: { ...parameters, number: '••••0123' },
    });
    assert.deepEqual(masking().data(parameters), {
      ...parameters,
      number: '••••0123',
      variableValue: '••••',
    });
  });

  it('are concealed once: what is concealed already stays', () => {
    for (const privacy of [masking(), new Privacy({ method: 'hash', key })]) {
      const once = privacy.data(call);
      assert.deepEqual(privacy.data(once), once);
    }
  });

  it('keep their own names, even __proto__', () => {
    const variables = JSON.parse('{"__proto__":"Anna"}') as Record<string, string>;
    const { callVariables } = masking().data({ callVariables: variables });
    assert.deepEqual(Object.entries(callVariables), [['__proto__', '••••']]);
  });

  it('cannot be concealed in a way that there is not', () => {
    const wrong: unknown[] = [
      { method: 'rot13' },
      { method: 'mask', keepDigits: 7 },
      { method: 'mask', keepDigits: 1.5 },
      { method: 'hash' },
      { method: 'hash', key: 'short' },
    ];
    for (const options of wrong) {
      assert.throws(
        () => new Privacy(options as PrivacyOptions),
        (error) => error instanceof GcError && error.code === 'GC_INVALID_CONFIGURATION',
      );
    }
  });
});

function masking(options: Partial<PrivacyOptions> = {}): Privacy {
  return new Privacy({ method: 'mask', ...options });
}

function bound(privacy: Privacy) {
  return { number: (number: string) => privacy.number(number) };
}
