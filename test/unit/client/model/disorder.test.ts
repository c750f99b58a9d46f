import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { DerivedEvent, GcEvent } from '../../../../lib/protocol';
import { callEventsIn, type GcSide } from '../../../../lib/client/recovery';
import { SilentCalls } from '../../../../lib/client/recovery/silent-calls';
import { Tracker } from '../../../../lib/client/model/tracker';
import type { DialectName } from '../../../../lib/simulator';
import { isOneClient, readSequences, type Sequence, type Step } from './derive';

const resyncMs = 300_000;

interface Told {
  readonly at: number;
  readonly event: GcEvent;
}

/** A sequence as one client hears it. */
interface Tale {
  readonly name: string;
  readonly dialect: DialectName;
  readonly told: readonly Told[];
  /** JSON names every call. */
  readonly truth: Truth;
}

/** What is true at the end. */
class Truth {
  readonly #states = new Map<string, string>();
  readonly #calls = new Map<string, Map<string, GcEvent & { readonly state: string }>>();

  constructor(told: readonly Told[]) {
    for (const { event } of told) {
      if (event.type === 'State') {
        this.#states.set(event.agentId, event.state);
      } else if (event.type === 'InboundCall' || event.type === 'ConsultCall') {
        const calls = this.#calls.get(event.agentId) ?? new Map<string, typeof event>();
        this.#calls.set(event.agentId, calls.set(event.dialogId ?? '', event));
      }
    }
  }

  stateOf(agentId: string): string {
    return this.#states.get(agentId) ?? 'UNKNOWN';
  }

  /** The state of each call that an agent has. */
  callsOf(agentId: string): Map<string, string> {
    const isOut = this.stateOf(agentId) === 'LOGOUT';
    const calls = isOut ? [] : [...(this.#calls.get(agentId) ?? [])];
    return new Map(
      calls.filter(([, { state }]) => state !== 'DROP').map(([dialogId, { state }]) => [dialogId, state]),
    );
  }
}

function readTales(): Tale[] {
  const sequences = readSequences();
  return sequences.flatMap(({ name, dialect, steps }) => {
    const isInJson = (other: Sequence) => other.name === name && other.dialect === 'specified-json';
    const inJson = sequences.find(isInJson)?.steps ?? [];
    const destinations = isOneClient(steps) ? [undefined] : ['desk', 'laptop'];
    return destinations.map((destination) => ({
      name,
      dialect,
      told: toldTo(destination, steps),
      truth: new Truth(toldTo(destination, inJson)),
    }));
  });
}

function toldTo(destination: string | undefined, steps: readonly Step[]): Told[] {
  return steps.flatMap((step) =>
    'event' in step && (destination ?? step.destination) === step.destination ? [step] : [],
  );
}

/** What becomes of an event on its way. One that is overtaken comes with the next, and after it. */
type Fate = 'kept' | 'lost' | 'doubled' | 'overtaken';

const fate = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fate>('kept') },
  { weight: 1, arbitrary: fc.constantFrom<Fate>('lost', 'doubled', 'overtaken') },
);

function disturb(told: readonly Told[], fates: readonly Fate[]): Told[] {
  const arrived: Told[] = [];
  for (let index = 0; index < told.length; index += 1) {
    const [one, next] = told.slice(index, index + 2);
    const its = fates[index % fates.length];
    if (one !== undefined && next !== undefined && its === 'overtaken') {
      arrived.push(next, { ...one, at: next.at });
      index += 1;
    } else if (one !== undefined && its !== 'lost') {
      arrived.push(...(its === 'doubled' ? [one, one] : [one]));
    }
  }
  return arrived;
}

/** A client that hears events, and can ask GC about calls. */
class Listener {
  readonly tracker = new Tracker();
  readonly heard: GcEvent[] = [];
  readonly derived: DerivedEvent[] = [];
  readonly #silentCalls: SilentCalls;
  #now = 0;

  constructor(private readonly truth: Truth) {
    const ask = (command: string, { agentId, dialogId }: Record<string, unknown>) => {
      this.#answer(command, String(agentId), String(dialogId));
      return Promise.resolve();
    };
    this.#silentCalls = new SilentCalls(resyncMs, this.tracker, { ask } as unknown as GcSide, () => true);
  }

  listen(told: readonly Told[]): void {
    for (const { at, event } of told) {
      this.pass(at);
      this.heard.push(event);
      this.#hear(event);
    }
  }

  pass(at: number): void {
    this.#now = at;
    this.derived.push(...this.tracker.pass(at));
  }

  /** Lets the time pass in which calls that are silent must be found out. */
  async waitForResync(): Promise<void> {
    const end = this.#now;
    for (const ms of [3000, 40_000, ...Array.from({ length: 30 }, (_, second) => resyncMs + second * 1000)]) {
      this.pass(end + ms);
      this.#silentCalls.pass(end + ms);
      await setImmediate();
    }
  }

  #hear(event: GcEvent): void {
    this.derived.push(...this.tracker.apply(event, this.#now));
    for (const found of callEventsIn(event, this.tracker.calls)) {
      this.derived.push(...this.tracker.apply({ ...found, recovered: true }, this.#now));
    }
  }

  #answer(command: string, agentId: string, dialogId: string): void {
    const calls = this.truth.callsOf(agentId);
    if (command === 'getdialogstate') {
      this.#hear({ type: 'DialogState', agentId, dialogId, state: calls.get(dialogId) ?? 'NOT_FOUND' });
    } else {
      this.#hear({ type: 'State', agentId, state: this.truth.stateOf(agentId) });
    }
    if (command === 'refresh') {
      calls.forEach((state, id) => {
        this.#hear({ type: 'DialogStatus', agentId, dialogId: id, state });
      });
    }
  }
}

/** How often each call of each agent is told ended; those that GC has never named cannot be told apart. */
function countEnded(derived: readonly DerivedEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of derived) {
    if (event.type === 'CallEnded' && event.dialogId !== undefined) {
      const key = `${event.agentId} ${event.dialogId}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function hasEnded(heard: readonly GcEvent[], agentId: string, dialogId: string | undefined): boolean {
  return heard.some(
    (event) =>
      (event.type === 'InboundCall' || event.type === 'ConsultCall') &&
      event.agentId === agentId &&
      event.dialogId === dialogId &&
      event.state === 'DROP',
  );
}

describe('events that are lost, come twice, or overtake each other', () => {
  const tales = readTales();
  const undisturbed = new Map(
    tales.map((tale) => {
      const listener = new Listener(tale.truth);
      listener.listen(tale.told);
      return [tale, countEnded(listener.derived)];
    }),
  );

  async function check(tale: Tale, fates: readonly Fate[]): Promise<void> {
    const { truth } = tale;
    const listener = new Listener(truth);
    listener.listen(disturb(tale.told, fates));
    await listener.waitForResync();
    for (const event of listener.derived) {
      if (event.type === 'CallEnded') {
        const { agentId, dialogId } = event;
        const state = truth.callsOf(agentId).get(dialogId ?? '');
        // A call that failed goes on for nobody, whether or not it was cleared.
        const isOver =
          state === undefined || state === 'FAILED' || hasEnded(listener.heard, agentId, dialogId);
        assert.ok(isOver, `call ${String(dialogId)} of ${agentId} is ${String(state)}, and was told ended`);
      }
    }
    for (const [call, times] of countEnded(listener.derived)) {
      const most = undisturbed.get(tale)?.get(call) ?? 1;
      assert.ok(times <= most, `${call} was told ended ${times} times`);
    }
    for (const { agentId, dialogId, state } of listener.tracker.calls
      .snapshot()
      .flatMap(({ legs }) => legs.filter(({ outcome }) => outcome === undefined))) {
      const calls = truth.callsOf(agentId);
      const isThere = dialogId === undefined ? calls.size > 0 : calls.has(dialogId);
      assert.ok(isThere, `call ${String(dialogId)} of ${agentId} is stuck in ${state}`);
    }
  }

  it('never make a call end that goes on, end twice, or stay for longer than until GC is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...tales),
        fc.array(fate, { minLength: 1, maxLength: 80 }),
        (tale, fates) => check(tale, fates),
      ),
      { numRuns: Number(process.env['RUNS'] ?? 300) },
    );
  }).timeout(600_000);
});
