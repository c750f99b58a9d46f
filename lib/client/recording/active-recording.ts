import type { CommandName } from '../../protocol';
import {
  cutBody,
  KeptEvent,
  KeptLine,
  limits,
  lineOf,
  oneLine,
  packageVersion,
  Redactor,
  timeOf,
  TraceBuffer,
  type BufferBounds,
  traceVersion,
  type KeptEntry,
  type ReceivedMessage,
  type Secrets,
  type TraceEntry,
  type TraceHeader,
  type TracedOutcome,
} from '../../trace';
import { runSafely } from '../../stomp';
import type { Health } from '../connection/health';
import { CommandTrace, type CommandLog, type SentCommand } from './command-trace';
import type { RecordingSettings } from './options';

/**
 * Why a recording is over: somebody has stopped it, it is full, its time is over, the client was closed, or its file could
 * not be written.
 */
export type EndOfRecording = 'stopped' | 'full' | 'time' | 'closed' | 'failed';

/** What a recording needs of its client. */
export interface RecordedClient {
  readonly destination: string;
  readonly commandQueue: string;
  /** `host:port` of the broker, now. */
  broker(): string;
  /** The recording is over. */
  onEnd(): void;
}

/** Bytes of the line that says how many entries are missing, and of the ends of two lines. */
const roomForGap = 100;

/** Takes in what goes over the wire while a recording runs, and keeps it within its bounds. */
export class ActiveRecording implements CommandLog {
  readonly startedAt = Date.now();
  /** Resolves with the reason when nothing is taken in any more. */
  readonly finished: Promise<EndOfRecording>;
  readonly redactor: Redactor;
  readonly buffer: TraceBuffer;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #settings: RecordingSettings;
  #commands = 0;
  #end: EndOfRecording | undefined;
  #endedAt: number | undefined;
  #finish: (reason: EndOfRecording) => void = () => undefined;

  constructor(
    settings: RecordingSettings,
    bounds: BufferBounds,
    private readonly client: RecordedClient,
    secrets: Secrets,
  ) {
    this.#settings = settings;
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.redactor = new Redactor({
      standIns: settings.standIns,
      destination: client.destination,
      secrets,
    });
    this.buffer = new TraceBuffer({ ...bounds, maxBytes: bounds.maxBytes - this.header.length - roomForGap });
    if (settings.whenFull === 'stop') {
      this.#timer = setTimeout(() => {
        this.end('time');
      }, settings.maxMs).unref();
    }
  }

  /** The first line of the trace. */
  get header(): string {
    return this.headerAt(this.startedAt);
  }

  /** The first line of a file that begins at this moment, behind so many entries of the same recording. */
  headerAt(at: number, entriesBefore = 0): string {
    const { destination, commandQueue } = this.client;
    return lineOf({
      kind: 'trace',
      version: traceVersion,
      at: timeOf(at),
      standIns: this.#settings.standIns,
      destination,
      commandQueue,
      package: packageVersion,
      ...(entriesBefore > 0 && { entriesBefore }),
    } satisfies TraceHeader);
  }

  get ended(): EndOfRecording | undefined {
    return this.#end;
  }

  /** In milliseconds since 1970. */
  get endedAt(): number | undefined {
    return this.#endedAt;
  }

  /** Nothing is taken in any more; what there is stays. */
  end(reason: EndOfRecording): void {
    if (this.#end === undefined) {
      this.#end = reason;
      this.#endedAt = Date.now();
      clearTimeout(this.#timer);
      this.client.onEnd();
      this.#finish(reason);
    }
  }

  /** What GC has published. */
  event(message: ReceivedMessage, isFromQueue = false): void {
    if (this.#end !== undefined) {
      return;
    }
    try {
      this.#push(new KeptEvent(message, this.client.broker(), isFromQueue));
    } catch (error) {
      // Whatever is wrong with the message, the client has to get it.
      runSafely('The recording', () => {
        throw error;
      });
    }
  }

  /** A command was asked for, with whatever parameters. */
  asked(name: CommandName, parameters: unknown): CommandTrace {
    const given = typeof parameters === 'object' && parameters !== null ? parameters : {};
    return new CommandTrace(this, name, { ...given });
  }

  command(name: CommandName, { type, body, headers }: SentCommand): number {
    this.#commands += 1;
    const redacted = this.redactor.command(name, type, body);
    this.#write({
      kind: 'command',
      at: timeOf(Date.now()),
      id: this.#commands,
      name,
      ...cutBody(redacted.body),
      jmsType: redacted.type.slice(0, limits.text),
      broker: this.client.broker(),
      ...(Object.keys(headers).length > 0 && { headers }),
    });
    return this.#commands;
  }

  outcome(entry: TracedOutcome): void {
    const { id, agentId, outcome } = entry;
    this.#write({
      ...entry,
      ...(agentId !== undefined && { agentId: short(this.redactor.agentId(agentId, id !== undefined)) }),
      outcome: short(this.redactor.code(outcome)),
    });
  }

  health({ broker, gc }: Health): void {
    const reason = `${broker.reason} ${gc.reason}`.replace(/\p{Cc}/gu, ' ').slice(0, limits.reason);
    this.#write({
      kind: 'health',
      at: timeOf(Date.now()),
      broker: broker.condition,
      gc: gc.condition,
      reason: this.redactor.ownText(reason),
    });
  }

  #write(entry: TraceEntry): void {
    this.#push(new KeptLine(Date.now(), lineOf(entry)));
  }

  #push(entry: KeptEntry): void {
    if (this.#end === undefined && !this.buffer.push(entry)) {
      this.end('full');
    }
  }
}

function short(text: string): string {
  return oneLine(text).slice(0, limits.text);
}
