import { GcError, type DerivedEvent, type GcEvent, type ParameterValue } from '../../protocol';
import type { AgentSnapshot } from './agent';
import { CallCommands } from './call-commands';
import type { AgentHint } from '../hints/agent-hint';
import type { NamedLegSnapshot } from './calls';
import { extensionToComplete } from './extension-to-complete';
import type { Outcome } from '../commands/outcome';
import { QueueClock } from '../delivery/queue-clock';
import type { Receipt } from '../delivery/receipt';
import { SteadyClock } from './steady-clock';
import { Tracker, type TrackerOptions, type TrackerSnapshot } from './tracker';
import { wallTime } from './wall-time';

/** Events that change what is known of an agent or of the agent's calls. */
const changing: ReadonlySet<string> = new Set<GcEvent['type']>([
  'State',
  'NewInboundCall',
  'NewOutboundCall',
  'InboundCall',
  'ConsultCall',
]);

/** More agents than this are not real. */
const maxChanged = 50_000;

/** What is derived from an event: by what is live, and for the listeners. */
interface Derived {
  readonly live: readonly DerivedEvent[];
  readonly told: readonly DerivedEvent[];
}

/**
 * What the client knows, and what its listeners know: the same where they get their events as they come; where these
 * wait in a queue, the listeners are behind, and what is derived for them comes of the queue's events alone. What lasts
 * is counted by a steady clock; times are told by the machine's.
 */
export class Model {
  /** Agents of whom listeners have learned something. Whoever looks takes them out. */
  readonly changed = new Set<string>();
  readonly live: Tracker;
  /** Takes what is derived for the listeners, by the steady clock; `stepMs`: how far the machine's is ahead of it. */
  onTold: ((events: readonly DerivedEvent[], stepMs: number) => void) | undefined;
  readonly #told: Tracker;
  readonly #clock = new SteadyClock();
  readonly #queueClock = new QueueClock();
  readonly #commands = new CallCommands();

  /**
   * `notesChanges`: somebody looks at what is `changed`.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION
   */
  constructor(
    options: TrackerOptions,
    isQueued: boolean,
    private readonly notesChanges = false,
  ) {
    this.live = new Tracker(options, { commands: this.#commands });
    this.#told = isQueued
      ? new Tracker(options, {
          commands: this.#commands,
          recall: (agentId, dialogId) => this.live.calls.find(agentId, dialogId),
        })
      : this.live;
  }

  /** What listeners know. */
  get told(): Tracker {
    return this.#told;
  }

  /** Now by the steady clock, and how far the machine's clock is ahead of it. */
  time(): { readonly now: number; readonly stepMs: number } {
    const now = this.#clock.now();
    return { now, stepMs: this.#clock.stepMs };
  }

  agent(agentId: string): AgentSnapshot {
    const agent = this.live.agents.snapshotOf(agentId);
    const stepMs = this.#stepMs();
    return stepMs === 0 ? agent : wallTime.agent(agent, stepMs);
  }

  callsOf(agentId: string): NamedLegSnapshot[] {
    const legs = this.live.calls.legsOf(agentId);
    const stepMs = this.#stepMs();
    return stepMs === 0 ? legs : legs.map((leg) => wallTime.leg(leg, stepMs));
  }

  /** A time as GC tells it, in milliseconds since 1970; undefined while GC's time zone is not certain. */
  gcTime(text: string): number | undefined {
    const { clock } = this.live;
    const at = this.#clock.now();
    const time = clock.isCertain ? clock.read(text, at) : undefined;
    return time === undefined ? undefined : time + this.#clock.stepMs;
  }

  /** The extension that completes the agent's consult call: the agent's own, or that of the other agent. */
  extensionToComplete(agentId: string, whose: 'other' | 'own'): string | undefined {
    const own = this.live.agents.get(agentId).extension;
    if (whose === 'own') {
      return own;
    }
    const consult = this.live.calls.legsOf(agentId).find(({ leg }) => leg === 'consult');
    const dialled = this.#commands.consultedAbout(agentId, consult?.associatedDialogId);
    return consult && extensionToComplete(consult, own, dialled);
  }

  snapshot(): TrackerSnapshot {
    const snapshot = this.live.snapshot();
    const stepMs = this.#stepMs();
    return stepMs === 0
      ? snapshot
      : {
          ...snapshot,
          agents: snapshot.agents.map((agent) => wallTime.agent(agent, stepMs)),
          calls: snapshot.calls.map((call) => wallTime.call(call, stepMs)),
        };
  }

  /** Takes in what has just come. Returns what is derived. */
  apply(event: GcEvent): readonly DerivedEvent[] {
    const derived = this.live.apply(event, this.#clock.now());
    if (this.#told === this.live) {
      this.#noteChange(event, derived);
    }
    return this.#onTheWall(derived);
  }

  /** Takes in what listeners are told, but not by the queue. */
  find(event: GcEvent, isTold: boolean): Derived {
    const now = this.#clock.now();
    const live = this.live.apply(event, now);
    const told = this.#told === this.live || !isTold ? live : this.#told.apply(event, now);
    this.#noteChange(event, told);
    return { live: this.#onTheWall(live), told: this.#onTheWall(told) };
  }

  /** Takes in what the queue has brought: it has happened when it was published. Returns what is derived. */
  takeQueued(event: GcEvent, { publishedAt }: Receipt): readonly DerivedEvent[] {
    const at = this.#queueClock.read(publishedAt, this.#clock.now());
    const told = this.#told.apply(event, at);
    this.#noteChange(event, told);
    return this.#onTheWall(told);
  }

  /** Lets time pass, up to now. */
  pass(): Derived & { readonly now: number } {
    const now = this.#clock.now();
    const live = this.live.pass(now);
    const told = this.#told === this.live ? live : this.#told.pass(now);
    this.#noteChange(undefined, told);
    return { now, live: this.#onTheWall(live), told: this.#onTheWall(told) };
  }

  /** The client sends a command about a call: what it does is not to be guessed later. */
  learnSent(name: string, parameters: Readonly<Record<string, unknown>>): void {
    this.#commands.sent(name, parameters, this.#clock.now());
  }

  /** A command has ended: where GC refuses it, it has done nothing. */
  learnEnded(
    name: string,
    parameters: Readonly<Record<string, ParameterValue | undefined>>,
    result: Outcome | GcError,
  ): void {
    if (result instanceof GcError) {
      this.#commands.failed(name, parameters, result.code);
    } else {
      this.#learnTeam(parameters.teamId, result);
    }
  }

  learnExtension(agentId: string, extension: ParameterValue | undefined): void {
    for (const { agents } of extension === undefined ? [] : this.#all()) {
      agents.learnExtension(agentId, String(extension));
    }
  }

  /** Whoever has asked for the members of a team knows of which; GC does not say it. */
  #learnTeam(teamId: ParameterValue | undefined, { event }: Outcome): void {
    if (teamId !== undefined && (event?.type === 'Agents' || event?.type === 'TeamUsersList')) {
      for (const tracker of this.#all()) {
        tracker.learnTeam(String(teamId), event);
      }
    }
  }

  /** What listeners know of an agent, for the client that comes after this one. It changes with the next event. */
  hintOf(agentId: string): AgentHint {
    const hint = this.#told.hintOf(agentId);
    const stepMs = this.#stepMs();
    return stepMs === 0 ? hint : wallTime.hint(hint, stepMs);
  }

  /** What listeners know of an agent before they are told this event, as it stays. */
  hintBefore(event: GcEvent): AgentHint | undefined {
    if (!this.notesChanges || !('agentId' in event) || event.agentId === undefined) {
      return undefined;
    }
    const { agent, legs } = this.hintOf(event.agentId);
    return { agent, legs: legs.map((leg) => ({ ...leg })) };
  }

  /** Takes in what the client before this one knew of an agent. It counts once GC speaks of it. */
  takeHint(agentId: string, hint: AgentHint): void {
    const now = this.#clock.now();
    for (const tracker of this.#all()) {
      tracker.takeHint(agentId, hint, now);
    }
  }

  #noteChange(event: GcEvent | undefined, derived: readonly DerivedEvent[]): void {
    if (derived.length > 0) {
      this.onTold?.(derived, this.#clock.stepMs);
    }
    if (!this.notesChanges || this.changed.size >= maxChanged) {
      return;
    }
    if (event !== undefined && 'agentId' in event && changing.has(event.type)) {
      this.changed.add(event.agentId ?? '');
    }
    for (const { agentId } of derived) {
      if (agentId !== undefined) {
        this.changed.add(agentId);
      }
    }
  }

  #all(): Set<Tracker> {
    return new Set([this.live, this.#told]);
  }

  /** How far the machine's clock is ahead of the steady one now. */
  #stepMs(): number {
    this.#clock.now();
    return this.#clock.stepMs;
  }

  /** What was derived from an event whose time the steady clock has just told. */
  #onTheWall(events: readonly DerivedEvent[]): readonly DerivedEvent[] {
    const { stepMs } = this.#clock;
    return stepMs === 0 ? events : events.map((event) => wallTime.event(event, stepMs));
  }
}
