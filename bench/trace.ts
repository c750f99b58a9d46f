import { createRequire } from 'node:module';
import type * as PartsModule from '../lib/client/parts';
import type * as ListenersModule from '../lib/client/delivery/listeners';
import type * as ClientModule from '../lib/client';
import type { IncomingMessage } from '../lib/stomp';
import type * as TraceModule from '../lib/trace';
import { median, type Bench } from './measure';
import { startRecording } from './recording';

const load = createRequire(__filename);
const { makeParts } = load('../dist/lib/client/parts') as typeof PartsModule;
const { Listeners } = load('../dist/lib/client/delivery/listeners') as typeof ListenersModule;
const { GcClient } = load('../dist/lib/client') as typeof ClientModule;
const { readTrace } = load('../dist/lib/trace') as typeof TraceModule;

const perBlock = 10_000;
const blocks = 15;
const readEvents = 1_000_000;
const options = { brokers: [{ host: '127.0.0.1', port: 1 }], destination: 'bench' };

/**
 * What recording adds to what an event costs in a client, from the message of the broker to the listeners; rival: the
 * same client without. And how a trace of a million events is read.
 */
export const trace: Bench = async () => {
  const messages = await recordMessages();
  const costs = { off: [] as number[], on: [] as number[], lines: [] as number[] };
  for (let block = 0; block < blocks; block += 1) {
    const without = client();
    costs.off.push(take(without.parts, messages));
    const withIt = client();
    const { recorder } = withIt.parts;
    const recording = recorder.inMemory({ maxBytes: 1e9 }, recorded);
    costs.on.push(take(withIt.parts, messages));
    costs.lines.push(cost(() => [...recording.lines()].length));
    recording.stop();
    await Promise.all([without.parts.link.close(), withIt.parts.link.close()]);
  }
  const off = median(costs.off);
  const on = median(costs.on);
  return [
    `an event in a client       ${off.toFixed(2)} us of the processor`,
    `recorded in memory         ${on.toFixed(2)} us: ${(100 * (on / off - 1)).toFixed(0)} % more (bound: 10 %)`,
    `its line, when it is read  ${median(costs.lines).toFixed(2)} us`,
    await readMany(messages.map(({ body }) => body)),
  ];
};

const recorded = {
  destination: 'bench',
  commandQueue: 'Connector1',
  broker: () => '127.0.0.1:1',
  health: () => new GcClient(options).health,
  secrets: () => [],
};

function client() {
  return { parts: makeParts(options, new Listeners(new GcClient(options))) };
}

/** As the link gives a message to a recording, if there is one, and to the client. */
function take({ recorder, inbound }: PartsModule.Parts, messages: readonly IncomingMessage[]): number {
  return cost(() => {
    for (const message of messages) {
      recorder.now?.event(message);
      inbound.receive(message);
    }
  });
}

/** Microseconds of the processor per event. */
function cost(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / perBlock;
}

/** Messages as they come of a simulated GC on one of its busy days. */
async function recordMessages(): Promise<IncomingMessage[]> {
  const { simulator, bodies, pass } = await startRecording();
  try {
    simulator.startLoad({ agents: 100, handleTime: 60 });
    while (bodies.length < perBlock) {
      await pass();
    }
    return bodies.slice(0, perBlock).map((body, index) => messageOf(body, index));
  } finally {
    await simulator.close();
  }
}

function messageOf(body: string, index: number): IncomingMessage {
  return {
    destination: '/topic/bench',
    body,
    kind: 'text',
    headers: { 'message-id': `ID:bench-40000-1764410000000-2:1:-1:1:${index}`, timestamp: '1764410000000' },
    redelivered: false,
    ack: () => undefined,
    nack: () => undefined,
  };
}

async function readMany(bodies: readonly string[]): Promise<string> {
  const start = process.cpuUsage();
  let entries = 0;
  let most = 0;
  for await (const line of readTrace(traceOf(bodies))) {
    entries += 'entry' in line ? 1 : 0;
    if (entries % 50_000 === 0) {
      most = Math.max(most, process.memoryUsage().rss);
    }
  }
  const { user } = process.cpuUsage(start);
  return `a trace of ${entries} events is read in ${(user / 1e6).toFixed(1)} s, at most ${Math.round(most / 1e6)} MB in all (bound: 200 MB)`;
}

/** The chunks of a trace of a million events. */
async function* traceOf(bodies: readonly string[]): AsyncGenerator<Buffer> {
  const event = { kind: 'event', at: '2026-11-29T10:00:00.000Z', broker: '127.0.0.1:61613' };
  for (let index = 0; index < readEvents; index += 1000) {
    const lines = Array.from({ length: 1000 }, (_, of) => {
      const body = bodies[(index + of) % bodies.length] ?? '';
      return `${JSON.stringify({ ...event, body })}\n`;
    });
    yield await Promise.resolve(Buffer.from(lines.join('')));
  }
}
