import {
  findProblem,
  GcError,
  printable,
  reasonKindOf,
  reasonKinds,
  type CommandName,
  type GcEvent,
  type ParameterValue,
} from '../../protocol';
import type { CommandOptions } from '../../client';
import type { ReasonCode, ReasonQuestion } from '../../protocol';
import { say } from '../language/phrases';
import { thereAre } from '../language/there-are';
import type { CommandContext } from '../runtime/command-node';
import { askKept, type Answer, type Ask } from './ask-kept';

/** How long answers of GC count, in milliseconds. */
const keepMs = 300_000;

/**
 * What a command takes for a reason that is given by its code or its label. A code that GC takes is not looked up. In a
 * dry run GC cannot be asked: 0 stands for any code.
 *
 * @throws {GcError} GC_NOT_FOUND, naming the reasons that there are.
 */
export async function reasonFor(
  command: CommandName,
  given: unknown,
  { client, agentId, options }: Pick<CommandContext, 'client' | 'agentId'> & { options: CommandOptions },
): Promise<ParameterValue> {
  const kind = reasonKindOf(command);
  const isText = typeof given === 'string' || typeof given === 'number';
  const wanted = isText ? String(given).trim() : '';
  if (kind === undefined || wanted === '' || (reasonKinds[kind].takes === 'code' && isCode(wanted))) {
    // Whatever it is, the encoder checks it.
    return given as ParameterValue;
  }
  const { signal, timeoutMs, isPrivate, by } = options;
  const ask: Ask = (name, parameters, afresh) =>
    askKept(client, name, parameters, afresh ? 0 : keepMs, {
      signal,
      timeoutMs,
      isPrivate,
      by,
      automatic: true,
    });
  const { question, takes } = reasonKinds[kind];
  const { reason } = await askReason(ask, question, agentId, wanted);
  if (reason === undefined) {
    return takes === 'code' ? '0' : wanted;
  }
  return reason[takes];
}

/**
 * Asks GC for the reasons of an agent, and finds the one with this code or label; asks again where a kept answer lacks
 * it. The reason takes the place of the event. In a dry run there is neither.
 *
 * @throws {GcError} GC_NOT_FOUND, naming the reasons that there are.
 */
export async function askReason(
  ask: Ask,
  question: ReasonQuestion,
  agentId: ParameterValue,
  wanted: string,
): Promise<{ answer: Answer; reason?: ReasonCode }> {
  let answer = await ask(question, { agentId });
  if (answer.event === undefined) {
    return { answer };
  }
  if (answer.cached && findReason(answer.event, wanted) === undefined) {
    answer = await ask(question, { agentId }, 'afresh');
  }
  const { event, ...rest } = answer;
  const reason = findReason(event, wanted);
  if (reason === undefined) {
    throw unknownReason(event, wanted, { command: question, agentId: String(agentId) });
  }
  return { answer: rest, reason };
}

/** Whether GC may take it as a code. */
function isCode(text: string): boolean {
  return findProblem('reasonCode', text) === undefined;
}

/** The reason with this code, or else with this label, whatever the case of its letters. */
function findReason(event: GcEvent | undefined, wanted: string): ReasonCode | undefined {
  const reasons = reasonsIn(event);
  const label = wanted.toLocaleLowerCase();
  return (
    reasons.find((reason) => reason.code === wanted) ??
    reasons.find((reason) => reason.label.trim().toLocaleLowerCase() === label)
  );
}

/** Says what there is instead. */
function unknownReason(
  event: GcEvent | undefined,
  wanted: string,
  context: { command: string; agentId: string },
): GcError {
  const known = reasonsIn(event).map(({ code, label }) => `${code} ${label}`.trim());
  const detail = say('unknownReason', { wanted: printable(wanted), instead: thereAre(known) });
  return new GcError('GC_NOT_FOUND', { ...context, detail });
}

function reasonsIn(event: GcEvent | undefined): readonly ReasonCode[] {
  return event?.type === 'ReasonCodes' ? (event.reasonCodes ?? []) : [];
}
