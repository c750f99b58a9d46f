import assert from 'node:assert/strict';
import { GcClient, type RecordingOptions } from '../../../../lib/client';
import type { CommandName, CommandParameters, GcError, GcEvent } from '../../../../lib/protocol';
import { parseEvent } from '../../../../lib/protocol';
import {
  startSimulator,
  type DialectChoice,
  type Simulator,
  type SimulatorOptions,
} from '../../../../lib/simulator';
import type { TraceEntry, TraceHeader } from '../../../../lib/trace';
import { until } from '../../../support/wait';

/** Dialog ids of the simulator count up from this. */
const [incoming, internal] = ['16777217', '16777218'];

/** What a recording has, without heartbeats. */
interface Content {
  /** Bodies, by agent. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  readonly outcomes: readonly string[];
}

function contentOf(lines: readonly string[]): Content {
  const entries = lines.map((line) => JSON.parse(line) as TraceEntry | TraceHeader);
  const events: Record<string, string[]> = {};
  const outcomes: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'event') {
      const event = parseEvent(entry.body);
      const agentId = ('agentId' in event ? event.agentId : undefined) ?? event.type;
      if (event.type !== 'System') {
        (events[agentId] ??= []).push(entry.body);
      }
    } else if (entry.kind === 'outcome' && entry.name !== 'Hello' && entry.name !== 'Beat') {
      outcomes.push(`${entry.name} ${entry.outcome}`);
    }
  }
  return { events, outcomes };
}

describe('a recording of a replay', () => {
  const closing: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const item of closing.splice(0).reverse()) {
      await item.close();
    }
  });

  /** A client works with the simulator, or with the replay of that; returns the lines of its recording. */
  async function work(options: SimulatorOptions, recorded: RecordingOptions): Promise<string[]> {
    let isOver = options.replay === undefined;
    const simulator = await startSimulator({
      ...options,
      onLog: (entry) => (isOver ||= entry.kind === 'replay' && entry.text === 'The trace is over.'),
    });
    closing.push(simulator);
    const client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: simulator.port }],
      destination: 'desk',
      heartbeatMs: 600_000,
      timeoutMs: 60_000,
    });
    closing.push(client);
    const recording = client.record(recorded);
    await spendDay(client, options.replay === undefined ? simulator : undefined);
    await until(() => isOver, { what: 'the end of the trace' });
    recording.stop();
    return [...recording.lines()];
  }

  const dialects: [name: string, dialect: DialectChoice][] = [
    ['specified-json', 'specified-json'],
    ['specified-new', 'specified-new'],
    ['specified-old', 'specified-old'],
    ['observed', 'observed'],
    [
      'one of a site',
      { base: 'specified-json', callStates: 'capitalised', onHold: 'HOLD', lists: 'bare', blanks: true },
    ],
  ];
  for (const [name, dialect] of dialects) {
    it(`has the same events and outcomes: ${name}`, async () => {
      const lines = await work({ dialect }, { standIns: false });
      const again = await work({ replay: lines }, { standIns: false });
      assert.deepEqual(contentOf(again), contentOf(lines));
      assert.ok(contentOf(lines).outcomes.includes('AnswerCall confirmed'));
    });
  }

  it('has the same events and outcomes where numbers and names were replaced', async () => {
    const lines = await work({ dialect: 'specified-json' }, {});
    const again = await work({ replay: lines }, { standIns: false });
    assert.deepEqual(contentOf(again), contentOf(lines));
    assert.doesNotMatch(lines.join('\n'), /03001234567|Becker|secret/);
  });
});

/** Two agents log in, one is called, and calls the other; some commands fail. */
async function spendDay(client: GcClient, simulator: Simulator | undefined): Promise<void> {
  const events: GcEvent[] = [];
  client.on('event', (event) => events.push(event));
  const ring = (agentId: string) =>
    until(() => events.some((event) => event.type === 'NewInboundCall' && event.agentId === agentId));
  const run = <N extends CommandName>(name: N, parameters: CommandParameters<N>) =>
    client.command(name, parameters).catch((error: unknown) => (error as GcError).code);
  const [anna, boris] = [{ agentId: '1081' }, { agentId: '1082' }];

  await client.connect();
  await client.login({ ...anna, password: 'secret', extension: '2001' });
  await client.login({ ...boris, password: 'secret', extension: '2002' });
  await run('MakeReady', anna);
  await run('MakeReady', boris);
  await run('reasoncodenotready', anna);
  await run('GetPhonebooks', anna);
  simulator?.incomingCall({ to: '1081', from: '03001234567', callVariables: { name: 'Ada' } });
  await ring('1081');
  await run('AnswerCall', { ...anna, dialogId: incoming });
  await run('HoldCall', { ...anna, dialogId: incoming });
  await run('RetrieveCall', { ...anna, dialogId: incoming });
  await run('update_call_variable', {
    ...anna,
    dialogId: incoming,
    variableName: 'name',
    variableValue: 'Grace',
  });
  await run('ReleaseCall', { ...anna, dialogId: incoming });
  await run('MakeNotReadyWithReason', { ...anna, reasonCode: '2' });
  await run('MakeCall', { ...anna, number: '2002' });
  await ring('1082');
  await run('AnswerCall', { ...boris, dialogId: internal });
  await run('ReleaseCall', { ...boris, dialogId: internal });
  await run('ReleaseCall', { ...anna, dialogId: '4711' });
  await run('MakeCall', { ...anna, number: '486' });
  await run('Logout', anna);
  await run('GetState', boris);
}
