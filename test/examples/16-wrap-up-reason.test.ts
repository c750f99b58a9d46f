import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { post } from './post';
import { onStage, type Example } from './stage';

interface Reason {
  agent_id: string;
  number: string;
  reason: string | null;
  given_by: string;
  seconds: number;
  note: string | null;
}

interface Told {
  reason?: string;
  error?: string;
  code?: string;
}

describe('the example of wrap-up reasons', () => {
  onStage((stage) => {
    let example: Example;
    const reasons = () => stage().postgres.query<Reason>('SELECT * FROM wrap_up_reasons');
    const give = (body: unknown) => post<Told>(`${stage().url}wrap-up`, body);

    async function begin(properties: Record<string, string> = {}): Promise<void> {
      example = await stage().deploy('16', { REMIND_AFTER: '1', THEN_AFTER: '1', ...properties });
      assert.deepEqual(await example.next('written'), [], 'the table is created');
    }

    /** Until the agent wraps up. */
    async function call(): Promise<void> {
      await example.press('1 A call to wrap up');
      await example.next('wrap-up');
    }

    async function written(): Promise<Reason> {
      const [row] = await example.next<Reason[]>('written');
      assert.ok(row);
      return row;
    }

    it('reminds the agent, then sets the default reason', async () => {
      await begin();
      await call();
      assert.equal(await example.next('remind'), 'Agent 1094: what was the call about?');
      const { agent_id, number, reason, given_by, seconds, note } = await written();
      assert.deepEqual(
        [agent_id, number, reason, given_by, note],
        ['1094', '03001234567', 'Inquiry', 'default', null],
      );
      assert.ok(seconds >= 2 && seconds < 5, String(seconds));
      await example.press('3 The reasons');
      assert.equal((await example.next<Reason[]>('list')).length, 1);
      assert.deepEqual([example.shown('errors'), example.shown('database')], [[], []]);
    });

    it('takes the reason of the agent, and reminds no more', async () => {
      await begin({ REMIND_AFTER: '2' });
      await call();
      const saidAt = Date.now();
      await example.press('2 Agent says: Sale');
      assert.deepEqual(await example.next('response'), { reason: 'Sale' });
      const { reason, given_by } = await written();
      assert.deepEqual([reason, given_by], ['Sale', 'agent']);
      // Longer than the reminder would have taken.
      await until(() => Date.now() - saidAt > 2500, { what: 'the reminder that does not come' });
      assert.deepEqual(example.shown('remind'), []);
      assert.equal((await reasons()).length, 1);
    });

    it('lets the agent correct the default reason', async () => {
      await begin();
      await call();
      assert.equal((await written()).given_by, 'default');
      assert.equal((await give({ agentId: '1094', reason: 'complaint' })).body.reason, 'Complaint');
      assert.equal((await written()).given_by, 'agent');
      const [row, ...others] = await reasons();
      assert.deepEqual([row?.reason, others], ['Complaint', []]);
    });

    it('answers rubbish with 400 and the reason, and 409 where there is nothing to wrap up', async () => {
      await begin({ REMIND_AFTER: '60' });
      assert.equal((await give({ agentId: '1094', reason: 'Sale' })).status, 409);
      await call();
      const rubbish: [unknown, RegExp][] = [
        ['', /Unexpected end of JSON input/],
        ['Sale', /not valid JSON/],
        [[], /be object/],
        [{ agentId: '1094' }, /required property 'reason'/],
        [{ agentId: 1094, reason: 'Sale' }, /agentId.* be string/],
        [{ agentId: '1094', reason: '' }, /reason.* fewer than 1|reason.* shorter than 1/],
        [{ agentId: '1094', reason: 'Weather' }, /Complaint.*Inquiry.*Sale/s],
      ];
      for (const [body, reason] of rubbish) {
        const answer = await give(body);
        assert.equal(answer.status, 400, JSON.stringify(body));
        assert.match(answer.body.error ?? '', reason);
      }
      assert.deepEqual(await reasons(), []);
    });

    it('writes the reason when the database is back', async () => {
      await begin();
      await call();
      await stage().postgres.stop();
      assert.match(await example.next<string>('database'), /ECONNREFUSED|terminat/);
      await stage().postgres.start();
      assert.equal((await written()).given_by, 'default');
    });

    it('writes that there is no reason where GC cannot be given one', async () => {
      await begin({ DEFAULT_REASON: 'Sale, or not' });
      await call();
      const { reason, given_by, note } = await written();
      assert.deepEqual([reason, given_by], [null, 'nobody']);
      assert.match(note ?? '', /must not contain ","/);
    });
  });
});
