import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { onStage, type Example } from './stage';

interface StateRow {
  agent_id: string;
  agent_name: string;
  state: string;
  reason_code: string | null;
}

describe('the example of the agent state log', () => {
  onStage((stage) => {
    let example: Example;
    const rows = () => stage().postgres.query<StateRow>('SELECT * FROM agent_states ORDER BY at');
    const has = (count: number, bound = {}) =>
      until(async () => (await rows()).length === count, { what: `${count} rows`, ...bound });

    beforeEach(async () => {
      example = await stage().deploy('11');
      assert.deepEqual(await example.next('rows'), [], 'the table is created');
    });

    async function logIn(): Promise<void> {
      await example.press('1 Log in');
      await example.next('ready');
    }

    async function report(): Promise<string[]> {
      await example.press('3 Report');
      return (await example.next<string>('report')).trim().split('\n');
    }

    it('writes each state, and adds them up for each agent', async () => {
      await logIn();
      await example.press("2 A day's work");
      await example.next('done');
      await has(7);
      const all = await rows();
      assert.deepEqual(
        all.map(({ state, reason_code }) => [state, reason_code]),
        [
          ['NOT_READY', null],
          ['READY', null],
          ['RESERVED', null],
          ['TALKING', null],
          ['READY', null],
          ['NOT_READY', '1'],
          ['READY', null],
        ],
      );
      assert.ok(all.every((row) => row.agent_id === '1081' && row.agent_name === 'Anna Becker'));
      const [head, line = '', ...others] = await report();
      assert.equal(head, 'day,agent,name,logged_in,ready,on_calls,wrap_up,not_ready,breaks');
      assert.match(line, /^\d{4}-\d\d-\d\d,1081,Anna Becker,\d+,\d+,3,0,\d,1$/);
      assert.deepEqual([others, example.shown('errors')], [[], []]);
    });

    it('cuts what lasts over midnight, and leaves out who is logged out', async () => {
      await stage().postgres.query(`INSERT INTO agent_states (agent_id, at, state) VALUES
        ('1082', current_date - interval '1 hour', 'READY'),
        ('1082', current_date + interval '1 minute', 'NOT_READY'),
        ('1082', current_date + interval '90 seconds', 'LOGOUT'),
        ('1083', current_date - interval '2 hours', 'LOGOUT')`);
      const [, line = '', ...others] = await report();
      assert.match(line, /^\d{4}-\d\d-\d\d,1082,,90,60,0,0,30,0$/);
      assert.deepEqual(others, []);
    });

    it('writes the rows when the database is back', async () => {
      await stage().postgres.stop();
      await logIn();
      assert.match(await example.next<string>('database'), /ECONNREFUSED|terminat/);
      await stage().postgres.start();
      await has(2);
      assert.deepEqual(example.shown('not written'), []);
    });

    it('shows a row that the database refuses', async () => {
      await stage().postgres.query(`ALTER TABLE agent_states ADD CHECK (state <> 'READY')`);
      await logIn();
      const { error } = await example.next<{ error: { code: string } }>('not written');
      assert.equal(error.code, '23514');
      await has(1);
    });
  });
});
