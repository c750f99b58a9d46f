import type { Node, NodeAPI, NodeStatus } from 'node-red';
import {
  askerOf,
  inLanguage,
  listOf,
  log,
  loginIdsIn,
  numberOr,
  oneOf,
  plainCopy,
  safely,
  say,
  watching,
  type GcMessage,
  type Problem,
  type QueueFigures,
  type SharedConnection,
} from '../../lib/nodered';
import { GcError } from '../../lib/protocol';
import type { KeptCount, KeptCounts } from './kept-counts';
import { measures, type Measure } from './measures';
import { QueueLevels, type Alert, type LevelRule, type Moment } from './queue-levels';
import { timeBounds, type TriggerConfig } from './trigger-config';

/** Which queues are watched, and for what. */
export interface QueueRule extends LevelRule {
  /** Their names; none means all. */
  readonly queues: readonly string[];
  /** Login id; undefined: any supervisor who is logged in. */
  readonly supervisor: string | undefined;
  readonly measure: Measure;
  readonly everyMs: number;
}

/** Calls, or seconds. */
const valueBounds = [1, 1_000_000] as const;
/** Seconds that an alert must last. */
const lastsBounds = [0, 1_000_000] as const;
/** Seconds between questions. */
const everyBounds = [2, 3600] as const;

/** @throws {GcError} GC_INVALID_CONFIGURATION */
export function readQueueRule(RED: NodeAPI, config: TriggerConfig): QueueRule {
  const measure = oneOf('measure', config.measure, measures);
  const repeat = numberOr(undefined, 'repeat', config.repeat, timeBounds);
  const [supervisor] = loginIdsIn(RED, config.supervisor);
  return {
    queues: listOf(config.queues),
    supervisor,
    measure,
    ...(measure === 'nobody-ready' ? { from: 1, below: 1 } : limitsIn(config)),
    lastsMs: 1000 * numberOr(0, 'lasts', config.lasts, lastsBounds),
    everyMs: 1000 * numberOr(10, 'every', config.every, everyBounds),
    repeatMs: repeat === undefined ? undefined : 1000 * repeat,
  };
}

function limitsIn(config: TriggerConfig): Pick<LevelRule, 'from' | 'below'> {
  const from = numberOr(5, 'from', config.from, valueBounds);
  const below = numberOr(from, 'below', config.below, valueBounds);
  if (below > from) {
    throw new GcError('GC_INVALID_CONFIGURATION', { detail: say('belowFrom') });
  }
  return { from, below };
}

/** Begins to watch queues. Returns what ends it. */
export function watchQueues(
  RED: NodeAPI,
  node: Node,
  connection: SharedConnection,
  rule: QueueRule,
  kept: KeptCounts | undefined,
): () => Promise<void> {
  const watched = new WatchedQueues(node, connection, rule, kept);
  const stop = connection.queues.watch(rule.supervisor, {
    everyMs: rule.everyMs,
    by: askerOf(RED, node),
    onQueues: (queues) => {
      safely(node, () => {
        watched.take(queues);
      });
    },
    onProblem: ({ short }: Problem) => {
      watched.show({ fill: 'yellow', shape: 'ring', text: inLanguage(short) });
    },
  });
  return async () => {
    stop();
    await watched.close();
  };
}

/** The queues of one trigger, from one answer of GC to the next. */
class WatchedQueues {
  readonly #levels: QueueLevels;
  #unknown: readonly string[] = [];
  #shown: string | undefined;
  #isClosed = false;

  constructor(
    private readonly node: Node,
    private readonly connection: SharedConnection,
    private readonly rule: QueueRule,
    private readonly kept: KeptCounts | undefined,
  ) {
    this.#levels = new QueueLevels(rule);
  }

  take(queues: readonly QueueFigures[]): void {
    const now = { steady: performance.now(), wall: Date.now() };
    const missing = new Map(this.rule.queues.map((name) => [name.toLowerCase(), name]));
    const isAny = missing.size === 0;
    for (const figures of queues) {
      if (missing.delete(figures.queueName.toLowerCase()) || isAny) {
        this.#observe(figures, now);
      }
    }
    this.#lookForUnknown([...missing.values()]);
    this.#showLevels();
  }

  /** Shows a status, unless it is shown already. */
  show(status: NodeStatus & { text: string }): void {
    if (this.#shown !== status.text) {
      this.#shown = status.text;
      this.connection.show(this.node, status);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.kept?.close();
  }

  #observe(figures: QueueFigures, now: Moment): void {
    const { measure } = this.rule;
    const { queueName } = figures;
    const value = valueOf(measure, figures);
    const isResumed = value !== undefined && this.#resume(queueName, now);
    const former = this.#levels.recordOf(queueName, measure, now);
    const alert = this.#levels.observe(queueName, value, now);
    const record = this.#levels.recordOf(queueName, measure, now);
    const isNews = alert !== undefined || (former === undefined) !== (record === undefined);
    const written = isNews || isResumed ? this.kept?.write(queueName, record) : undefined;
    if (alert !== undefined) {
      const message = messageFor(this.rule, figures, value, alert, now);
      void this.#sendOnce(written, message, alert, () => this.kept?.write(queueName, former));
    }
  }

  /** Whether something was written down of the queue before a restart. */
  #resume(queueName: string, now: Moment): boolean {
    const earlier: KeptCount | undefined = this.kept?.earlier(queueName);
    if (earlier?.state === this.rule.measure) {
      this.#levels.resume(queueName, earlier, now);
    }
    return earlier !== undefined;
  }

  /** Written first: a message is rather lost in a crash than sent twice. Never rejects. */
  async #sendOnce(
    written: Promise<void> | undefined,
    message: GcMessage,
    { change }: Alert,
    takeBack: () => Promise<void> | undefined,
  ): Promise<void> {
    await written;
    if (written !== undefined && this.#isClosed) {
      await takeBack();
      return;
    }
    safely(this.node, () => {
      this.node.send(change === 'ended' ? [null, message] : [message, null]);
    });
  }

  #lookForUnknown(unknown: readonly string[]): void {
    const [news, found] = [without(unknown, this.#unknown), without(this.#unknown, unknown)];
    this.#unknown = unknown;
    if (news.length > 0) {
      this.node.warn(inLanguage(log('queuesUnknown', { names: news.join(', ') })));
    }
    if (found.length > 0) {
      this.node.log(inLanguage(log('queuesKnown', { names: found.join(', ') })));
    }
  }

  #showLevels(): void {
    const { alerts } = this.#levels;
    if (this.#unknown.length > 0) {
      const text = inLanguage(watching('unknown', { names: this.#unknown.join(', ') }));
      this.show({ fill: 'yellow', shape: 'ring', text });
    } else if (alerts.length > 0) {
      this.show({
        fill: 'red',
        shape: 'ring',
        text: inLanguage(watching('alert', { names: alerts.join(', ') })),
      });
    } else {
      this.show({ fill: 'green', shape: 'dot', text: inLanguage(watching('calm')) });
    }
  }
}

/** The value of a queue, for `nobody-ready` 1 for yes; undefined: GC does not know it. */
function valueOf(
  measure: Measure,
  { callsInQueue, longestWait, agentsReady, unserved }: QueueFigures,
): number | undefined {
  switch (measure) {
    case 'calls-waiting':
      return callsInQueue;
    case 'longest-wait':
      return longestWait;
    case 'nobody-ready':
      return unserved ? 1 : agentsReady === undefined ? undefined : Number(agentsReady === 0);
  }
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}

function messageFor(
  { measure, from, below }: QueueRule,
  figures: QueueFigures,
  value: number | undefined,
  { change, since, repeat }: Alert,
  { wall }: Moment,
): GcMessage {
  const type = change === 'ended' ? 'QueueAlertEnded' : 'QueueAlert';
  const limits = measure === 'nobody-ready' ? {} : { value, from, below };
  return {
    topic: `${figures.queueName}/${type}`,
    payload: plainCopy({
      type,
      measure,
      ...limits,
      since,
      seconds: Math.round((wall - since) / 1000),
      ...figures,
    }),
    gc: { repeat, at: wall },
  };
}
