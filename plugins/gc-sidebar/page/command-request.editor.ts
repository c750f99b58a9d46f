import type { SidebarCommand } from '../news';

/** Asks the server to have an agent do something. What comes of it the lists show; only a failure is said. */
export async function requestCommand({
  connection,
  command,
  agentId,
  dialogId,
}: SidebarCommand): Promise<void> {
  const data = JSON.stringify({ connection, command, agentId, dialogId });
  try {
    await $.ajax({ url: 'gc-sidebar/commands', method: 'POST', contentType: 'application/json', data });
  } catch (error) {
    const { responseJSON, statusText } = error as { responseJSON?: { error?: string }; statusText: string };
    const told = responseJSON?.error ?? statusText;
    // A text as such: Node-RED takes a string for HTML.
    RED.notify($('<p>').attr('dir', 'auto').text(told), 'error');
  }
}
