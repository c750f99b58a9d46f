import type { Phrase } from '../../common/phrase';
import { commandRow, GcError, isCommandName } from '../../protocol';
import { say } from '../language/phrases';

/** The error of a message whose node is closing, with what that means for the message. */
export function orRedeployed(error: unknown): unknown {
  if (!(error instanceof GcError) || error.code !== 'GC_CLOSED') {
    return error;
  }
  const { command, agentId, dialogId } = error;
  const detail = say('redeployed');
  return new GcError('GC_CLOSED', { command, agentId, dialogId, detail, whatToDo: adviceOn(command) });
}

function adviceOn(command: string | undefined): Phrase {
  if (!isCommandName(command)) {
    return say('sendIfNeeded');
  }
  const { asks, category } = commandRow(command);
  if (asks) {
    return say('sendAgain');
  }
  return say(category === 'agent_call' ? 'checkCall' : 'checkState');
}
