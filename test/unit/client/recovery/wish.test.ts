import assert from 'node:assert/strict';
import { lostWish, wishIn, type ToldState, type Wish } from '../../../../lib/client/recovery/wish';

const ready: Wish = { state: 'READY' };
const notReady = (reasonCode?: string): Wish => ({ state: 'NOT_READY', reasonCode });

describe("an agent's wish", () => {
  const readings: readonly [ToldState, Wish | undefined][] = [
    [{ state: 'READY' }, ready],
    [{ state: 'WORK_READY' }, ready],
    [{ state: 'NOT_READY', reasonCode: '7' }, notReady('7')],
    [{ state: 'NOT_READY' }, notReady()],
    [{ state: 'WORK' }, { state: 'NOT_READY' }],
    [{ state: 'TALKING' }, undefined],
    [{ state: 'TALKING', pendingState: 'NOT_READY' }, { state: 'NOT_READY' }],
    [{ state: 'HOLD', pendingState: 'READY' }, ready],
    [{ state: 'RESERVED' }, undefined],
    // Only for the time of a call: dialling, and called directly.
    [{ state: 'NOT_READY', reasonCode: '50006' }, undefined],
    [{ state: 'NOT_READY', reasonCode: '32761' }, undefined],
    // A call was missed: the agent is not there.
    [{ state: 'NOT_READY', reasonCode: '32767' }, notReady('32767')],
    [{ state: 'constructor' }, undefined],
  ];
  for (const [told, wish] of readings) {
    it(`in ${JSON.stringify(told)} is ${JSON.stringify(wish)}`, () => {
      assert.deepEqual(wishIn(told), wish);
    });
  }

  const losses: readonly [Wish | undefined, ToldState, object | undefined][] = [
    [ready, { state: 'NOT_READY' }, { state: 'READY' }],
    [ready, { state: 'NOT_READY', reasonCode: '-1' }, { state: 'READY' }],
    [ready, { state: 'NOT_READY', reasonCode: '255' }, { state: 'READY' }],
    [ready, { state: 'NOT_READY', reasonCode: '50002' }, { state: 'READY' }],
    [ready, { state: 'NOT_READY', reasonCode: '32767' }, undefined],
    [ready, { state: 'NOT_READY', reasonCode: '7' }, undefined],
    [ready, { state: 'READY' }, undefined],
    [ready, { state: 'TALKING' }, undefined],
    [ready, { state: 'WORK' }, undefined],
    [notReady('7'), { state: 'NOT_READY' }, { state: 'NOT_READY', reasonCode: '7' }],
    [notReady('7'), { state: 'NOT_READY', reasonCode: '7' }, undefined],
    [notReady('7'), { state: 'NOT_READY', reasonCode: '8' }, undefined],
    [notReady('7'), { state: 'READY' }, undefined],
    // Nobody can ask for this reason.
    [notReady('32767'), { state: 'NOT_READY' }, undefined],
    [notReady(), { state: 'NOT_READY' }, undefined],
    [undefined, { state: 'NOT_READY' }, undefined],
  ];
  for (const [wish, told, lost] of losses) {
    it(`${JSON.stringify(wish)} is ${lost ? 'lost' : 'not lost'} with ${JSON.stringify(told)}`, () => {
      assert.deepEqual(lostWish(wish, told), lost);
    });
  }
});
