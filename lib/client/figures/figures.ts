import { oldestBeyond } from '../../common/forget-oldest';
import type { DerivedEvent } from '../../protocol';
import { given } from '../model/given';
import { AgentCourse } from './agent-course';
import { laterBy } from './course';
import { AgentLedger, type Books } from './agent-ledger';
import { Book } from './counting/book';
import type { NewSketch } from './counting/distribution';
import { Gaps } from './counting/gaps';
import type { FiguresPlan } from './plan';
import type { StoredAgent } from './stored';
import { View } from './view';
import type { AgentsKnown, FiguredAgent, FiguredAgents, Who } from './who';

/** More agents than this are not real; the one heard of longest ago is forgotten then. */
const mostAgents = 10_000;

/** More different figures than this, nobody can want of one connection. */
const mostViews = 20;

/** More events than these do not wait to be counted. */
const mostWaiting = 250;

/**
 * Figures of agents, teams and the connection, made of what the client derives from the events of GC. Pure: it has no
 * timers and asks nobody. Its times are those of the steady clock; periods are those of the clock on the wall, which is
 * `stepMs` ahead.
 */
export class Figures implements Books, FiguredAgents {
  readonly gaps = new Gaps();
  readonly #agents = new Map<string, FiguredAgent>();
  /** Events that are not counted yet: to count them together costs less than one by one. */
  #waiting: DerivedEvent[] = [];
  #stepMs = 0;
  /** Until when what other clients have written down is known to be true. */
  writtenAt = 0;
  views: readonly View[] = [];
  books: readonly Book[] = [];

  constructor(
    private readonly newSketch: NewSketch,
    public begunAt: number,
    readonly known: AgentsKnown,
  ) {}

  get stepMs(): number {
    return this.#stepMs;
  }

  set stepMs(stepMs: number) {
    if (stepMs !== this.#stepMs) {
      this.settle();
      this.#stepMs = stepMs;
    }
  }

  get agents(): ReadonlyMap<string, FiguredAgent> {
    this.settle();
    return this.#agents;
  }

  /** The figures of a plan, if they are counted. */
  viewOf({ key }: FiguresPlan): View | undefined {
    return this.views.find(({ plan }) => plan.key === key);
  }

  /** The figures of a plan, which are counted from now on; undefined where there are too many different ones. */
  view(plan: FiguresPlan): View | undefined {
    const known = this.viewOf(plan);
    if (known !== undefined || this.views.length >= mostViews) {
      return known;
    }
    this.settle();
    const begunAt = this.begunAt + this.stepMs;
    const { periods, answeredWithin, kept } = plan;
    const book = new Book(periods, answeredWithin * 1000, kept, this.newSketch, begunAt);
    const view = new View(plan, book, this, begunAt);
    this.#keep([...this.views, view]);
    return view;
  }

  /** Nobody wants these figures any more. */
  drop(view: View): void {
    this.#keep(this.views.filter((other) => other !== view));
  }

  /** Takes in what was derived. It is counted when somebody asks, or when time passes. */
  take(events: readonly DerivedEvent[]): void {
    for (const event of events) {
      this.#waiting.push(event);
    }
    if (this.#waiting.length > mostWaiting) {
      this.settle();
    }
  }

  /** Counts what has been taken in until now. */
  settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const event of waiting) {
      this.#count(event);
    }
  }

  /** The agent's course, which begins with the first that is heard of the agent. */
  agent(agentId: string): FiguredAgent {
    const known = this.#agents.get(agentId);
    if (known !== undefined) {
      return known;
    }
    const agent = { course: new AgentCourse(new AgentLedger(agentId, this)), who: {} };
    this.#agents.set(agentId, agent);
    const oldest = oldestBeyond(this.#agents, mostAgents);
    if (oldest !== undefined) {
      this.#agents.delete(oldest);
    }
    return agent;
  }

  /** Who an agent is; what is not known any more stays as it was. */
  whoIs(agentId: string): Who {
    const now = this.known.who(agentId);
    const agent = this.#agents.get(agentId);
    const before = agent?.who ?? {};
    const who = {
      agentName: now.agentName ?? before.agentName,
      firstName: now.firstName ?? before.firstName,
      lastName: now.lastName ?? before.lastName,
      team: now.team ?? before.team,
    };
    if (agent !== undefined) {
      agent.who = who;
    }
    return who;
  }

  /** Lets time pass. */
  pass(now: number): void {
    this.settle();
    const wall = now + this.stepMs;
    for (const view of this.views) {
      view.pass(wall);
      view.book.pass(wall);
    }
  }

  /** Takes in what another client has written down of an agent, whose state counts once GC speaks of the agent. */
  takeStored(agentId: string, { state, calls, ended, who, books }: StoredAgent): void {
    this.settle();
    const agent = this.agent(agentId);
    const { course } = agent;
    agent.who = { ...who, ...given(agent.who) };
    course.takeStored(laterBy(-this.stepMs, { state, calls, ended }));
    for (const { plan, book } of this.views) {
      book.takeStored(agentId, books[plan.key] ?? []);
    }
  }

  /** What GC is heard of or not, from now on. */
  observe(isHeard: boolean, now: number): void {
    if (isHeard) {
      this.gaps.close(now + this.stepMs);
    } else {
      this.gaps.open(now + this.stepMs);
    }
  }

  #keep(views: readonly View[]): void {
    this.views = views;
    this.books = views.map(({ book }) => book);
  }

  #count(event: DerivedEvent): void {
    if (event.type === 'EventPutAside') {
      return;
    }
    const { course } = this.agent(event.agentId);
    if (event.type === 'AgentStateChanged') {
      course.takeState(event);
    } else {
      course.takeCall(event);
    }
    for (const view of this.views) {
      view.noteTime(event.at + this.#stepMs);
    }
  }
}
