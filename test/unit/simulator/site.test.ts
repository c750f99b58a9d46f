import assert from 'node:assert/strict';
import { readSite } from '../../../lib/simulator';

const anna = {
  agentId: '7001',
  password: 'pass',
  extension: '8001',
  firstName: 'Anna',
  lastName: 'Becker',
  team: '1',
};

describe('the site of the simulator', () => {
  it('has six agents with names of several alphabets, one of them a supervisor', () => {
    const { agents } = readSite();
    assert.deepEqual(
      agents.map(({ agentId, extension, password }) => [agentId, extension, password]),
      [
        ['1081', '2001', 'secret'],
        ['1082', '2002', 'secret'],
        ['1083', '2003', 'secret'],
        ['1084', '2004', 'secret'],
        ['1085', '2005', 'secret'],
        ['1086', '2006', 'secret'],
      ],
    );
    assert.deepEqual(
      agents.filter(({ supervisor }) => supervisor).map(({ agentId }) => agentId),
      ['1086'],
    );
    const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u, /\p{Script=Han}/u];
    for (const script of scripts) {
      assert.ok(
        agents.some(({ lastName }) => script.test(lastName)),
        String(script),
      );
    }
  });

  it('takes from the default site what a file leaves out', () => {
    const site = readSite({ agents: [anna], timers: { ringing: 0, failedCall: 1 } });
    assert.deepEqual(site.agents, [{ ...anna, supervisor: false }]);
    assert.deepEqual(site.timers, { ringing: 0, failedCall: 1 });
    assert.deepEqual(site.teams, readSite().teams);
  });

  it('takes numbers where texts are meant', () => {
    const { agents } = readSite({ agents: [{ ...anna, agentId: 7001, extension: 8001 }] });
    assert.deepEqual(agents, [{ ...anna, supervisor: false }]);
  });

  const wrong: [unknown, string][] = [
    [[], 'the content must be an object'],
    [{ agent: [] }, 'agent is not known here; there are agents, teams, reasonCodes, numbers, timers'],
    [{ agents: {} }, 'agents must be a list'],
    [
      { agents: ['1081'] },
      'agents[0] must be an object with agentId, password, extension, firstName, lastName, supervisor, team',
    ],
    [{ agents: [anna, { ...anna, agentId: '' }] }, 'agents[1].agentId is empty'],
    [
      { agents: [{ ...anna, extension: '80a1' }] },
      'agents[0].extension must be an extension of digits only, not "80a1"',
    ],
    [{ agents: [{ ...anna, lastName: 'Becker, Dr.' }] }, 'agents[0].lastName must not contain ","'],
    [
      { agents: [{ ...anna, name: 'Anna' }] },
      'agents[0].name is not known here; there are agentId, password, extension, firstName, lastName, supervisor, team',
    ],
    [{ agents: [{ ...anna, supervisor: 'yes' }] }, 'agents[0].supervisor must be true or false'],
    [{ agents: [{ ...anna, team: '9' }] }, 'agents[0].team is "9", which is none of the teams'],
    [{ agents: [anna, { ...anna, extension: '8002' }] }, 'agents[1].agentId is "7001", which is taken'],
    [{ agents: [anna, { ...anna, agentId: '7002' }] }, 'agents[1].extension is "8001", which is taken'],
    [
      {
        teams: [
          { id: '1', name: 'A' },
          { id: '1', name: 'B' },
        ],
      },
      'teams[1].id is "1", which is taken',
    ],
    [{ reasonCodes: { WrapUp: [], LOGOUT: [] } }, 'reasonCodes.NOT_READY must be a list'],
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
