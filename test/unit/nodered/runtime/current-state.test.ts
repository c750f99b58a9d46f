import assert from 'node:assert/strict';
import { type DerivedEvent, derivedEvents, parseEvent } from '../../../../lib/protocol';
import { Tracker } from '../../../../lib/client/model/tracker';
import { currentState } from '../../../../lib/nodered';
import { assertFitsRow } from '../../../support/derived-row';

/** Midday, so that the hours around it are on the same day wherever this runs. */
const noon = new Date(2025, 0, 15, 12, 0).getTime();

type Line = readonly [atMs: number, line: string];

/** What a tracker derives from lines of GC, each with the milliseconds since the first. */
function derive(tracker: Tracker, ...lines: Line[]): DerivedEvent[] {
  return lines.flatMap(([atMs, line]) => tracker.apply(parseEvent(line), noon + atMs));
}

function derivedNow(tracker: Tracker): DerivedEvent[] {
  return currentState(tracker.snapshot()).filter(
    (event): event is DerivedEvent => event.type in derivedEvents,
  );
}

const ringing = [
  [0, '1#State#RESERVED##Ann'],
  [0, '1#NewInboundCall#0300#0300#DialogID:7'],
] as const;
const answered = [
  [4250, '1#State#TALKING##Ann'],
  [4250, '1#InboundCall#ACTIVE#DialogID:7####Ann'],
] as const;

describe('the state of things as events', () => {
  let tracker: Tracker;

  beforeEach(() => {
    tracker = new Tracker();
  });

  it('says how long a call rang to the millisecond, as the event did when it was answered', () => {
    const derived = derive(tracker, ...ringing, ...answered);
    const [then] = derived.filter((event) => event.type === 'CallAnswered');
    const [now] = derivedNow(tracker).filter((event) => event.type === 'CallAnswered');
    assert.equal(then?.seconds, 4.25);
    assert.deepEqual(now, then);
  });

  it('has events as the catalogue says', () => {
    const stages = [...ringing, ...answered, [9000, '1#InboundCall#HELD#DialogID:7####Ann']] as const;
    const types = stages.flatMap((stage) => {
      derive(tracker, stage);
      const now = derivedNow(tracker);
      now.forEach(assertFitsRow);
      return now.map(({ type }) => type);
    });
    assert.deepEqual([...new Set(types)], ['AgentStateChanged', 'CallOffered', 'CallAnswered', 'CallHeld']);
  });

  const wrapUps = {
    'the state of the agent': [
      [60_000, '1#InboundCall#DROP#DialogID:7####Ann'],
      [60_500, '1#State#WORK##Ann'],
    ],
    'the state of the call': [[60_000, '1#InboundCall#WRAP_UP#DialogID:7####Ann']],
  } as const;

  for (const [teller, lines] of Object.entries(wrapUps)) {
    describe(`of a call in wrap-up, which ${teller} tells`, () => {
      let then: DerivedEvent[];

      beforeEach(() => {
        derive(tracker, ...ringing, ...answered);
        then = derive(tracker, ...lines).filter(({ type }) => type === 'WrapUpStarted');
      });

      it('has the call and the beginning of the wrap-up, each once', () => {
        const ofCalls = currentState(tracker.snapshot()).filter((event) => 'dialogId' in event);
        assert.deepEqual(
          ofCalls.map((event) => [event.type, 'state' in event && event.state]),
          [
            ['InboundCall', 'WRAP_UP'],
            ['WrapUpStarted', 'WRAP_UP'],
          ],
        );
        assert.equal(then.length, 1);
        assert.deepEqual(ofCalls.slice(1), then);
        then.forEach(assertFitsRow);
      });

      it('has nothing of the call any more when the wrap-up is over', () => {
        const ended = derive(tracker, [90_000, '1#State#READY##Ann']).map(({ type }) => type);
        assert.deepEqual(ended, ['AgentStateChanged', 'WrapUpEnded', 'CallEnded']);
        assert.deepEqual(
          currentState(tracker.snapshot()).filter((event) => 'dialogId' in event),
          [],
        );
      });
    });
  }
});
