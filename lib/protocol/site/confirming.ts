import { commands, type CommandName } from '../catalogue/commands';
import { events, type EventType } from '../catalogue/events';

/** These are read by other parts of a client, and never answer a command. */
const noAnswers: readonly string[] = ['Error', 'System', 'Destination', 'AgentState'] satisfies EventType[];

/** Events that a site may name as what confirms a command. */
export const confirmingEvents = (Object.keys(events) as EventType[]).filter(
  (type) => !noAnswers.includes(type),
);

/** Commands for which a site may say what confirms them: only System answers a heartbeat. */
export const confirmedCommands = (Object.keys(commands) as CommandName[]).filter(
  (name) => commands[name].subject !== 'destination',
);
