import assert from 'node:assert/strict';
import { setHours } from './hours';
import { post } from './post';
import { onStage, type Example } from './stage';

interface Told {
  outcome: string;
  opens?: string;
  why?: string;
  code?: string;
  dialogId?: string;
}

describe('the example of dialling in the hours', () => {
  onStage((stage) => {
    let example: Example;

    /** `hours`: of the day line on every day. */
    async function begin(hours?: string): Promise<void> {
      example = await stage().deploy('29');
      if (hours !== undefined) {
        setHours(example, 'Day line', hours);
        await example.deploy();
      }
      await example.press('1 Log in');
      await example.next('ready');
    }

    const dial = (line: string) => post<Told>(`${stage().url}dial`, { line, number: '03001234567' });

    it('dials on the line that is open, and says when the other one opens', async () => {
      await begin();
      await example.press('2 Call on both lines');
      const open = await example.next<Told>('on the open line');
      assert.match(open.dialogId ?? '', /^\d+$/);
      const closed = await example.next<Told>('on the closed line');
      assert.match(closed.opens ?? '', /^\d{4}-\d\d-\d\dT(08|20):00:00.000Z$/);
      assert.equal(closed.why, 'outside the hours');
      await example.press('Hang up');
      await example.next('hung up');
      assert.deepEqual(example.shown('errors'), []);
    });

    it('answers with a status of its own for a line that is closed, failed or not there', async () => {
      await begin('');
      assert.deepEqual(await dial('day'), {
        status: 409,
        body: { outcome: 'closed', opens: 'not within a year', why: 'outside the hours' },
      });
      assert.equal((await dial('other')).status, 400);
      await begin('0:00-24:00');
      assert.equal((await dial('day')).status, 200);
      const second = await dial('day');
      assert.deepEqual([second.status, second.body.outcome], [409, 'failed']);
    });
  });
});
