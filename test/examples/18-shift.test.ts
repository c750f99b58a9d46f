import assert from 'node:assert/strict';
import { setHours } from './hours';
import { onStage } from './stage';

const head = 'agentId,action,reasonCode,result,state,code,message';

describe('the example of a shift', () => {
  onStage((stage) => {
    const post = (body: string, type = 'text/csv') =>
      fetch(`${stage().url}shift`, { method: 'POST', headers: { 'content-type': type }, body });

    it('logs everybody in and out who can be, and reports the rest', async () => {
      const example = await stage().deploy('18');
      await example.press('1 Shift begins');
      assertTable(await example.next('result'), [
        /^1081,login,,confirmed,NOT_READY,,$/,
        /^1082,login,,confirmed,NOT_READY,,$/,
        /^1083,login,,confirmed,NOT_READY,,$/,
        /^4711,login,,failed,,GC_NO_PASSWORD,".*no password is known/,
        /^1081,ready,,confirmed,READY,,$/,
        /^1082,ready,,confirmed,READY,,$/,
        /^1083,not-ready,3,confirmed,NOT_READY,,$/,
      ]);
      await example.press('2 Shift ends');
      assertTable(await example.next('result'), [
        /^1081,not-ready,,confirmed,NOT_READY,,$/,
        /^1082,not-ready,,confirmed,NOT_READY,,$/,
        /^1083,not-ready,,confirmed,NOT_READY,,$/,
        /^1081,logout,1,confirmed,LOGOUT,,$/,
        /^1082,logout,1,confirmed,LOGOUT,,$/,
        /^1083,logout,1,confirmed,LOGOUT,,$/,
        /^1084,logout,1,failed,,[A-Z_]+,/,
      ]);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('takes a list from outside, row by row at its pace, and answers with one', async () => {
      await stage().deploy('18');
      const startedAt = performance.now();
      const rows = [
        '1084,login',
        '1084,"fly, away"',
        ',login',
        '"10#84",ready',
        '1084,not-ready',
        '1084,logout',
      ];
      const response = await post(['agentId,action', ...rows].join('\n'));
      assert.equal(response.status, 200);
      assertTable(await response.text(), [
        /^1084,login,,confirmed,NOT_READY,,$/,
        /^1084,"fly, away",,failed,,GC_INVALID_PARAMETER,".*is not an action/,
        /^,login,,failed,,GC_INVALID_PARAMETER,.*agentId is missing/,
        /^10#84,ready,,failed,,GC_INVALID_PARAMETER,".*must not contain/,
        /^1084,not-ready,,confirmed,NOT_READY,,$/,
        /^1084,logout,,confirmed,LOGOUT,,$/,
      ]);
      assert.ok(performance.now() - startedAt > 900, 'six rows take a second at five a second');
    });

    for (const [hours, planned, loggedIn] of [
      ['0-24', 'working', true],
      ['', 'off', false],
    ] as const) {
      it(`compares what agents do with a calendar: ${planned}`, async () => {
        const example = await stage().deploy('18');
        setHours(example, 'Early shift', hours);
        await example.deploy();
        await post('agentId,action\n1084,login\n1084,logout\n');
        const told = [await example.next('adherence'), await example.next('adherence')];
        assert.deepEqual(told, [
          { agentId: '1084', planned, actual: 'NOT_READY', adherent: loggedIn },
          { agentId: '1084', planned, actual: 'LOGOUT', adherent: !loggedIn },
        ]);
      });
    }

    for (const [what, body, type] of [
      ['nothing', '', 'text/csv'],
      ['a head without rows', 'agentId,action\n', 'text/csv'],
      ['other columns', 'agent,do\n1081,login\n', 'text/csv'],
      ['no text', '{"agentId":"1081"}', 'application/json'],
      ['a form', 'agentId=1081', 'application/x-www-form-urlencoded'],
      ['an open quote', 'agentId,action\n"1081,login\n', 'text/csv'],
      ['too many rows', `agentId,action\n${'1081,login\n'.repeat(1001)}`, 'text/csv'],
    ] as const) {
      it(`refuses ${what}`, async () => {
        const example = await stage().deploy('18');
        const response = await post(body, type);
        assert.equal(response.status, 400);
        assert.match(await response.text(), /Send a list/);
        assert.deepEqual(example.shown('errors'), []);
      });
    }
  });
});

/** CSV with a line for each row that was sent, in the same order. */
function assertTable(csv: string, expected: readonly RegExp[]): void {
  const [first, ...rows] = csv.trimEnd().split('\n');
  assert.equal(first, head);
  assert.equal(rows.length, expected.length, csv);
  for (const [index, pattern] of expected.entries()) {
    assert.match(rows[index] ?? '', pattern);
  }
}
