import type { CommandName } from '../../protocol';
import {
  KeptEvent,
  KeptLine,
  lineOf,
  packageVersion,
  Redactor,
  timeOf,
  TraceBuffer,
  traceVersion,
  type KeptEntry,
  type ReceivedMessage,
  type TraceEntry,
  type TraceHeader,
  type TracedOutcome,
} from '../../trace';
import type { GivenParameters } from '../commands/confirmation';
import type { Health } from '../connection/health';
import { CommandTrace, type CommandLog, type SentCommand } from './command-trace';
import type { RecordingSettings } from './options';

/** Why a recording is over: somebody has stopped it, it is full, its time is over, or the client was closed. */
export type EndOfRecording = 'stopped' | 'full' | 'time' | 'closed' | 'failed';

/** What a recording needs of its client. */
export interface RecordedClient {
  readonly destination: string;
  readonly commandQueue: string;
  /** `host:port` of the broker, now. */
  broker(): string;
  /** Passwords and keys that the client has. */
  secrets(): readonly unknown[];
  /** The recording is over. */
  onEnd(): void;
}

/** Longest name or code in an entry. */
const longestText = 1000;
const longestReason = 4000;

/** Takes in what goes over the wire while a recording runs, and keeps it within its bounds. */
export class ActiveRecording implements CommandLog {
  readonly startedAt = Date.now();
  readonly header: string;
  readonly redactor: Redactor;
  readonly buffer: TraceBuffer;
  readonly #timer: NodeJS.Timeout | undefined;
  #commands = 0;
  #end: EndOfRecording | undefined;

  constructor(
    settings: RecordingSettings,
    private readonly client: RecordedClient,
  ) {
    const { standIns, maxBytes, maxMs, whenFull } = settings;
    const { destination, commandQueue } = client;
    this.redactor = new Redactor({ standIns, destination });
    client.secrets().forEach((secret) => {
      this.redactor.secrets.learn(secret);
    });
    this.header = lineOf({
      kind: 'trace',
      version: traceVersion,
      at: timeOf(this.startedAt),
      standIns,
      destination,
      commandQueue,
      package: packageVersion,
    } satisfies TraceHeader);
    this.buffer = new TraceBuffer({ maxBytes: maxBytes - this.header.length, maxMs, whenFull });
    if (whenFull === 'stop') {
      this.#timer = setTimeout(() => {
        this.end('time');
      }, maxMs).unref();
    }
  }

  get ended(): EndOfRecording | undefined {
    return this.#end;
  }

  /** Nothing is taken in any more; what there is stays. */
  end(reason: EndOfRecording): void {
    if (this.#end === undefined) {
      this.#end = reason;
      clearTimeout(this.#timer);
      this.client.onEnd();
    }
  }

  learnSecret(secret: unknown): void {
    this.redactor.secrets.learn(secret);
  }

  /** What GC has published. */
  event(message: ReceivedMessage, isFromQueue = false): void {
    this.#push(new KeptEvent(message, this.client.broker(), isFromQueue));
  }

  /** A command was asked for. */
  asked(name: CommandName, parameters: GivenParameters): CommandTrace {
    return new CommandTrace(this, name, parameters);
  }

  command(name: CommandName, { type, body, headers }: SentCommand): number {
    this.#commands += 1;
    const redacted = this.redactor.command(name, type, body);
    this.#write({
      kind: 'command',
      at: timeOf(Date.now()),
      id: this.#commands,
      name,
      body: redacted.body,
      jmsType: redacted.type.slice(0, longestText),
      broker: this.client.broker(),
      ...(Object.keys(headers).length > 0 && { headers }),
    });
    return this.#commands;
  }

  outcome(entry: TracedOutcome): void {
    const { agentId, outcome } = entry;
    this.#write({
      ...entry,
      ...(agentId !== undefined && { agentId: agentId.slice(0, longestText) }),
      outcome: this.redactor
        .code(outcome)
        .replace(/\p{Cc}/gu, '?')
        .slice(0, longestText),
    });
  }

  health({ broker, gc }: Health): void {
    const reason = `${broker.reason} ${gc.reason}`.replace(/\p{Cc}/gu, ' ').slice(0, longestReason);
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
