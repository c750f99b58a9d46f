import assert from 'node:assert/strict';
import { Counting } from '../../../../lib/client/metrics/counters';
import { prometheusText } from '../../../../lib/client/metrics/prometheus';
import type { Snapshot } from '../../../../lib/client';

describe('prometheusText', () => {
  function snapshot(): Snapshot {
    const counting = new Counting();
    const confirmed = { command: 'MakeReady', outcome: 'confirmed', sentAt: 0 } as const;
    for (const latencyMs of [0, 5, 6, 9999, 12_000.5]) {
      counting.outcome({ ...confirmed, latencyMs });
    }
    counting.outcome({ command: 'wrapup', outcome: 'sent', sentAt: 0, latencyMs: 1 });
    counting.outcome({ ...confirmed, command: 'Hello', latencyMs: 1 });
    counting.failure('MakeCall', 'GC_TIMEOUT');
    counting.failure('MakeCall', 'CF_NEVER_HEARD_OF');
    counting.failure('Beat', 'GC_TIMEOUT');
    counting.event({ type: 'System', status: 'IN_SERVICE' });
    counting.count('lateEvents');
    counting.count('recoveredEvents');
    counting.count('recoveredEvents');
    const condition = { since: 0, reason: '' };
    return {
      health: {
        broker: { condition: 'connected', ...condition },
        gc: { condition: 'silent', ...condition },
      },
      agents: [],
      calls: [],
      teams: [],
      counters: counting.read({ connects: 3, reconnects: 2, waitingCommands: 4, unreadMessages: 5 }),
    };
  }

  it('is what Prometheus reads', () => {
    assert.equal(
      prometheusText([{ connection: 'main', snapshot: snapshot() }]),
      `# HELP gc_broker_connected Whether the broker is connected.
# TYPE gc_broker_connected gauge
gc_broker_connected{connection="main"} 1
# HELP gc_in_service Whether GC answers and is in service.
# TYPE gc_in_service gauge
gc_in_service{connection="main"} 0
# HELP gc_connects_total Sessions with a broker.
# TYPE gc_connects_total counter
gc_connects_total{connection="main"} 3
# HELP gc_reconnects_total Sessions with a broker after the first.
# TYPE gc_reconnects_total counter
gc_reconnects_total{connection="main"} 2
# HELP gc_commands_total Commands that ended, by outcome or error code.
# TYPE gc_commands_total counter
gc_commands_total{connection="main",outcome="confirmed"} 5
gc_commands_total{connection="main",outcome="sent"} 1
gc_commands_total{connection="main",outcome="GC_TIMEOUT"} 1
gc_commands_total{connection="main",outcome="other"} 1
# HELP gc_commands_waiting Commands without an outcome yet.
# TYPE gc_commands_waiting gauge
gc_commands_waiting{connection="main"} 4
# HELP gc_command_latency_seconds Time from sending a command to its confirmation by GC.
# TYPE gc_command_latency_seconds histogram
gc_command_latency_seconds_bucket{connection="main",le="0.005"} 2
gc_command_latency_seconds_bucket{connection="main",le="0.01"} 3
gc_command_latency_seconds_bucket{connection="main",le="0.025"} 3
gc_command_latency_seconds_bucket{connection="main",le="0.05"} 3
gc_command_latency_seconds_bucket{connection="main",le="0.1"} 3
gc_command_latency_seconds_bucket{connection="main",le="0.25"} 3
gc_command_latency_seconds_bucket{connection="main",le="0.5"} 3
gc_command_latency_seconds_bucket{connection="main",le="1"} 3
gc_command_latency_seconds_bucket{connection="main",le="2.5"} 3
gc_command_latency_seconds_bucket{connection="main",le="5"} 3
gc_command_latency_seconds_bucket{connection="main",le="10"} 4
gc_command_latency_seconds_bucket{connection="main",le="+Inf"} 5
gc_command_latency_seconds_sum{connection="main"} 22.0105
gc_command_latency_seconds_count{connection="main"} 5
# HELP gc_events_total Events of GC, by type.
# TYPE gc_events_total counter
gc_events_total{connection="main",type="System"} 1
# HELP gc_events_late_total Events for a command whose time was over.
# TYPE gc_events_late_total counter
gc_events_late_total{connection="main"} 1
# HELP gc_events_duplicate_total Events that the queue brought again.
# TYPE gc_events_duplicate_total counter
gc_events_duplicate_total{connection="main"} 0
# HELP gc_events_recovered_total Missed events that were found by asking.
# TYPE gc_events_recovered_total counter
gc_events_recovered_total{connection="main"} 2
# HELP gc_events_rejected_total Events that could not be handled.
# TYPE gc_events_rejected_total counter
gc_events_rejected_total{connection="main"} 0
# HELP gc_messages_unread_total Messages of GC of which at least a part could not be read.
# TYPE gc_messages_unread_total counter
gc_messages_unread_total{connection="main"} 5
`,
    );
  });

  it('keeps the samples of a metric together, and escapes labels', () => {
    const text = prometheusText([
      { connection: 'a "quoted"\\\nname', snapshot: snapshot() },
      { connection: 'zwei', snapshot: snapshot() },
    ]);
    assert.match(
      text,
      /# TYPE gc_connects_total counter\ngc_connects_total\{connection="a \\"quoted\\"\\\\\\nname"\} 3\ngc_connects_total\{connection="zwei"\} 3\n# HELP/,
    );
    assert.equal(text.split('# TYPE gc_connects_total').length, 2);
  });

  it('is the bare list of metrics when there is no connection', () => {
    assert.match(prometheusText([]), /^(# HELP .+\n# TYPE .+\n)+$/);
  });
});
