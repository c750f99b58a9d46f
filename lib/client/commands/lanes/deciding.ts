import type { EventOf, GcEvent } from '../../../protocol';
import type { CommandInLane } from './command-in-lane';
import { canRaise } from '../command-kinds';
import type { EarlierCommands } from './earlier-commands';

/**
 * Lets an event decide about those of the commands under way, in the order of sending, that it can belong to. Returns
 * these. An event can be the answer to a question and show the effect of a command at the same time, and the
 * client's own commands do not take it away from those of users. An error has one cause: rather the client's own
 * command, for which users' commands wait, than one that was sent before an outage; rather what acts than a question.
 */
export function decide(
  underWay: readonly CommandInLane[],
  event: GcEvent,
  earlier: EarlierCommands,
): CommandInLane[] {
  const groups = inGroups(underWay);
  if (event.type === 'Error') {
    const cause = causeOf(event, groups.flat(), earlier);
    cause?.failBy(event);
    return cause === undefined ? [] : [cause];
  }
  if (event.type === 'State' && event.state === 'RE_LOGIN') {
    return underWay.filter((command) => command.decideBy(event));
  }
  return groups.flatMap((group) => group.find((command) => command.decideBy(event)) ?? []);
}

/** The client's own, users', the client's own questions, and users' questions. */
function inGroups(commands: readonly CommandInLane[]): CommandInLane[][] {
  const groups: [CommandInLane[], CommandInLane[], CommandInLane[], CommandInLane[]] = [[], [], [], []];
  const [own, users, ownQuestions, usersQuestions] = groups;
  for (const command of commands) {
    const [ofClient, ofUsers] = command.isQuestion ? [ownQuestions, usersQuestions] : [own, users];
    (command.isOwn ? ofClient : ofUsers).push(command);
  }
  return groups;
}

/**
 * The command that has caused an error: the first of the agent that can end with this code. Where the tables have the
 * code for no command of the agent, the only one under way. An error that names no agent belongs to one only if it can
 * belong to no other agent.
 */
function causeOf(
  error: EventOf<'Error'>,
  underWay: readonly CommandInLane[],
  earlier: EarlierCommands,
): CommandInLane | undefined {
  const possible = underWay.filter((command) => command.isConcernedByError(error));
  const [first, ...others] = possible.filter((command) => canRaise(command.name, error.code));
  if (first !== undefined) {
    return others.every(({ subject }) => subject === first.subject) ? first : undefined;
  }
  // Another client has the agent now: that is nobody's answer.
  const isAnswer = error.code !== 'SESSION_INVALIDATED' && !earlier.couldHaveCaused(error);
  return isAnswer && possible.length === 1 ? possible[0] : undefined;
}
