import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { onStage, type Example } from './stage';

interface CallRecord {
  agent_id: string;
  from_address: string;
  outcome: string;
  hung_up_by: string | null;
  started_at: Date;
  answered_at: Date;
  ended_at: Date;
  ring_seconds: number;
  talk_seconds: number;
  hold_seconds: number;
  wrap_up_seconds: number;
  holds: number;
}

describe('the example of call records', () => {
  onStage((stage) => {
    let example: Example;
    const records = () => stage().postgres.query<CallRecord>('SELECT * FROM call_records');

    beforeEach(async () => {
      example = await stage().deploy('10');
      assert.deepEqual(await example.next('rows'), [], 'the table is created');
      await example.press('1 Log in');
      await example.next('ready');
    });

    it('writes what came of a call', async () => {
      await example.press('2 A call');
      const [shown] = await example.next<CallRecord[]>('rows');
      const [record, ...others] = await records();
      assert.ok(record && shown);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [record.agent_id, record.from_address, record.outcome, record.holds, record.hung_up_by],
        ['1090', '03001234567', 'answered', 1, null],
      );
      const parts = [record.ring_seconds, record.talk_seconds, record.hold_seconds, record.wrap_up_seconds];
      const leasts = [1, 3, 1, 1];
      for (const [index, seconds] of parts.entries()) {
        const least = leasts[index] ?? NaN;
        assert.ok(seconds > least - 0.2 && seconds < least + 2, JSON.stringify(record));
      }
      assert.equal(
        Number(record.answered_at) - Number(record.started_at),
        Math.round(record.ring_seconds * 1000),
      );
      assert.equal(shown.talk_seconds, record.talk_seconds);
      await example.press('3 Last calls');
      assert.equal((await example.next<CallRecord[]>('rows')).length, 1);
      assert.deepEqual([example.shown('errors'), example.shown('database')], [[], []]);
    });

    it('writes a record when the database is back', async () => {
      await stage().postgres.stop();
      await example.press('2 A call');
      assert.match(await example.next<string>('database'), /ECONNREFUSED|terminat/);
      assert.match(example.status('PostgreSQL'), /ECONNREFUSED|terminat/);
      await stage().postgres.start();
      await example.next('rows');
      assert.equal((await records()).length, 1);
      assert.deepEqual(example.shown('not written'), []);
    });

    it('writes a record once, although the database is away and a deploy comes in between', async () => {
      await stage().postgres.stop();
      await example.press('2 A call');
      await example.next('database');
      await example.deploy();
      await stage().postgres.start();
      await until(async () => (await records()).length > 0, { what: 'the record' });
      assert.equal((await records()).length, 1);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('shows a record that the database refuses', async () => {
      await stage().postgres.query('ALTER TABLE call_records ADD CONSTRAINT short CHECK (talk_seconds < 1)');
      await example.press('2 A call');
      const { error, params } = await example.next<{ error: { code: string }; params: unknown[] }>(
        'not written',
      );
      assert.equal(error.code, '23514');
      assert.equal((params[0] as { type: string }).type, 'CallEnded');
      assert.deepEqual(await records(), []);
    });

    it('keeps the table at a deploy', async () => {
      await stage().postgres.query(`INSERT INTO call_records VALUES ('1081', '1', now(), now(), now(),
        'incoming', '1', '2', 'answered', NULL, NULL, 1, 1, 1, 1, 0, '{}')`);
      await example.deploy();
      await until(() => example.shown('rows').length === 2, { what: 'the table at the start' });
      assert.equal((await records()).length, 1);
    });
  });
});
