import assert from 'node:assert/strict';
import type { GcSide } from '../../../../lib/client/recovery';
import { SilentCalls } from '../../../../lib/client/recovery/silent-calls';
import { Tracker } from '../../../../lib/client/model/tracker';
import { GcError, parseEvent } from '../../../../lib/protocol';

const minute = 60_000;

describe('calls of which nothing is heard', () => {
  let tracker: Tracker;
  let asked: string[];
  let found: string[];
  let answer: () => Promise<unknown>;
  let mayAsk: boolean;
  let silent: SilentCalls;

  beforeEach(() => {
    tracker = new Tracker();
    asked = [];
    found = [];
    answer = () => Promise.reject(new GcError('GC_TIMEOUT'));
    mayAsk = true;
    const gc = {
      ask: (command: string, { agentId, dialogId = '' }: { agentId: string; dialogId?: string }) => {
        asked.push(`${command} ${agentId} ${dialogId}`.trim());
        return answer();
      },
      find: ({ agentId, dialogId, state }: { agentId: string; dialogId: string; state: string }) => {
        found.push(`${agentId} ${dialogId} ${state}`);
      },
    };
    silent = new SilentCalls(5 * minute, tracker, gc as unknown as GcSide, () => mayAsk);
  });

  function hear(at: number, ...bodies: string[]): void {
    bodies.forEach((body) => tracker.apply(parseEvent(body), at));
  }

  /** What is asked at a time; each answer has its consequences before it returns. */
  async function askedAt(time: number): Promise<string[]> {
    asked = [];
    silent.pass(time);
    await new Promise(setImmediate);
    return asked;
  }

  it('are asked for after the interval, and again after another one', async () => {
    answer = () => Promise.resolve({});
    hear(0, '1#NewInboundCall#0300#0300#DialogID:7');
    assert.deepEqual(await askedAt(5 * minute - 1), []);
    assert.deepEqual(await askedAt(5 * minute), ['getdialogstate 1 7']);
    assert.deepEqual(await askedAt(6 * minute), []);
    assert.deepEqual(await askedAt(10 * minute), ['getdialogstate 1 7']);
    hear(11 * minute, '1#InboundCall#ACTIVE#DialogID:7####Ann');
    assert.deepEqual(await askedAt(15 * minute), []);
  });

  it('are over when GC does not know them', async () => {
    answer = () => Promise.reject(new GcError('NO_DIALOG_ID'));
    hear(0, '1#NewInboundCall#0300#0300#DialogID:7');
    await askedAt(5 * minute);
    assert.deepEqual(found, ['1 7 DROP']);
  });

  it('stay when GC does not answer', async () => {
    hear(0, '1#NewInboundCall#0300#0300#DialogID:7');
    await askedAt(5 * minute);
    assert.deepEqual(found, []);
    assert.equal(tracker.calls.of('1').length, 1);
  });

  it('are asked for at most five times a second, and not while nobody may ask', async () => {
    answer = () => Promise.resolve({});
    for (let id = 1; id <= 7; id += 1) {
      hear(0, `${id}#NewInboundCall#0300#0300#DialogID:${id}`);
    }
    mayAsk = false;
    assert.equal((await askedAt(5 * minute)).length, 0);
    mayAsk = true;
    assert.equal((await askedAt(5 * minute)).length, 5);
    assert.equal((await askedAt(5 * minute + 1000)).length, 2);
  });

  it('that GC has not named are looked for by asking for all calls of the agent, and then given up', async () => {
    answer = () => Promise.resolve({});
    hear(0, '1#State#NOT_READY#Ann', '1#InboundCall#INITIATING#Ann');
    assert.deepEqual(await askedAt(5 * minute), ['refresh 1']);
    assert.deepEqual(await askedAt(5 * minute + 5000), []);
    assert.equal(tracker.calls.snapshot().length, 1);
    assert.deepEqual(await askedAt(5 * minute + 10_000), []);
    assert.deepEqual(tracker.calls.snapshot(), []);
  });

  it('that GC has not named stay while the agent talks', async () => {
    answer = () => Promise.resolve({});
    hear(0, '1#InboundCall#INITIATING#Ann', '1#State#TALKING#Ann', '1#InboundCall#ACTIVE#Ann');
    await askedAt(5 * minute);
    assert.deepEqual(await askedAt(6 * minute), ['refresh 1']);
    assert.equal(tracker.calls.snapshot().length, 1);
  });

  it('that are wrapped up, as only the state has told, are over when the state says so', async () => {
    answer = () => Promise.resolve({});
    hear(0, '1#State#READY##Ann', '1#State#TALKING##Ann', '1#InboundCall#ACTIVE#DialogID:7####Ann');
    hear(0, '1#InboundCall#DROP#DialogID:7####Ann', '1#State#WORK##Ann');
    assert.deepEqual(await askedAt(5 * minute), ['GetState 1']);
  });

  it('need an interval that makes sense', () => {
    assert.throws(() => new SilentCalls(10, tracker, {} as GcSide, () => true), {
      code: 'GC_INVALID_CONFIGURATION',
    });
  });
});
