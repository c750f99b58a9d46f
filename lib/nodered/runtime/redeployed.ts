import { commandRow, GcError, isCommandName } from '../../protocol';

/** The error of a message whose node is closing, with what that means for the message. */
export function orRedeployed(error: unknown): unknown {
  if (!(error instanceof GcError) || error.code !== 'GC_CLOSED') {
    return error;
  }
  const { command, agentId, dialogId } = error;
  const detail = 'this node was redeployed';
  return new GcError('GC_CLOSED', { command, agentId, dialogId, detail, whatToDo: adviceOn(command) });
}

function adviceOn(command: string | undefined): string {
  if (!isCommandName(command)) {
    return 'Send the message again if it is still needed.';
  }
  const { asks, category } = commandRow(command);
  if (asks) {
    return 'Send the message again.';
  }
  return category === 'agent_call'
    ? 'The call may still be going on: check it before you send the message again.'
    : 'GC may have carried the command out: check the state before you send the message again.';
}
