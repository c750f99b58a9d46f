import assert from 'node:assert/strict';
import { commands, events, FormProblem, parseSiteProfile, siteSettingsIn } from '../../../../lib/protocol';

function settingsOf(settings: unknown): unknown {
  return siteSettingsIn(parseSiteProfile(JSON.stringify({ siteProfile: 1, settings })));
}

/** The place of what is wrong with a file. Nothing that stands in the file is repeated. */
function placeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof FormProblem);
    assert.doesNotMatch(error.message, /hunter2/);
    return error.place;
  }
  throw new Error('The file was read.');
}

describe('the settings of a site profile', () => {
  it('are read as they were written', () => {
    const settings = {
      commandQueue: 'Connector2',
      helloArgument: '2001',
      contactCentre: 'uccx',
      completeWith: 'own',
      gcTimeZone: '+05:30',
      checkLogouts: 'all',
      confirmations: [
        { command: 'HoldCall', event: 'InboundCall', states: 'HELD, PARKED' },
        { command: 'wrapup', event: 'sent' },
      ],
      timeout: '12.5',
      expireCommands: false,
    };
    assert.deepEqual(settingsOf(settings), settings);
  });

  it('need not be there', () => {
    assert.deepEqual(settingsOf(undefined), {});
    assert.deepEqual(settingsOf({}), {});
  });

  it('may begin with a byte order mark', () => {
    assert.deepEqual(siteSettingsIn(parseSiteProfile('\uFEFF{"siteProfile":1}')), {});
  });

  for (const [what, text, place] of [
    ['nothing', '', 'file'],
    ['a file that was cut', '{"siteProfile":1,"settings":{"hunter2"', 'file'],
    ['bytes', '\0\u0001\uFFFD', 'file'],
    ['what is nested more deeply than can be read', '['.repeat(300_000), 'file'],
    ['a list', '[{"siteProfile":1}]', 'siteProfile'],
    ['null', 'null', 'siteProfile'],
    ['a flow', '[{"id":"1","type":"gc-connection"}]', 'siteProfile'],
    ['an object without a version', '{"settings":{}}', 'siteProfile'],
    ['a version as a text', '{"siteProfile":"1"}', 'siteProfile'],
    ['a later version', '{"siteProfile":2}', 'siteProfile'],
    ['a version of its prototype', '{"__proto__":{"siteProfile":1}}', 'siteProfile'],
  ] as const) {
    it(`are not in ${what}`, () => {
      assert.equal(
        placeOf(() => parseSiteProfile(text)),
        place,
      );
    });
  }

  for (const [what, settings, place] of [
    ['a list', [], 'settings'],
    ['a text', 'hunter2', 'settings'],
    ['null', null, 'settings'],
    ['a field that is not one of a site', { host: 'hunter2' }, 'settings'],
    ['a name of objects', JSON.parse('{"__proto__":{"host":"hunter2"}}'), 'settings'],
    ['another name of objects', { constructor: 'hunter2' }, 'settings'],
    ['a number', { helloArgument: 2001 }, 'settings.helloArgument'],
    ['two lines', { commandQueue: 'Connector1\nhunter2' }, 'settings.commandQueue'],
    ['a long text', { helloArgument: 'x'.repeat(1001) }, 'settings.helloArgument'],
    ['an environment variable', { helloArgument: '${HUNTER2}' }, 'settings.helloArgument'],
    ['another spelling of one', { commandQueue: 'a$(HUNTER2)' }, 'settings.commandQueue'],
    ['no zone', { gcTimeZone: 'hunter2 time' }, 'settings.gcTimeZone'],
    ['a word that is none', { contactCentre: 'hunter2' }, 'settings.contactCentre'],
    ['no seconds', { timeout: '1e3' }, 'settings.timeout'],
    ['a text for a box', { expireCommands: 'false' }, 'settings.expireCommands'],
    ['no list', { confirmations: { 0: {} } }, 'settings.confirmations'],
    ['too many rows', { confirmations: Array(1001).fill({}) }, 'settings.confirmations'],
    ['no row', { confirmations: [null] }, 'settings.confirmations[0]'],
    ['an empty row', { confirmations: [{}] }, 'settings.confirmations[0]'],
    ['half a row', { confirmations: [{ command: 'HoldCall' }] }, 'settings.confirmations[0]'],
    [
      'a row that has more',
      { confirmations: [{ command: 'HoldCall', event: 'sent', script: 'hunter2' }] },
      'settings.confirmations[0]',
    ],
    [
      'a heartbeat',
      { confirmations: [{ command: 'Hello', event: 'sent' }] },
      'settings.confirmations[0].command',
    ],
    [
      'an event that answers nothing',
      { confirmations: [{ command: 'HoldCall', event: 'Error' }] },
      'settings.confirmations[0].event',
    ],
    [
      'a variable in the states',
      { confirmations: [{ command: 'HoldCall', event: 'InboundCall', states: 'HELD, ${HUNTER2}' }] },
      'settings.confirmations[0].states',
    ],
  ] as const) {
    it(`are not ${what}`, () => {
      assert.equal(
        placeOf(() => settingsOf(settings)),
        place,
      );
    });
  }

  it('name any command but heartbeats, and any event that can answer one', () => {
    const heartbeats = ['Hello', 'Beat'];
    const others = ['Error', 'System', 'Destination', 'AgentState'];
    const names = Object.keys(commands).filter((name) => !heartbeats.includes(name));
    const types = Object.keys(events).filter((type) => !others.includes(type));
    const confirmations = [
      ...names.map((command) => ({ command, event: 'sent' })),
      ...types.map((event) => ({ command: 'HoldCall', event, states: '' })),
    ];
    assert.deepEqual(settingsOf({ confirmations }), { confirmations });
  });
});
