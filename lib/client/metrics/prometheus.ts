import { latencyBucketsMs, type Counters, type LatencyHistogram } from './counters';
import type { Snapshot } from '../gc-client';

/** What one connection knows, under a name that no other connection has. */
export interface NamedSnapshot {
  readonly connection: string;
  readonly snapshot: Snapshot;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  samples(snapshot: Snapshot): readonly Sample[];
}

interface Sample {
  /** What follows the name of the metric. */
  readonly suffix?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

const metrics: readonly Metric[] = [
  gauge('gc_broker_connected', 'Whether the broker is connected.', ({ health }) =>
    Number(health.broker.condition === 'connected'),
  ),
  gauge('gc_in_service', 'Whether GC answers and is in service.', ({ health }) =>
    Number(health.gc.condition === 'in-service'),
  ),
  counter('gc_connects_total', 'Sessions with a broker.', ({ connects }) => connects),
  counter('gc_reconnects_total', 'Sessions with a broker after the first.', ({ reconnects }) => reconnects),
  counters(
    'gc_commands_total',
    'Commands that ended, by outcome or error code.',
    'outcome',
    (counts) => counts.commands,
  ),
  gauge(
    'gc_commands_waiting',
    'Commands without an outcome yet.',
    ({ counters: { waitingCommands } }) => waitingCommands,
  ),
  {
    name: 'gc_command_latency_seconds',
    help: 'Time from sending a command to its confirmation by GC.',
    type: 'histogram',
    samples: ({ counters: { latency } }) => histogram(latency),
  },
  counters('gc_events_total', 'Events of GC, by type.', 'type', (counts) => counts.events),
  counter(
    'gc_events_late_total',
    'Events for a command whose time was over.',
    ({ lateEvents }) => lateEvents,
  ),
  counter(
    'gc_events_duplicate_total',
    'Events that the queue brought again.',
    ({ duplicateEvents }) => duplicateEvents,
  ),
  counter(
    'gc_events_recovered_total',
    'Missed events that were found by asking.',
    ({ recoveredEvents }) => recoveredEvents,
  ),
  counter(
    'gc_events_rejected_total',
    'Events that could not be handled.',
    ({ rejectedEvents }) => rejectedEvents,
  ),
  counter(
    'gc_messages_unread_total',
    'Messages of GC of which at least a part could not be read.',
    ({ unreadMessages }) => unreadMessages,
  ),
];

/**
 * What the connections know, in the text format of Prometheus (version 0.0.4).
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function prometheusText(snapshots: readonly NamedSnapshot[]): string {
  return metrics.map((metric) => describe(metric, snapshots)).join('');
}

function describe(metric: Metric, snapshots: readonly NamedSnapshot[]): string {
  const lines = snapshots.flatMap(({ connection, snapshot }) =>
    metric.samples(snapshot).map(({ suffix = '', labels, value }) => {
      const all = Object.entries({ connection, ...labels }).map(
        ([name, text]) => `${name}="${escapeLabel(text)}"`,
      );
      return `${metric.name}${suffix}{${all.join(',')}} ${value}\n`;
    }),
  );
  return `# HELP ${metric.name} ${metric.help}\n# TYPE ${metric.name} ${metric.type}\n${lines.join('')}`;
}

/** A text as the value of a label. */
export function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function gauge(name: string, help: string, value: (snapshot: Snapshot) => number): Metric {
  return { name, help, type: 'gauge', samples: (snapshot) => [{ value: value(snapshot) }] };
}

function counter(name: string, help: string, value: (counts: Counters) => number): Metric {
  return { name, help, type: 'counter', samples: ({ counters: counts }) => [{ value: value(counts) }] };
}

function counters(
  name: string,
  help: string,
  label: string,
  values: (counts: Counters) => Readonly<Record<string, number>>,
): Metric {
  return {
    name,
    help,
    type: 'counter',
    samples: ({ counters: counts }) =>
      Object.entries(values(counts)).map(([key, value]) => ({ labels: { [label]: key }, value })),
  };
}

function histogram({ counts, sumMs }: LatencyHistogram): readonly Sample[] {
  const bounds = [...latencyBucketsMs.map((ms) => String(ms / 1000)), '+Inf'];
  let count = 0;
  const buckets = bounds.map((le, index): Sample => {
    count += counts[index] ?? 0;
    return { suffix: '_bucket', labels: { le }, value: count };
  });
  return [...buckets, { suffix: '_sum', value: sumMs / 1000 }, { suffix: '_count', value: count }];
}
