import assert from 'node:assert/strict';
import sinon from 'sinon';
import { type CallEnded, type DerivedEvent, parseEvent } from '../../../../lib/protocol';
import { Model } from '../../../../lib/client/model/model';
import { QueueClock } from '../../../../lib/client/delivery/queue-clock';

const dayMs = 86_400_000;
const begin = new Date(2025, 0, 15, 12, 0).getTime();

function told(at: number): string {
  const local = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [local.getFullYear(), two(local.getMonth() + 1), two(local.getDate())].join('-');
  return `${date} ${[local.getHours(), local.getMinutes(), local.getSeconds()].map(two).join(':')}`;
}

describe("what lasts, while the machine's clock is set", () => {
  let clock: sinon.SinonFakeTimers;
  let knowledge: Model;
  let derived: DerivedEvent[];

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: begin });
    knowledge = new Model({}, false);
    derived = [];
  });

  afterEach(() => {
    clock.restore();
  });

  function hear(...bodies: string[]): void {
    derived.push(...bodies.flatMap((body) => knowledge.apply(parseEvent(body))));
  }

  function wait(seconds: number): void {
    clock.tick(seconds * 1000);
    derived.push(...knowledge.pass().told);
  }

  const setClock = (stepMs: number) => {
    clock.setSystemTime(Date.now() + stepMs);
  };

  const last = <T extends DerivedEvent['type']>(type: T) =>
    derived.findLast((event): event is Extract<DerivedEvent, { type: T }> => event.type === type);

  for (const stepMs of [dayMs, -dayMs]) {
    describe(stepMs > 0 ? 'forward by a day' : 'back by a day', () => {
      it('is counted right in states and calls, and told in times of the clock as it is then', () => {
        hear('1#State#READY##Ann', '1#State#RESERVED##Ann', '1#NewInboundCall#0300#0300#DialogID:7');
        wait(4);
        setClock(stepMs);
        hear('1#State#TALKING##Ann', '1#InboundCall#ACTIVE#DialogID:7####Ann');
        assert.equal(last('AgentStateChanged')?.seconds, 4);
        assert.equal(last('CallAnswered')?.seconds, 4);
        assert.equal(last('CallAnswered')?.at, Date.now());
        wait(30);
        hear('1#InboundCall#DROP#DialogID:7####Ann', '1#State#READY##Ann');
        const { durations, startedAt, endedAt } = last('CallEnded') as CallEnded;
        assert.deepEqual(durations, { ring: 4, talk: 30, hold: 0, wrapUp: 0, total: 34 });
        assert.deepEqual([startedAt, endedAt], [Date.now() - 34_000, Date.now()]);
      });

      it('shows in the snapshot as long as it is', () => {
        hear('1#State#READY##Ann', '1#State#RESERVED##Ann', '1#NewInboundCall#0300#0300#DialogID:7');
        wait(10);
        setClock(stepMs);
        wait(10);
        const { agents, calls } = knowledge.snapshot();
        assert.equal(Date.now() - Number(agents[0]?.since), 20_000);
        assert.equal(Date.now() - Number(calls[0]?.startedAt), 20_000);
        assert.equal(Date.now() - Number(calls[0]?.legs[0]?.changedAt), 20_000);
        assert.equal(Date.now() - Number(knowledge.agent('1').since), 20_000);
        assert.equal(Date.now() - Number(knowledge.callsOf('1')[0]?.startedAt), 20_000);
      });

      it('ends nothing before its time, and forgets nobody', () => {
        hear('1#State#NOT_READY##Ann', '1#State#LOGOUT##Ann');
        hear(
          '2#State#TALKING##Bob',
          '2#InboundCall#ACTIVE#DialogID:7####Bob',
          '2#InboundCall#DROP#DialogID:7####Bob',
        );
        setClock(stepMs);
        derived = [];
        wait(1);
        assert.deepEqual(derived, []);
        assert.equal(knowledge.snapshot().agents.length, 2);
        wait(1);
        assert.equal(last('CallEnded')?.durations.total, 0);
      });

      it('is read right from the times of a GC whose clock goes on', () => {
        const gcTime = begin;
        hear('1#State#READY##Ann');
        setClock(stepMs);
        const state = (agentId: string, at: number) =>
          JSON.stringify({ type: 'State', agentId, state: 'NOT_READY', stateChangeTime: told(at) });
        hear(state('2', gcTime - 613_000));
        assert.equal(Date.now() - Number(knowledge.agent('2').since), 613_000);
      });

      it('is read right from the times of a GC on the same machine', () => {
        hear('1#State#READY##Ann');
        setClock(stepMs);
        const stateChangeTime = told(Date.now());
        hear(JSON.stringify({ type: 'State', agentId: '2', state: 'NOT_READY', stateChangeTime }));
        assert.equal(knowledge.agent('2').since, Date.now());
      });

      it('is counted right for listeners of a queue', () => {
        const queued = new Model({}, true);
        const take = (body: string, publishedAt: number) =>
          queued.takeQueued(parseEvent(body), {
            format: 'text',
            raw: body,
            receivedAt: Date.now(),
            publishedAt,
          });
        take('1#State#READY##Ann', Date.now());
        clock.tick(10_000);
        take('1#State#NOT_READY##Ann', Date.now());
        clock.tick(10_000);
        setClock(stepMs);
        const [ready] = take('1#State#READY##Ann', Date.now());
        assert.equal(ready?.type === 'AgentStateChanged' && ready.seconds, 10);
        clock.tick(5000);
        const [again] = take('1#State#NOT_READY##Ann', Date.now());
        assert.equal(again?.type === 'AgentStateChanged' && again.seconds, 5);
      });
    });
  }
});

describe('QueueClock', () => {
  it('takes over when events were published, also long ago', () => {
    const clock = new QueueClock();
    assert.equal(clock.read(begin - dayMs, begin), begin - dayMs);
    assert.equal(clock.read(begin - 1000, begin), begin - 1000);
    assert.equal(clock.read(undefined, begin), begin);
  });

  it('keeps order among events that the broker brings again', () => {
    const clock = new QueueClock();
    clock.read(begin, begin);
    assert.equal(clock.read(begin - 30_000, begin), begin - 30_000);
    assert.equal(clock.read(begin, begin), begin);
  });

  it('follows a clock that is ahead, or is set', () => {
    const clock = new QueueClock();
    assert.equal(clock.read(begin + dayMs, begin), begin);
    assert.equal(clock.read(begin + dayMs + 5000, begin + 6000), begin + 5000);
    assert.equal(clock.read(begin + 10_000, begin + 10_000), begin + 9000, 'set back by a day');
    assert.equal(clock.read(begin + 15_000, begin + 15_000), begin + 14_000);
  });
});
