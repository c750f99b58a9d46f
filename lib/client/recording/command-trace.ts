import type { CommandName, EncodedCommand, GcError } from '../../protocol';
import { timeOf, type TracedOutcome } from '../../trace';
import type { GivenParameters } from '../commands/confirmation';
import type { Outcome } from '../commands/outcome';

/** A command as it goes to the broker. */
export interface SentCommand extends EncodedCommand {
  readonly headers: Readonly<Record<string, string>>;
}

/** Where commands are written down. */
export interface CommandLog {
  /** A command goes out. Returns its number. */
  command(name: CommandName, sent: SentCommand): number;
  outcome(entry: TracedOutcome): void;
}

/** Writes down one command: what goes out of it, and what becomes of it. */
export class CommandTrace {
  readonly #startedAt = performance.now();
  #id: number | undefined;

  constructor(
    private readonly log: CommandLog,
    private readonly name: CommandName,
    private readonly parameters: GivenParameters,
  ) {}

  /** It goes out; once more, where the connection did not take it the first time. */
  sent(command: SentCommand): void {
    if (this.#id !== undefined) {
      this.#end('GC_NOT_CONNECTED');
    }
    this.#id = this.log.command(this.name, command);
  }

  ended(result: Outcome | GcError): void {
    this.#end('outcome' in result ? result.outcome : result.code);
  }

  #end(outcome: string): void {
    const { agentId } = this.parameters;
    const entry: TracedOutcome = {
      kind: 'outcome',
      at: timeOf(Date.now()),
      ...(this.#id !== undefined && { id: this.#id }),
      name: this.name,
      ...(isPlain(agentId) && { agentId: String(agentId) }),
      outcome,
      tookMs: Math.round(performance.now() - this.#startedAt),
    };
    this.log.outcome(entry);
  }
}

/** JavaScript can give anything. */
function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
