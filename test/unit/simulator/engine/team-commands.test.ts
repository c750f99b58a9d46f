import assert from 'node:assert/strict';
import { Stage, type StageOptions } from './stage';

const login = (id: string, destination: string) => [
  `Connect#${id} ${destination},secret`,
  `Login#${id} secret,${Number(id) + 920}`,
];

/** A supervisor who watches team 1, and Anna who is in it. */
function watching(options: StageOptions): Stage {
  const stage = new Stage(options);
  stage.send(...login('1086', 'boss'), ...login('1081', 'desk'), 'getteamusers#1086 1,true');
  stage.heard();
  return stage;
}

describe('team events', () => {
  for (const [dialect, message] of [
    ['specified-json', '{"type":"TeamMemberStateChanged","teamId":"1","state":"READY","agentId":"1086"}'],
    ['specified-new', '1086#TeamMemberStateChanged#1#READY'],
    ['specified-old', '1086#TeamMemberStateChanged#1#READY'],
  ] as const) {
    it(`are as the specification has them, in ${dialect}`, () => {
      const stage = watching({ dialect });
      stage.send('MakeReady#1081');
      assert.deepEqual(
        stage.heard().filter((line) => line.startsWith('boss')),
        [`boss ${message}`],
      );
    });
  }

  it('come to every supervisor who asked for them, and once however often one asks', () => {
    const stage = watching({ dialect: { base: 'specified-new', teamEvents: 'State' } });
    stage.send(...login('1087', 'boss2'), 'getteamusers#1087 1,true', 'getteamusers#1087 1,true');
    stage.heard();
    stage.send('MakeReady#1081');
    const line = (id: string) => `${id}#State#READY####2025-01-15 09:30:00#Anna Becker#1081#2001`;
    assert.deepEqual(stage.heard(), [
      'desk 1081#State#READY##Anna Becker',
      `boss ${line('1086')}`,
      `boss2 ${line('1087')}`,
    ]);
  });

  it('tell a supervisor who is in the team nothing about the supervisor', () => {
    const stage = new Stage({ dialect: 'specified-new' });
    stage.send(...login('1087', 'boss'), 'getteamusers#1087 1,true');
    stage.heard();
    stage.send('MakeReady#1087');
    assert.deepEqual(stage.heard(), ['boss 1087#State#READY##Zoë Núñez']);
  });
});

describe('the rights of a supervisor', () => {
  it('are for all teams where the site names none', () => {
    const site = {
      teams: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
      agents: [
        {
          agentId: '1',
          password: 'p',
          extension: '1',
          firstName: 'A',
          lastName: 'B',
          team: 'a',
          supervisor: true,
        },
      ],
    };
    const stage = new Stage({ dialect: 'specified-new', site });
    stage.send('Connect#1 desk,p', 'Login#1 p,1');
    assert.deepEqual(stage.heard().slice(1, 3), [
      'desk 1#TeamInfoIDs#TeamID#a,b#A B',
      'desk 1#TeamInfoNames#TeamName#A,B#A B',
    ]);
    stage.send('getteamusers#1 b');
    assert.deepEqual(stage.heard(), ['desk 1#TeamUsersList']);
  });
});
