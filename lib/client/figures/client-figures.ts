import { GcError } from '../../protocol';
import type { Health } from '../connection/health';
import { isGoingOn } from '../model/calls';
import type { LegSnapshot } from '../model/calls';
import type { Model } from '../model/model';
import { invalidOption } from '../configuration';
import { sayOfOption } from '../phrases';
import type { StoreCare } from '../safety/store-care';
import type { OpenCall } from './course';
import { loadSketches } from './counting/distribution';
import { Figures } from './figures';
import { KeptFigures, type Kept } from './kept-figures';
import { OpenFigures } from './open-figures';
import { planFigures, type FiguresOptions } from './plan';
import type { PeriodFigures } from './rows';
import type { View } from './view';

/** Figures that nobody wants any more are counted for so long: a deploy takes nodes away and brings them back. */
const lingerMs = 60_000;

export interface FiguresUser {
  readonly model: Model;
  /** Whether a queue of the broker keeps events while the client is not connected. */
  readonly isQueued: boolean;
  health(): Health;
}

/** The figures of a client. Nothing is counted, and no library loaded, until somebody wants figures. */
export class ClientFigures {
  readonly #users = new Map<View, number>();
  readonly #leftAt = new Map<View, number>();
  readonly #store: KeptFigures | undefined;
  #starting: Promise<Figures> | undefined;
  #figures: Figures | undefined;
  #kept: Kept | undefined;
  #isClosed = false;

  /** `room`: of the store; absent: nothing is kept for the client that comes after this one. */
  constructor(
    room: string | undefined,
    store: StoreCare,
    private readonly user: FiguresUser,
  ) {
    this.#store = room === undefined ? undefined : new KeptFigures(room, store);
  }

  /** @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED */
  async open(options: FiguresOptions): Promise<OpenFigures> {
    const plan = planFigures(options);
    this.#starting ??= this.#start();
    const figures = await this.#starting;
    if (this.#isClosed) {
      throw new GcError('GC_CLOSED');
    }
    const isNew = figures.viewOf(plan) === undefined;
    const view = figures.view(plan);
    if (view === undefined) {
      throw invalidOption(sayOfOption('tooManyFigures'));
    }
    if (isNew) {
      this.#restore(view);
    }
    this.#users.set(view, (this.#users.get(view) ?? 0) + 1);
    this.#leftAt.delete(view);
    let isOpen = true;
    return new OpenFigures(
      view,
      () => this.#wall(),
      () => {
        if (isOpen) {
          isOpen = false;
          this.#leave(view);
        }
      },
    );
  }

  /** All figures that are counted now, of the connection and its teams, for monitoring. */
  all(): PeriodFigures[] {
    const now = this.#wall();
    return (this.#figures?.views ?? []).map((view) => ({
      period: view.plan.key,
      rows: [...view.rows('connection', now), ...view.rows('team', now)],
    }));
  }

  /** Follows whether GC is heard. */
  followHealth(): void {
    const figures = this.#figures;
    figures?.observe(this.#isHeard, this.#now(figures));
  }

  /** Lets time pass. To be called every second. */
  pass(): void {
    const figures = this.#figures;
    if (figures !== undefined) {
      figures.pass(this.#now(figures));
      this.#dropUnused(figures);
      this.#store?.pass(figures, this.#wall());
    }
  }

  /** Writes what is to be kept. Never rejects, and takes one second at most. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.user.model.onTold = undefined;
    const figures = this.#figures;
    if (figures !== undefined) {
      await this.#store?.close(figures, this.#wall());
    }
  }

  async #start(): Promise<Figures> {
    const [newSketch, kept] = await Promise.all([loadSketches(), this.#store?.load()]);
    const { model, isQueued } = this.user;
    const { now, stepMs } = model.time();
    const { mark } = kept ?? {};
    const figures = new Figures(newSketch, (mark?.begunAt ?? now + stepMs) - stepMs, {
      who: (agentId) => model.told.agents.get(agentId),
      reasonLabel: (code) => model.told.reasonLabel('NOT_READY', code),
    });
    figures.stepMs = stepMs;
    const wall = now + stepMs;
    if (mark === undefined) {
      figures.gaps.takeEarlier([{ from: 0, to: wall }]);
    } else {
      const isBridged = isQueued && mark.isEnd;
      figures.gaps.takeEarlier(isBridged ? mark.gaps : [...mark.gaps, { from: mark.at, to: wall }]);
      figures.writtenAt = mark.at - stepMs;
    }
    figures.observe(this.#isHeard, now);
    this.#kept = kept;
    this.#figures = figures;
    this.#find(figures, now);
    for (const [agentId, stored] of kept?.agents ?? []) {
      figures.takeStored(agentId, stored);
    }
    model.onTold = (events, stepMs) => {
      figures.stepMs = stepMs;
      figures.take(events);
      this.#store?.note(events);
    };
    return figures;
  }

  /** Takes over the intervals of the client before this one. */
  #restore(view: View): void {
    const kept = this.#kept;
    const toldTo = kept?.mark?.told[view.plan.key];
    if (toldTo !== undefined) {
      view.toldTo = toldTo;
    }
    for (const [agentId, { books }] of kept?.agents ?? []) {
      view.book.takeStored(agentId, books[view.plan.key] ?? []);
    }
  }

  /** Takes in how agents are, where counting begins while the client is connected already. */
  #find(figures: Figures, now: number): void {
    const { agents, calls } = this.user.model.told.snapshot();
    const legs = calls.flatMap((call) => call.legs).filter(isGoingOn);
    for (const { agentId, state, reasonCode, since = now } of agents) {
      if (state !== 'UNKNOWN') {
        const its = legs.filter((leg) => leg.agentId === agentId).flatMap((leg) => openCallOf(leg, now));
        const at = Math.max(since, figures.begunAt);
        figures.agent(agentId).course.find({ state, ...(reasonCode && { reasonCode }), at }, its);
      }
    }
  }

  #leave(view: View): void {
    const others = (this.#users.get(view) ?? 1) - 1;
    this.#users.set(view, others);
    if (others === 0) {
      this.#leftAt.set(view, this.#wall());
    }
  }

  #dropUnused(figures: Figures): void {
    for (const [view, leftAt] of this.#leftAt) {
      if (this.#wall() - leftAt >= lingerMs) {
        this.#leftAt.delete(view);
        this.#users.delete(view);
        figures.drop(view);
      }
    }
  }

  /** Where a queue keeps events, only GC itself can be missing. */
  get #isHeard(): boolean {
    const { gc } = this.user.health();
    return this.user.isQueued
      ? gc.condition === 'in-service' || gc.condition === 'unknown'
      : gc.condition === 'in-service';
  }

  /** By the steady clock. */
  #now(figures: Figures): number {
    const { now, stepMs } = this.user.model.time();
    figures.stepMs = stepMs;
    return now;
  }

  #wall(): number {
    const { now, stepMs } = this.user.model.time();
    return now + stepMs;
  }
}

/** The part of a call that lasts. A phone that rings already is not counted. */
function openCallOf({ dialogId, state, kind, leg, wrapUpAt }: LegSnapshot, now: number): OpenCall[] {
  const isCounted = leg === 'main' && kind !== 'preview' && kind !== 'monitored';
  if (!isCounted || !['ACTIVE', 'HELD', 'WRAP_UP'].includes(state)) {
    return [];
  }
  const part = state === 'HELD' ? 'hold' : 'talk';
  const its = { dialogId, part, since: now, isTransferred: false, isConferenced: false } as const;
  return [{ ...its, wrapUpAt: wrapUpAt === undefined ? undefined : now }];
}
