import { userMessages } from '../../../lib/protocol';
import { code, page, prose, table } from '../markdown';

export function messagesPage(): string {
  return page(
    'Messages for agents',
    "The text that GC documents for the agent's screen, word for word. If a message is empty, nothing is shown for that event. Errors have the text in `userMessage`, and messages from gc-event-in in `msg.gc.message`.",
    table(
      ['Event', 'State or code', 'Message'],
      Object.entries(userMessages).map(([key, message]) => {
        const [event = '', stateOrCode = ''] = key.split('#');
        return [code(event), code(stateOrCode), prose(message)];
      }),
    ),
  );
}
