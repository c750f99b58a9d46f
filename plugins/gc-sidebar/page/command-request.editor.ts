import type { SidebarCommand } from '../news';
import { tellFailure } from './failure.editor';

/** Asks the server to have an agent do something. What comes of it the lists show; only a failure is said. */
export async function requestCommand({
  connection,
  command,
  agentId,
  dialogId,
  reason,
}: SidebarCommand): Promise<void> {
  const data = JSON.stringify({ connection, command, agentId, dialogId, reason });
  try {
    await $.ajax({ url: 'gc-sidebar/commands', method: 'POST', contentType: 'application/json', data });
  } catch (error) {
    tellFailure(error);
  }
}
