import { randomUUID } from 'node:crypto';
import {
  commandRow,
  GcError,
  isCommandName,
  isConfidential,
  printable,
  thrownText,
  type Asker,
  type CommandEnded,
  type ParameterName,
} from '../../protocol';
import type { Outcome } from '../commands/outcome';
import { firstOutcomeOf } from '../safety/first-outcome';
import { readAsker } from './asker';
import type { Sending } from './sending';

/** A command as it was asked for. */
export interface AskedFor {
  /** JavaScript can ask for anything. */
  readonly name: unknown;
  readonly parameters: unknown;
  /** `connection`: the client itself. */
  readonly by?: unknown;
  readonly automatic?: boolean | undefined;
  readonly key?: string | undefined;
  readonly tries?: number | undefined;
}

/** Characters of each value, and of each text of an error. */
const mostText = 1000;

/** What is known of one command, from asking for it to its end. */
export class CommandAccount {
  /** The number that a dial plan has made of the one that was asked for. */
  dialled: string | undefined;
  readonly #askedAt = Date.now();
  #sending: Pick<Sending, 'sentAt' | 'latencyMs'> | undefined;

  constructor(private readonly asked: AskedFor) {}

  /** It has left its lane; `sending`: undefined where GC cannot have got it. */
  left(sending: Sending | undefined): void {
    this.#sending = sending && { sentAt: sending.sentAt, latencyMs: sending.latencyMs };
  }

  /** The report of its end. */
  end(result: Outcome | Error): CommandEnded {
    const { name, key, tries } = this.asked;
    const parameters = plainParameters(this.asked);
    const { agentId } = parameters;
    const dialogId = (result instanceof Error ? undefined : result.dialogId) ?? parameters['dialogId'];
    return {
      type: 'CommandEnded',
      ...(agentId !== undefined && { agentId }),
      ...(dialogId !== undefined && { dialogId }),
      at: Date.now(),
      commandId: randomUUID(),
      command: typeof name === 'string' ? printable(name) : typeof name,
      parameters,
      ...(this.dialled !== undefined && { dialled: this.dialled }),
      by: askerIn(this.asked),
      ...(result instanceof Error ? this.#failure(result) : successOf(result)),
      ...(isAutomatic(this.asked) && { automatic: true }),
      ...(key !== undefined && { key: printable(String(key), mostText) }),
      ...(tries !== undefined && { tries }),
      askedAt: this.#askedAt,
      ...this.#sending,
    };
  }

  #failure(error: Error): Pick<CommandEnded, 'outcome' | 'code' | 'error'> {
    const code = error instanceof GcError ? error.code : 'GC_INTERNAL_ERROR';
    const outcome = this.#sending === undefined ? 'not-sent' : firstOutcomeOf(error).outcome;
    return { outcome, code, error: printable(thrownText(error), mostText) };
  }
}

function askerIn({ by }: AskedFor): Asker {
  return by === 'connection' ? { kind: by } : readAsker(by);
}

/** Whether nobody has asked for it: a dialog only asks for what it lists. */
function isAutomatic(asked: AskedFor): boolean {
  return asked.automatic === true || ['connection', 'dialog'].includes(askerIn(asked).kind);
}

function successOf({
  outcome,
  note,
  repeated,
}: Outcome): Pick<CommandEnded, 'outcome' | 'note' | 'repeated'> {
  return { outcome, ...(note !== undefined && { note }), ...(repeated && { repeated }) };
}

/** Those that the command has, as texts, without secrets. */
function plainParameters({ name, parameters }: AskedFor): Record<string, string> {
  const given = Object(parameters) as Readonly<Record<string, unknown>>;
  const texts = parametersOf(name).flatMap((parameter) => {
    const value = Object.hasOwn(given, parameter) ? given[parameter] : undefined;
    return isPlain(value) && !isConfidential(parameter)
      ? [[parameter, printable(String(value), mostText)]]
      : [];
  });
  return Object.fromEntries(texts) as Record<string, string>;
}

function parametersOf(name: unknown): ParameterName[] {
  if (!isCommandName(name)) {
    return [];
  }
  const { subject, parameters, optional = [] } = commandRow(name);
  return [...new Set([subject, ...parameters, ...optional])];
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
