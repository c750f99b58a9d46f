import assert from 'node:assert/strict';
import { request } from '../support/node-red';
import { until } from '../support/wait';
import { onStage, type Example } from './stage';

interface Row {
  command: string;
  agent_id: string | null;
  asked_by: string;
  user_name: string | null;
  node_type: string | null;
  flow_name: string | null;
  automatic: boolean;
  outcome: string;
  code: string | null;
  asked_at: Date;
  ended_at: Date;
}

describe('the example of the audit', () => {
  onStage((stage) => {
    let example: Example;
    const query = (text: string) => stage().postgres.query<Row>(text);
    const rows = () => query('SELECT * FROM command_log ORDER BY asked_at, command');
    const has = (command: string) =>
      until(async () => (await rows()).some((row) => row.command === command), {
        what: `a row of ${command}`,
      });

    beforeEach(async () => {
      example = await stage().deploy('26');
      assert.deepEqual(await example.next('rows'), [], 'the table is created');
    });

    async function logIn(): Promise<void> {
      await example.press('1 Log in');
      await example.next('ready');
      await has('MakeReady');
    }

    it('writes each command, with who gave it and how it ended', async () => {
      await logIn();
      await example.press('2 Dial a blocked number');
      await has('MakeCall');
      await example.press('3 Log out');
      await example.next('logged out');
      await has('logoutwithreason');
      const asked = (await rows()).filter(({ automatic }) => !automatic);
      assert.deepEqual(
        asked.map(({ command, node_type, outcome, code }) => [command, node_type, outcome, code]),
        [
          ['Connect', 'agent-state', 'sent', null],
          ['Login', 'agent-state', 'confirmed', null],
          ['MakeReady', 'agent-state', 'confirmed', null],
          ['MakeCall', 'make-call', 'not-sent', 'GC_NUMBER_NOT_ALLOWED'],
          ['MakeNotReady', 'agent-state', 'confirmed', null],
          ['logoutwithreason', 'agent-state', 'confirmed', null],
        ],
      );
      for (const { agent_id, asked_by, flow_name, asked_at, ended_at } of asked) {
        assert.deepEqual([agent_id, asked_by, flow_name], ['1090', 'node', 'Audit']);
        assert.ok(asked_at <= ended_at);
      }
      const [lookedUp] = await query("SELECT * FROM command_log WHERE command = 'reasoncodelogout'");
      assert.deepEqual([lookedUp?.automatic, lookedUp?.node_type], [true, 'agent-state']);
      assert.deepEqual(example.shown('not written'), []);
    });

    it('says who has logged an agent out in the sidebar', async () => {
      await logIn();
      const { id: connection } = example.node('gc-connection');
      for (const command of ['MakeNotReady', 'Logout']) {
        await request(`${stage().url}gc-sidebar/commands`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ connection, command, agentId: '1090' }),
        });
      }
      await has('Logout');
      const [row] = await query("SELECT * FROM command_log WHERE command = 'Logout'");
      assert.deepEqual([row?.asked_by, row?.user_name, row?.flow_name], ['sidebar', 'anonymous', null]);
      await example.press('4 Who logged 1090 out?');
      const answer = await until(
        () => (example.shown('rows') as { who?: string }[][]).find(([first]) => first?.who !== undefined),
        { what: 'the answer' },
      );
      assert.equal(answer[0]?.who, 'anonymous');
    });

    it('refuses every change of a row', async () => {
      await logIn();
      const before = await rows();
      for (const change of [
        "UPDATE command_log SET outcome = ''",
        'DELETE FROM command_log',
        'TRUNCATE command_log',
      ]) {
        await assert.rejects(
          query(change),
          /command_log is append-only: (UPDATE|DELETE|TRUNCATE) is refused/,
        );
      }
      await example.press('5 Change a row');
      assert.match(await example.next<string>('database'), /append-only: UPDATE is refused/);
      assert.deepEqual(await rows(), before);
    });

    it('writes a row once, although the database is away and a deploy comes in between', async () => {
      await stage().postgres.stop();
      await example.press('2 Dial a blocked number');
      await example.next('database');
      await example.deploy();
      await stage().postgres.start();
      await has('MakeCall');
      const calls = await query("SELECT * FROM command_log WHERE command = 'MakeCall'");
      assert.equal(calls.length, 1);
      assert.deepEqual(example.shown('not written'), []);
    });

    it('keeps the rows at a deploy', async () => {
      await logIn();
      const before = await rows();
      await example.deploy();
      await until(() => (example.shown('rows') as unknown[][]).some((shown) => shown.length === 0), {
        what: 'the table at the start',
      });
      const kept = await rows();
      assert.deepEqual(kept.slice(0, before.length), before);
    });
  });
});
