import { setTimeout as delay } from 'node:timers/promises';
import { GcError } from '../lib/protocol';
import type { FaultName, Simulator } from '../lib/simulator';
import type { FaultOptions } from '../lib/simulator';
import type { Random } from '../lib/simulator/random';
import type { TwoBrokers } from '../test/support/two-brokers';

interface Trouble {
  /** Two troubles with the same victim do not happen at the same time. */
  readonly victim: string;
  readonly begin: () => unknown;
  /** From when on it is ended, at the earliest and at the latest, in milliseconds; absent: it happens once. */
  readonly lasts?: readonly [number, number];
  readonly end?: () => unknown;
}

/** Milliseconds between the beginnings of two troubles, on average. */
const meanPauseMs = 1500;

/** Lets troubles happen to brokers and to GC, several at a time, as chance will have it. */
export class Storm {
  readonly #troubles: Readonly<Record<string, Trouble>>;
  readonly #lasting = new Map<string, Promise<void>>();
  /** How often each has happened. */
  readonly happened = new Map<string, number>();

  constructor(
    brokers: TwoBrokers,
    gc: Simulator,
    private readonly random: Random,
  ) {
    this.#troubles = { ...brokerTroubles(brokers), ...gcTroubles(gc, random) };
  }

  /** Resolves when so many have happened, and all are over. */
  async run(count: number, onTrouble: () => void): Promise<void> {
    for (let times = 0; times < count;) {
      if (await this.#begin(this.random.pick(Object.keys(this.#troubles)))) {
        times += 1;
        onTrouble();
        await delay(Math.min(this.random.exponential(meanPauseMs), 4 * meanPauseMs));
      }
    }
    await Promise.all(this.#lasting.values());
  }

  /** Returns whether it has happened. */
  async #begin(name: string): Promise<boolean> {
    const trouble = this.#troubles[name];
    if (trouble === undefined || this.#lasting.has(trouble.victim)) {
      return false;
    }
    try {
      await trouble.begin();
    } catch (error) {
      if (error instanceof GcError) {
        return false; // not to this agent, who is not there right now
      }
      throw error;
    }
    this.happened.set(name, (this.happened.get(name) ?? 0) + 1);
    this.#endLater(trouble);
    return true;
  }

  #endLater({ victim, lasts, end }: Trouble): void {
    if (lasts !== undefined) {
      const over = delay(this.random.between(...lasts))
        .then(end)
        .then(() => {
          this.#lasting.delete(victim);
        });
      this.#lasting.set(victim, over);
    }
  }
}

function brokerTroubles(brokers: TwoBrokers): Record<string, Trouble> {
  return {
    'first broker killed': {
      victim: 'first',
      begin: () => brokers.first.kill(),
      lasts: [500, 5000],
      end: () => brokers.restartFirst(),
    },
    'second broker killed': {
      victim: 'second',
      begin: () => brokers.second.kill(),
      lasts: [500, 5000],
      end: () => brokers.restartSecond(),
    },
    'first broker stopped': {
      victim: 'first',
      begin: () => {
        brokers.first.freeze();
      },
      lasts: [200, 9000],
      end: () => {
        brokers.first.thaw();
      },
    },
    'second broker stopped': {
      victim: 'second',
      begin: () => {
        brokers.second.freeze();
      },
      lasts: [200, 9000],
      end: () => {
        brokers.second.thaw();
      },
    },
  };
}

function gcTroubles(gc: Simulator, random: Random): Record<string, Trouble> {
  const someone = () => random.pick(gc.agents).agentId;
  const once = (name: FaultName, options: () => FaultOptions = () => ({})): Trouble => ({
    victim: name,
    begin: () => gc.fault(name, options()),
  });
  const lasting = (
    name: FaultName,
    lasts: readonly [number, number],
    options?: () => FaultOptions,
  ): Trouble => ({
    ...once(name, options),
    lasts,
    end: () => gc.endFault(name),
  });
  return {
    'out of service': lasting('out-of-service', [200, 4000]),
    'GC silent': lasting('gc-silent', [6000, 9000]),
    'late reply': lasting('late-reply', [1000, 6000], () => ({
      delayMs: Math.ceil(random.between(100, 6000)),
    })),
    'events twice': lasting('duplicate-events', [1000, 6000], () => ({ probability: random.next() })),
    'agent forgotten': once('re-login', () => ({ to: someone() })),
    'all agents forgotten': once('re-login'),
    'destinations made anew': once('destination-reconnect'),
    'late logout': once('late-logout', () => ({ to: someone() })),
    'late logout of all': once('late-logout'),
    garbage: once('garbage', () => ({ to: someone() })),
    'stray error': once('stray-error', () => ({ to: someone() })),
  };
}
