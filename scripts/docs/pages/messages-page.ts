import { userMessages } from '../../../lib/protocol';
import { code, page, prose, table } from '../markdown';

export function messagesPage(): string {
  return page(
    'Messages for agents',
    'What GC documents as the text that an agent is shown for an event, word by word. For an event with an empty message nothing is shown. Errors carry it as `userMessage`, messages of gc-event-in as `msg.gc.message`.',
    table(
      ['Event', 'State or code', 'Message'],
      Object.entries(userMessages).map(([key, message]) => {
        const [event = '', stateOrCode = ''] = key.split('#');
        return [code(event), code(stateOrCode), prose(message)];
      }),
    ),
  );
}
