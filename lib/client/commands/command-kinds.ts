import { commandRow, errorsOfAnyCommand, findError, type Category, type CommandName } from '../../protocol';

/** Categories all of whose commands act on a call without naming it. */
const aboutCalls: readonly Category[] = ['zoom', 'supervisor_dialog'];

/** Whether a command acts on a call or makes one: such a command must reach GC at once or never. */
export function isCallControl(name: CommandName): boolean {
  const { category, parameters } = commandRow(name);
  return aboutCalls.includes(category) || parameters.includes('dialogId') || dials(name);
}

/** Whether a command dials a number that it names. */
export function dials(name: CommandName): boolean {
  return commandRow(name).parameters.includes('number');
}

/** Whether a command makes a new call, rather than bringing a number into a call that is going on. */
export function makesCall(name: CommandName): boolean {
  return dials(name) && !commandRow(name).parameters.includes('dialogId');
}

/** Whether a customer's telephone rings because of a command: accepting a preview lets the dialler call. */
export function callsCustomer(name: CommandName): boolean {
  return makesCall(name) || name === 'AcceptOutboundPreview';
}

export function isHeartbeat(name: CommandName): boolean {
  return commandRow(name).category === 'system';
}

export function hasPassword(name: CommandName): boolean {
  return commandRow(name).parameters.includes('password');
}

/** Whether a command can end with this code of GC. Codes that no table knows can come from any command. */
export function canRaise(name: CommandName, code: string): boolean {
  const raises: readonly string[] = [...errorsOfAnyCommand, ...(commandRow(name).raises ?? [])];
  return findError(code) === undefined || raises.includes(code);
}
