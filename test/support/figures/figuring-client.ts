import assert from 'node:assert/strict';
import { CallCommands } from '../../../lib/client/model/call-commands';
import { readHint, recordOf } from '../../../lib/client/hints/hint-record';
import type { NewSketch } from '../../../lib/client/figures/counting/distribution';
import { Figures } from '../../../lib/client/figures/figures';
import type { FiguresPlan } from '../../../lib/client/figures/plan';
import {
  figureLevels,
  type FigureLevel,
  type FigureRow,
  type ReasonRow,
} from '../../../lib/client/figures/rows';
import { agentForStore, markForStore } from '../../../lib/client/figures/for-store';
import { readMark, readStoredAgent } from '../../../lib/client/figures/stored';
import type { View } from '../../../lib/client/figures/view';
import type { GcEvent } from '../../../lib/protocol';
import { Tracker } from '../../../lib/client/model/tracker';
import type { Wire } from './day';

interface Ended {
  readonly plan: FiguresPlan;
  readonly figures: Readonly<Record<FigureLevel, FigureRow[]>>;
  readonly reasons: Readonly<Record<FigureLevel, ReasonRow[]>>;
}

/** What of a client makes figures, without a connection. It can begin anew with nothing but what was written down. */
export class FiguringClient {
  readonly ended: Ended[] = [];
  #commands = new CallCommands();
  /** The last command of each agent. */
  readonly #last = new Map<string, Extract<Wire, { command: string }>>();
  #tracker = new Tracker({}, { commands: this.#commands });
  #figures: Figures;
  #views: readonly View[];

  constructor(
    private readonly plans: readonly FiguresPlan[],
    private readonly newSketch: NewSketch,
    begunAt: number,
  ) {
    this.#figures = this.#newFigures(begunAt);
    this.#views = this.#newViews();
  }

  take(wire: Wire): void {
    if ('event' in wire) {
      this.#followRefusal(wire.event);
      this.#figures.take(this.#tracker.apply(wire.event, wire.at));
    } else {
      const { agentId = '', extension } = wire.parameters;
      this.#commands.sent(wire.command, wire.parameters, wire.at);
      if (wire.command === 'Login' && extension !== undefined) {
        this.#tracker.agents.learnExtension(agentId, extension);
      }
      this.#last.set(agentId, wire);
    }
  }

  /** A command that GC refuses has done nothing. */
  #followRefusal(event: GcEvent): void {
    const last = event.type === 'Error' ? this.#last.get(event.agentId ?? '') : undefined;
    if (event.type === 'Error' && last !== undefined) {
      this.#commands.failed(last.command, last.parameters, event.code ?? '');
    }
  }

  pass(now: number): void {
    this.#figures.take(this.#tracker.pass(now));
    this.#figures.pass(now);
  }

  /** Stops, and goes on with what a store has. */
  restart(now: number): void {
    const tracker = this.#tracker;
    const before = this.#figures;
    this.#commands = new CallCommands();
    this.#tracker = new Tracker({}, { commands: this.#commands });
    const mark = readMark(throughJson(markForStore(before, now, true)));
    this.#figures = this.#newFigures(mark?.begunAt ?? now);
    this.#figures.writtenAt = now;
    this.#views = this.#newViews();
    for (const view of this.#views) {
      view.toldTo = mark?.told[view.plan.key] ?? view.toldTo;
    }
    for (const agentId of before.agents.keys()) {
      const stored = readStoredAgent(throughJson(agentForStore(before, agentId)));
      if (stored !== undefined) {
        this.#figures.takeStored(agentId, stored);
      }
      const hint = throughJson(recordOf(tracker.hintOf(agentId)).value);
      this.#tracker.takeHint(agentId, readHint(agentId, hint, now), now);
      const { extension } = tracker.agents.get(agentId);
      if (extension !== undefined) {
        this.#tracker.agents.learnExtension(agentId, extension);
      }
    }
  }

  #newFigures(begunAt: number): Figures {
    const tracker = this.#tracker;
    return new Figures(this.newSketch, begunAt, {
      who: (agentId) => tracker.agents.get(agentId),
      reasonLabel: () => undefined,
    });
  }

  #newViews(): View[] {
    return this.plans.map((plan) => {
      const view = this.#figures.view(plan);
      assert.ok(view);
      view.listeners.add((interval) => {
        this.ended.push({
          plan,
          figures: byLevel((level) => interval.rows(level)),
          reasons: byLevel((level) => interval.reasons(level)),
        });
      });
      return view;
    });
  }
}

function byLevel<T>(rows: (level: FigureLevel) => T[]): Readonly<Record<FigureLevel, T[]>> {
  return Object.fromEntries(figureLevels.map((level) => [level, rows(level)])) as Record<FigureLevel, T[]>;
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
