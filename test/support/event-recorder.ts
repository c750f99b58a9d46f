import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './child';
import { startNodeRed, type NodeRed, type NodeRedLine } from './node-red';
import { until } from './wait';

/** How the recorder reaches GC. */
export interface RecorderOptions {
  version: NodeRedLine;
  /** Ports of the brokers on this machine, in order of priority. */
  ports: readonly number[];
  user: string;
  password: string;
  /** Begins with `VirtualTopic.`. */
  destination: string;
}

/** An event as the flow got it. */
export interface RecordedEvent {
  agentId: string;
  /** The text as GC sent it. */
  raw: string;
  redelivered: boolean;
}

/**
 * A real Node-RED whose flow writes every call event that a gc-event-in node emits to a file, before it does anything
 * else: what is in the file was received, even if Node-RED is killed in the next moment.
 */
export class EventRecorder {
  private constructor(
    private readonly nodeRed: NodeRed,
    private readonly file: string,
  ) {}

  /** Resolves when the recorder takes events, or stands by. */
  static async start(options: RecorderOptions): Promise<EventRecorder> {
    const file = path.join(temporaryFolder('recorder'), 'events');
    const { user, password, version } = options;
    const nodeRed = await startNodeRed({
      version,
      flows: recordingFlow(options, file),
      credentials: { connection: { user, password } },
    });
    const isWell = async () => (await fetch(`${nodeRed.url}gc-connection/connection/health`)).ok;
    await until(isWell, { what: 'the connection of Node-RED to GC' });
    return new EventRecorder(nodeRed, file);
  }

  get events(): RecordedEvent[] {
    if (!existsSync(this.file)) {
      return [];
    }
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as RecordedEvent);
  }

  stop(): Promise<void> {
    return this.nodeRed.stop();
  }

  /** SIGKILL. */
  kill(): Promise<void> {
    return this.nodeRed.kill();
  }
}

function recordingFlow({ ports, destination }: RecorderOptions, file: string): object[] {
  const [first, ...others] = ports.map((port) => ({ host: '127.0.0.1', port: String(port) }));
  const write = `const { agentId, gc: { raw, redelivered = false } } = msg;
    fs.appendFileSync(${JSON.stringify(file)}, JSON.stringify({ agentId, raw, redelivered }) + '\\n');`;
  const onTab = { z: 'tab', x: 0, y: 0 };
  return [
    { id: 'tab', type: 'tab' },
    {
      id: 'connection',
      type: 'gc-connection',
      mode: 'gc',
      ...first,
      standbys: others,
      destination,
      delivery: 'queue',
      consumerName: 'flows',
      exclusive: true,
    },
    {
      ...onTab,
      id: 'in',
      type: 'gc-event-in',
      connection: 'connection',
      types: ['NewInboundCall', 'InboundCall'],
      wires: [['write']],
    },
    { ...onTab, id: 'write', type: 'function', func: write, libs: [{ var: 'fs', module: 'fs' }], wires: [] },
  ];
}
