import assert from 'node:assert/strict';
import { dialects } from '../../../lib/simulator/dialects';
import { readSite } from '../../../lib/simulator/site';

const anna = {
  agentId: '7001',
  password: 'pass',
  extension: '8001',
  firstName: 'Anna',
  lastName: 'Becker',
  team: '1',
};

const queue = { id: '1', name: 'All', teams: ['1'] };
const book = { id: '1', name: 'All', type: 'GLOBAL', contacts: [] };

/** What is filled in. */
const complete = { ...anna, supervisor: false, wrapUpOnIncoming: 'OPTIONAL' };

describe('the site of the simulator', () => {
  it('has twenty agents, with 1081 to 1086 where everybody knows them', () => {
    const { agents } = readSite();
    assert.equal(agents.length, 20);
    assert.deepEqual(
      agents.map(({ agentId, extension, password }) => [agentId, extension, password]),
      agents.map((_, index) => [String(1081 + index), String(2001 + index), 'secret']),
    );
    assert.deepEqual(
      agents.slice(0, 6).map(({ firstName, team }) => [firstName, team]),
      [
        ['Anna', '1'],
        ['Дмитрий', '1'],
        ['عائشہ', '1'],
        ['प्रिया', '2'],
        ['美咲', '2'],
        ['Ελένη', '2'],
      ],
    );
  });

  it('has names of many alphabets', () => {
    const names = readSite().agents.map(({ firstName, lastName }) => `${firstName} ${lastName}`);
    assert.equal(new Set(names).size, 20);
    for (const script of [
      'Latin',
      'Cyrillic',
      'Greek',
      'Arabic',
      'Hebrew',
      'Devanagari',
      'Han',
      'Hangul',
      'Thai',
    ]) {
      assert.ok(
        names.some((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)),
        script,
      );
    }
  });

  it('has three teams with members and a supervisor each, queues, phonebooks and reason codes', () => {
    const { teams, agents, queues, phonebooks, reasonCodes } = readSite();
    assert.deepEqual(
      teams.map(({ id, name }) => [id, name]),
      [
        ['1', 'Sales'],
        ['2', 'Support'],
        ['3', 'Back office'],
      ],
    );
    for (const { id } of teams) {
      assert.ok(agents.filter(({ team }) => team === id).length >= 5);
      assert.ok(
        agents.some(({ supervisor, team, teams: led }) => supervisor && team === id && led?.includes(id)),
      );
      assert.ok(queues.some((queue) => queue.teams.includes(id)));
    }
    assert.equal(queues.length, 3);
    assert.deepEqual([...new Set(phonebooks.map(({ type }) => type))], ['GLOBAL', 'TEAM']);
    assert.ok(phonebooks.some(({ contacts }) => contacts.length === 0));
    assert.ok(Object.values(reasonCodes).every((codes) => codes.length > 0));
  });

  it('takes from the default site what a file leaves out', () => {
    const other = readSite();
    const site = readSite({
      agents: [anna],
      timers: { ringing: 0, failedCall: 1 },
      numbers: { busy: ['17'] },
    });
    assert.deepEqual(site.agents, [complete]);
    assert.deepEqual(site.timers, { ...other.timers, ringing: 0, failedCall: 1 });
    assert.deepEqual(site.numbers, { busy: ['17'], unknown: ['404'] });
    assert.deepEqual(site.teams, other.teams);
    assert.deepEqual(site.queues, other.queues);
  });

  it('takes nothing that belongs to the default teams when a file has its own', () => {
    const site = readSite({ teams: [{ id: 'x', name: 'X' }], agents: [{ ...anna, team: 'x' }] });
    assert.deepEqual([site.queues, site.phonebooks], [[], []]);
  });

  it('has no limit of licences, and the events of today for supervisors', () => {
    const { licences, dialect } = readSite();
    assert.deepEqual([licences, dialect], [undefined, dialects['specified-json']]);
    assert.equal(readSite({ licences: 3 }).licences, 3);
  });

  it('can be read again', () => {
    const site = readSite();
    assert.deepEqual(readSite(site), site);
  });

  it('takes numbers where texts are meant', () => {
    const { agents } = readSite({ agents: [{ ...anna, agentId: 7001, extension: 8001 }] });
    assert.deepEqual(agents, [complete]);
  });

  it('fills in what a contact can do without', () => {
    const contacts = [{ phoneNumber: '17' }];
    const { phonebooks } = readSite({ phonebooks: [{ id: '1', name: 'All', type: 'GLOBAL', contacts }] });
    assert.deepEqual(phonebooks[0]?.contacts, [
      { firstName: '', lastName: '', phoneNumber: '17', description: '' },
    ]);
  });

  const wrong: [unknown, string][] = [
    [[], 'the content must be an object'],
    [
      { agent: [] },
      'agent is not known here; there are agents, teams, queues, phonebooks, reasonCodes, numbers, timers, licences, dialect',
    ],
    [{ agents: {} }, 'agents must be a list'],
    [
      { agents: ['1081'] },
      'agents[0] must be an object with agentId, password, extension, firstName, lastName, supervisor, team, teams, wrapUpOnIncoming',
    ],
    [{ agents: [anna, { ...anna, agentId: '' }] }, 'agents[1].agentId is empty'],
    [
      { agents: [{ ...anna, extension: '80a1' }] },
      'agents[0].extension must be an extension of digits only, not "80a1"',
    ],
    [{ agents: [{ ...anna, lastName: 'Becker, Dr.' }] }, 'agents[0].lastName must not contain ","'],
    [
      { agents: [{ ...anna, name: 'Anna' }] },
      'agents[0].name is not known here; there are agentId, password, extension, firstName, lastName, supervisor, team, teams, wrapUpOnIncoming',
    ],
    [{ agents: [{ ...anna, supervisor: 'yes' }] }, 'agents[0].supervisor must be true or false'],
    [
      { agents: [{ ...anna, wrapUpOnIncoming: 'SOMETIMES' }] },
      'agents[0].wrapUpOnIncoming must be one of OPTIONAL, REQUIRED, NOT_ALLOWED, REQUIRED_WITH_WRAP_UP_DATA',
    ],
    [{ agents: [{ ...anna, teams: ['1'] }] }, 'agents[0].teams is for supervisors only'],
    [
      { agents: [{ ...anna, supervisor: true, teams: [] }] },
      'agents[0].teams is empty: a supervisor leads at least one team',
    ],
    [
      { agents: [{ ...anna, supervisor: true, teams: ['1', '9'] }] },
      'agents[0].teams[1] is "9", which is none of the teams',
    ],
    [{ agents: [{ ...anna, team: '9' }] }, 'agents[0].team is "9", which is none of the teams'],
    [{ agents: [anna, { ...anna, extension: '8002' }] }, 'agents[1].agentId is "7001", which is taken'],
    [{ agents: [anna, { ...anna, agentId: '7002' }] }, 'agents[1].extension is "8001", which is taken'],
    [
      {
        agents: [],
        teams: [
          { id: '1', name: 'A' },
          { id: '1', name: 'B' },
        ],
      },
      'teams[1].id is "1", which is taken',
    ],
    [{ teams: [{ id: '1', name: 'A' }] }, 'agents is missing: the teams are not those of the default site'],
    [
      { queues: [{ id: '1', name: 'A', teams: ['1', '8'] }] },
      'queues[0].teams[1] is "8", which is none of the teams',
    ],
    [{ queues: [queue, queue] }, 'queues[1].id is "1", which is taken'],
    [{ phonebooks: [book, book] }, 'phonebooks[1].id is "1", which is taken'],
    [{ phonebooks: [{ ...book, type: 'TEAM' }] }, 'phonebooks[0].team is missing'],
    [{ phonebooks: [{ ...book, team: '1' }] }, 'phonebooks[0].team is for phonebooks of type TEAM only'],
    [
      { phonebooks: [{ ...book, type: 'TEAM', team: '8' }] },
      'phonebooks[0].team is "8", which is none of the teams',
    ],
    [
      { phonebooks: [{ ...book, contacts: [{ firstName: 'Zoë' }] }] },
      'phonebooks[0].contacts[0].phoneNumber is missing',
    ],
    [{ reasonCodes: { NOT_READY: {} } }, 'reasonCodes.NOT_READY must be a list'],
    [{ licences: 'many' }, 'licences must be a number of agents from 0 to 100000'],
    [{ licences: 1.5 }, 'licences must be a number of agents from 0 to 100000'],
    [{ dialect: 'klingon' }, 'dialect must be one of specified-json, specified-new, specified-old, observed'],
    [
      { dialect: { base: 'klingon' } },
      'dialect.base must be one of specified-json, specified-new, specified-old, observed',
    ],
    [{ dialect: { callOver: 'END' } }, 'dialect.callOver must be one of DROP, DROPPED, DELETED'],
    [
      { dialect: { utcOffset: 'CET' } },
      'dialect.utcOffset must be "local" or an offset from UTC such as "-05:00"',
    ],
    [{ agents: [anna, { ...anna, agentId: null }] }, 'agents[1].agentId is missing'],
    [
      { reasonCodes: { WrapUp: [{ code: 'x', label: 'X' }], LOGOUT: [], NOT_READY: [] } },
      'reasonCodes.WrapUp[0].code must be a reason code of digits, not "x"',
    ],
    [
      { numbers: { busy: ['engaged'], unknown: [] } },
      'numbers.busy[0] must be a number of digits, "*" and a leading "+", without blanks, not "engaged"',
    ],
    [
      { timers: { ringing: -1, failedCall: 0 } },
      'timers.ringing must be a number of milliseconds from 0 to 3600000',
    ],
  ];
  for (const [content, problem] of wrong) {
    it(`is refused where ${problem}`, () => {
      assert.throws(
        () => readSite(content),
        (error: Error & { code?: string }) => {
          assert.equal(error.code, 'GC_INVALID_CONFIGURATION');
          assert.ok(
            error.message.startsWith(`the site of the simulator is wrong: ${problem} (GC_`),
            error.message,
          );
          return true;
        },
      );
    });
  }

  it('does not show a password that cannot be used', () => {
    assert.throws(() => readSite({ agents: [{ ...anna, password: 'pass#word' }] }), {
      message: /agents\[0\]\.password must not contain "#" \(/,
    });
  });
});
