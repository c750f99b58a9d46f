import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { onStage, type Example } from './stage';

interface Dialled {
  outcome: string;
  dialogId: string;
  repeated?: true;
}

describe('the example of two Node-REDs', () => {
  onStage((stage) => {
    /** Who has done it, and what came of it. */
    async function doneBy(example: Example, what: string): Promise<[who: string, shown: unknown]> {
      const count = (who: string) => example.shown(`${who} ${what}`).length;
      const before = { A: count('A'), B: count('B') };
      const who = await until(() => (['A', 'B'] as const).find((name) => count(name) > before[name]), {
        what: `${what} by A or B`,
      });
      return [who, example.shown(`${who} ${what}`).at(-1)];
    }

    it('lets each event reach one of them, and the other take over', async () => {
      const example = await stage().deploy('23');
      await example.press('1 Log in');
      await example.next('ready');

      const call = async () => {
        const answered = doneBy(example, 'answered');
        const recorded = doneBy(example, 'record');
        await example.press('2 Call');
        const [[who], [writer, record]] = await Promise.all([answered, recorded]);
        assert.equal((record as { outcome: string }).outcome, 'answered');
        assert.equal(writer, who);
        return who;
      };
      const active = await call();
      await example.press('3 The active one fails');
      await example.next('cut');
      await until(() => example.status(`${active} is`) === 'connected', { what: 'the first to be back' });
      const next = await call();
      assert.notEqual(next, active);
      for (const what of ['answered', 'record']) {
        assert.equal(example.shown(`A ${what}`).length + example.shown(`B ${what}`).length, 2);
      }
      assert.deepEqual(example.shown('errors'), []);
    });

    it('carries out a request once, whichever of them gets it again', async () => {
      const example = await stage().deploy('23');
      await example.press('1 Log in');
      await example.next('ready');
      await example.press('4 A request, sent twice');
      const first = await example.next<Dialled>('A dialled');
      const again = await example.next<Dialled>('B dialled');
      assert.deepEqual([first.outcome, first.repeated], ['confirmed', undefined]);
      assert.deepEqual([again.outcome, again.repeated, again.dialogId], ['confirmed', true, first.dialogId]);
      assert.equal(await example.next('hung up'), 'confirmed');
    });

    it('dials nothing while the database is away', async () => {
      const example = await stage().deploy('23');
      await example.press('1 Log in');
      await example.next('ready');
      await stage().postgres.stop();
      await example.press('4 A request, sent twice');
      for (let time = 0; time < 2; time += 1) {
        assert.match(await example.next<string>('errors'), /GC_STORE_UNAVAILABLE/);
      }
      assert.deepEqual([example.shown('A dialled'), example.shown('B dialled')], [[], []]);
    });
  });
});
