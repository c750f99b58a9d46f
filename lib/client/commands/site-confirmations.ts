import type { Phrase } from '../../common/phrase';
import {
  commandRow,
  confirmingEvents,
  eventRow,
  findWord,
  isCommandName,
  printable,
  type AttributeKind,
  type CommandName,
  type Confirmation,
  type EventType,
} from '../../protocol';
import { invalidOption } from '../configuration';
import { sayOfOption } from '../phrases';

/** An event that shows at a site that a command worked. */
export interface SiteConfirmation {
  /** It must come for the agent of the command, and for the call that the command names, where the event names one. */
  readonly event: EventType;
  /** States of the event that count; absent: any. */
  readonly states?: readonly string[] | undefined;
}

/**
 * What confirms commands at a site, by command, in place of what the catalogue says: any of these events, or `sent`
 * where GC does not answer the command. Then its outcome is `sent` when the broker has it.
 */
export type SiteConfirmations = Readonly<
  Partial<Record<CommandName, 'sent' | SiteConfirmation | readonly SiteConfirmation[]>>
>;

const most = { events: 20, states: 20 };

/**
 * What confirms each command: as the site says, else as the catalogue says.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the command and what cannot be used.
 */
export function confirmationsOf(
  site: SiteConfirmations = {},
): (name: CommandName) => readonly Confirmation[] {
  const own = new Map(
    Object.entries(site).map(([name, given]) => [name, readConfirmations(name, given)] as const),
  );
  return (name) => own.get(name) ?? commandRow(name).confirmedBy;
}

function readConfirmations(name: string, given: unknown): readonly Confirmation[] {
  if (!isCommandName(name)) {
    throw wrong(name, sayOfOption('noCommand'));
  }
  const { asks, confirmedBy, subject } = commandRow(name);
  if (subject === 'destination') {
    throw wrong(name, sayOfOption('onlySystem'));
  }
  if (given === 'sent') {
    if (asks && confirmedBy.length > 0) {
      throw wrong(name, sayOfOption('needsAnswer'));
    }
    return [];
  }
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length === 0 || list.length > most.events) {
    throw wrong(name, sayOfOption('needsEvents', { most: most.events }));
  }
  return list.map((one) => readConfirmation(name, one));
}

function readConfirmation(name: CommandName, given: unknown): Confirmation {
  const { event, states } = (given ?? {}) as { event?: unknown; states?: unknown };
  const type = confirmingEvents.find((one) => one === event);
  if (type === undefined) {
    const shown = typeof event === 'string' ? `"${printable(event)}"` : sayOfOption('nothing');
    throw wrong(name, sayOfOption('notConfirming', { event: shown }));
  }
  return {
    event: type,
    ...(states === undefined ? {} : { when: { state: readStates(name, type, states) } }),
    ...(namesItsCall(name) ? { same: ['dialogId'] } : {}),
  };
}

function readStates(name: CommandName, type: EventType, states: unknown): string[] {
  const isList = Array.isArray(states) && states.length > 0 && states.length <= most.states;
  if (!isList || !states.every((state) => typeof state === 'string' && state.trim() !== '')) {
    throw wrong(name, sayOfOption('needsStates', { most: most.states }));
  }
  const { state: kind } = eventRow(type).attributes;
  if (kind === undefined) {
    throw wrong(name, sayOfOption('noState', { type }));
  }
  return states.flatMap((state: string) => spellingsOf(state.trim(), kind));
}

/** The word of the event for a state, however it is spelled; a word that is not known, as it is and in capitals. */
function spellingsOf(state: string, kind: AttributeKind): string[] {
  const word = findWord(kind, state);
  return word === undefined ? [state, state.toUpperCase()] : [word];
}

/** Whether the event is about the call that the command names, and not about one that comes of it. */
function namesItsCall(name: CommandName): boolean {
  const { parameters, confirmedBy } = commandRow(name);
  return parameters.includes('dialogId') && confirmedBy.every(({ newDialog }) => newDialog === undefined);
}

function wrong(command: string, why: Phrase) {
  return invalidOption(sayOfOption('confirmations', { command, why }));
}
