import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { loggedInStates } from '../../lib/protocol';
import type { Simulator } from '../../lib/simulator';
import { Random } from '../../lib/simulator/random';
import { nameOf } from '../../test/support/two-brokers';
import { until } from '../../test/support/wait';
import { makeAgents } from '../agents';
import { CallControlCount } from '../call-control-count';
import { countResources, grownSince, heapInUse, settled, show } from '../resources';
import { problemsIn, seconds, type Measured, type Row, type Stage } from '../row';
import { Storm } from '../storm';
import { Traffic } from '../traffic';
import { untilTrue } from '../truth';
import { unhandled } from '../unhandled';
import { Workplace } from '../workplace';

/** What the heap may grow by, in megabytes: Node.js remembers how code runs that runs often. */
const heapMargin = 8;

/**
 * The row's time limit; a watch for silence and a heart-beat, of the flow's connection and of GC's; and the flow's next
 * question to GC. What is done with, such as a message that the broker has confirmed, has none.
 */
const timersAtRest = 6;

/**
 * A command that GC has not fetched within its time limit of 3 s, and 2 s for clocks, expires at the broker. As GC is
 * simulated in this process, it may get it later by as long as the machine lets this process wait.
 */
const latestCallControlMs = 6000;

const quickConnection = { heartbeat: 2, gcHeartbeat: 1, timeout: 3, whileAway: 'wait', loginsPerSecond: 100 };
/** Calls follow each other quickly. */
const timers = { ringing: 200, failedCall: 500, noAnswer: 3000, wrapUp: 1000 };

export const randomFaults: Row = {
  name: 'random-faults',
  fault: '100 random broker and GC faults in a row, 50 agents, commands and calls going on',
  required:
    "at the end the snapshot equals the simulator's truth; every message ended in exactly one done, " +
    'and every command in exactly one CommandEnded; no agent logged out that was in; no call control was sent twice; no unhandled error; heap, sockets, timers and listeners flat',
  async run(stage) {
    const agents = makeAgents(50);
    const count = new CallControlCount();
    const gc = await stage.startGc({ site: { agents, timers }, seed: stage.seed, onLog: count.read });
    const workplace = await Workplace.open(stage, agents, quickConnection);
    try {
      await workplace.logIn(agents);
      return await new Weather(stage, gc, workplace, count).measure();
    } finally {
      await workplace.close();
      await gc.close();
    }
  },
};

/** Calm, a storm, and calm again. */
class Weather {
  readonly #traffic: Traffic;
  readonly #storm: Storm;
  /** For how long this process was held up, by itself or by others, in nanoseconds. */
  readonly #lateness = monitorEventLoopDelay();

  constructor(
    private readonly stage: Stage,
    private readonly gc: Simulator,
    private readonly workplace: Workplace,
    private readonly count: CallControlCount,
  ) {
    this.#traffic = new Traffic(workplace, gc, count, new Random(stage.seed));
    this.#storm = new Storm(stage.brokers, gc, new Random(stage.seed));
  }

  async measure(): Promise<Measured> {
    const { isShort } = this.stage;
    this.#lateness.enable();
    this.#traffic.start();
    await delay(isShort ? 2000 : 10_000);
    const afterCalm = await this.#comeToRest();
    const before = await settled(() => this.#count());
    const heap = heapInUse();

    this.#traffic.start();
    await this.#storm.run(isShort ? 12 : 100, () => {
      this.workplace.flow.forget();
    });
    const afterStorm = await this.#comeToRest();
    this.#lateness.disable();
    const growth = heapInUse() - heap;
    const afterReturn = await this.#returnToFirst();
    const grown = await grownSince(before, () => this.#count());
    return {
      values: [
        this.#describeStorm(),
        afterStorm.values,
        `heap ${growth.toFixed(1)} MB more; ${show(before)}, then ${show(this.#count())}`,
      ].join('\n            '),
      problems: [
        ...afterCalm.problems,
        ...afterStorm.problems,
        ...afterReturn,
        ...grown,
        ...problemsIn({
          [`${before.timers} timers before the storm, more than ${timersAtRest}`]:
            before.timers <= timersAtRest,
          [`the heap has grown by more than ${heapMargin} MB`]: growth < heapMargin,
        }),
      ],
    };
  }

  /**
   * Brings everybody to the first broker, where they were before the storm: with the second, a connection has a timer
   * more, for looking whether the first has recovered. Returns what is not known even then.
   */
  async #returnToFirst(): Promise<string[]> {
    const { brokers } = this.stage;
    const { client } = this.workplace;
    await brokers.second.kill();
    const isBack = () => {
      const { broker, gc } = client.health;
      return gc.condition === 'in-service' && broker.reason.includes(nameOf(brokers.first));
    };
    await until(isBack, { what: 'GC in service at the first broker' });
    await brokers.restartSecond();
    return untilTrue(this.gc, client);
  }

  /** Everything that has begun ends; then what is known must be true, with calls and without. */
  async #comeToRest(): Promise<Measured> {
    const { gc, workplace, count } = this;
    this.#traffic.stop();
    await workplace.allEnded();
    const start = performance.now();
    const differences = await untilTrue(gc, workplace.client);
    const took = performance.now() - start;
    const calls = gc.truth.reduce((sum, agent) => sum + agent.calls.length, 0);
    const { got, surplus } = count;
    count.clear();
    this.#traffic.endCalls();
    await workplace.allEnded();
    differences.push(...(await untilTrue(gc, workplace.client)));
    count.clear();
    workplace.flow.forget();
    return {
      values: `${got} call controls at GC, the latest after ${seconds(count.latest)}; the truth known after ${seconds(took)}, with ${calls} calls of agents`,
      problems: [
        ...differences,
        ...workplace.strayErrors,
        ...surplus.map((key) => `GC got it once too often: ${key}`),
        ...this.#problems(),
      ],
    };
  }

  #problems(): string[] {
    const { balance, ledger, logouts } = this.workplace;
    const { latest } = this.count;
    const gone = this.gc.truth.filter(({ state }) => !loggedInStates.includes(state));
    const problems = problemsIn({
      [`${ledger.openCount} messages did not end`]: ledger.openCount === 0,
      [`${ledger.surplus} messages ended more than once`]: ledger.surplus === 0,
      [`GC got a call control ${seconds(latest)} late`]:
        latest < latestCallControlMs + this.#lateness.max / 1e6,
      [`${gone.length} agents are logged out`]: gone.length === 0,
      [`the flow was told ${logouts} times that an agent had logged out`]: logouts === 0,
      [`${unhandled.length} unhandled errors`]: unhandled.length === 0,
    });
    return [...problems, ...balance.problems];
  }

  #describeStorm(): string {
    const { balance, ledger } = this.workplace;
    const list = (counts: ReadonlyMap<string, number>) =>
      [...counts].map(([what, times]) => `${times} ${what}`).join(', ');
    return (
      `${list(this.#storm.happened)}\n            ${ledger.count} messages: ${list(ledger.ends)}\n            ` +
      `CommandEnded: ${balance.ended} of nodes, ${balance.ownEnded} of the connection itself`
    );
  }

  #count() {
    return countResources(this.workplace.client);
  }
}
