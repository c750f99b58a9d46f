import {
  commandRow,
  commands,
  derivedEventRow,
  derivedEvents,
  derivedEventSchemas,
  errors,
  errorsOfAnyCommand,
  events,
  type CommandName,
  type Confirmation,
  type DerivedEventType,
  type ErrorCode,
} from '../../lib/protocol';
import { callsCustomer, dials, makesCall } from '../../lib/client/commands/command-kinds';
import { askedParameters } from '../../nodes/gc-command/parameters';
import type { HelpWords } from './help-words';
import { code, list, prose } from './markdown';
import { commandsByAction } from './node-commands';

/** A help in a language, as the parts of it are written. */
export interface Help {
  readonly type: string;
  readonly words: HelpWords;
  /** What is written by hand and by us, of now. */
  readonly text: string;
  /** A text of the node's locale, by its key. */
  readonly label: (key: string) => string;
}

const errorsPage =
  'https://github.com/contact-flows/node-red-contrib-generic-connector/blob/main/docs/reference/errors.md';

/** The parts of a help that follow from the catalogue, by the name of their marks. Lists: a sidebar is too narrow for tables. */
export const parts: Readonly<Record<string, (help: Help) => string>> = {
  commands: allCommands,
  'commands of the actions': commandsOfActions,
  'further errors': furtherErrors,
  events: eventsOfGc,
  'derived events': allDerivedEvents,
};

function allCommands({ label }: Help): string {
  const items = (Object.keys(commands) as CommandName[]).map((name) => {
    const flavour = commandRow(name).flavour;
    const meaning = `${label(`command.${name}`)}${flavour === undefined ? '' : ` (${flavour})`}`;
    return `${called(name)}: ${prose(meaning)}`;
  });
  return list(items);
}

/** What GC is sent for each action, and which event shows that it has worked. */
function commandsOfActions({ type, words }: Help): string {
  const items = commandsByAction(type).flatMap(([action, sent]) =>
    sent.map((name) => {
      const subject = action === '' ? '' : `${code(action)}: `;
      return `${subject}${called(name)} → ${confirmations(name) || words.nothing}`;
    }),
  );
  return list(items);
}

/** A command with its parameters: `wrapup` (`wrapUpReason`, [`dialogId`]) */
function called(name: CommandName): string {
  const asked = askedParameters(name).map((parameter) =>
    parameter.isOptional ? `[${code(parameter.name)}]` : code(parameter.name),
  );
  return asked.length === 0 ? code(name) : `${code(name)} (${asked.join(', ')})`;
}

/** `InboundCall` DROP, WRAP_UP; `ConsultCall` DROP. The reference has the conditions in full. */
function confirmations(name: CommandName): string {
  return [...new Set(commandRow(name).confirmedBy.map(confirmation))].join('; ');
}

const mostValues = 3;

function confirmation({ event, when = {} }: Confirmation): string {
  const values = Object.values(when).flat();
  const more = values.length > mostValues ? ['…'] : [];
  return [code(event), [...values.slice(0, mostValues).map(prose), ...more].join(', ')].join(' ').trim();
}

/** What the commands of the node can end with, besides the codes of which the help itself tells what to do. */
function furtherErrors({ type, words, text }: Help): string {
  const told = new Set(
    [...text.matchAll(/^- ((?:`[A-Z_]+`(?:, )?)+): /gm)].flatMap(([, codes = '']) => codesIn(codes)),
  );
  const sent = commandsByAction(type).flatMap(([, names]) => names);
  const possible = new Set<string>([...sent.flatMap(errorsOf), ...errorsOfAnyCommand]);
  const further = Object.keys(errors).filter((each) => possible.has(each) && !told.has(each));
  return `${words.furtherErrors.replace('__reference__', errorsPage)}: ${further.map(code).join(', ')}`;
}

/** GC's codes for a command, and those of the connection's limits. */
function errorsOf(name: CommandName): ErrorCode[] {
  return [
    ...(commandRow(name).raises ?? []),
    'GC_NOT_ACCEPTED',
    'GC_TOO_MANY_COMMANDS',
    'GC_TOO_FAST',
    'GC_REPEATED_KEY',
    'GC_STORE_UNAVAILABLE',
    ...(dials(name) ? (['GC_NUMBER_NOT_ALLOWED', 'GC_EMERGENCY_NUMBER'] as const) : []),
    ...(callsCustomer(name) ? (['GC_OUTSIDE_CALLING_HOURS'] as const) : []),
    ...(makesCall(name) ? (['GC_TOO_MANY_CALLS'] as const) : []),
  ];
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/`([A-Z_]+)`/g)].map(([, each = '']) => each);
}

function eventsOfGc({ label }: Help): string {
  return list(Object.keys(events).map((type) => `${code(type)}: ${prose(label(`event.${type}`))}`));
}

/** Each derived event with the attributes that only it has. */
function allDerivedEvents({ label }: Help): string {
  const items = (Object.keys(derivedEvents) as DerivedEventType[]).map((type) => {
    const attributes = Object.keys(derivedEventRow(type).attributes).map((name) => attributeOf(type, name));
    const named = attributes.length === 0 ? '' : ` (${attributes.join(', ')})`;
    return `${code(type)}: ${prose(label(`event.${type}`))}${named}`;
  });
  return list(items);
}

/** `reason`: `not-answered` / `caller-gave-up` / `unknown` */
function attributeOf(type: DerivedEventType, name: string): string {
  const { enum: words, properties = {} } = derivedEventSchemas[type].properties?.[name] ?? {};
  const parts = words ?? (name === 'team' ? [] : Object.keys(properties));
  return parts.length === 0 ? code(name) : `${code(name)}: ${parts.map(code).join(' / ')}`;
}
