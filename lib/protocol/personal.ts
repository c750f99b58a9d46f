import { derivedEvents, commonAttributes, type DerivedAttributeKind } from './catalogue/derived-events';
import { events, type AttributeKind } from './catalogue/events';
import { parameters } from './catalogue/parameters';

/**
 * What is personal in an attribute or parameter. `number`: a number that was dialled or calls; `extension`: that of an
 * agent; `agentName`; `customer`: anything about a customer; `variables`: call variables by name; `variable`: the value of
 * one; `participants`: of a call, by their numbers; `contacts`: of a phonebook; `text`: something that people have written,
 * with anything in it; `wordsOfGc`: what GC has written freely; `code`: a code or state, or such words in its place; `raw`: what GC has sent; `unread`: what could not be read; `none`.
 */
export type Personal =
  | 'number'
  | 'extension'
  | 'agentName'
  | 'customer'
  | 'variables'
  | 'variable'
  | 'participants'
  | 'contacts'
  | 'text'
  | 'wordsOfGc'
  | 'code'
  | 'raw'
  | 'unread'
  | 'none';

/** By the kind of the attribute in the catalogue, where that says it. */
const byKind: Readonly<Partial<Record<AttributeKind | DerivedAttributeKind, Personal>>> = {
  variables: 'variables',
  participants: 'participants',
  contacts: 'contacts',
  addresses: 'number',
};

/** The texts of events and parameters of commands. */
const ofTexts: Readonly<Record<string, Personal>> = {
  ...all('number', 'fromAddress', 'toAddress', 'assFromAddress', 'party', 'number', 'phone', 'dialled'),
  ...all('extension', 'extension'),
  ...all('agentName', 'firstName', 'lastName', 'agentName'),
  ...all('variable', 'variableValue'),
  ...all('wordsOfGc', 'text', 'message'),
  ...all(
    'code',
    'code',
    'cause',
    'callType',
    'dialogType',
    'control',
    'state',
    'previousState',
    'pendingState',
  ),
  ...all('text', 'reason', 'error', 'note', 'key'),
  ...all('raw', 'raw'),
  ...all(
    'none',
    'commandId',
    'agentId',
    'memberId',
    'supervisorId',
    'dialogId',
    'assDialogId',
    'prevDialogId',
  ),
  ...all(
    'none',
    'associatedDialogId',
    'nextDialogId',
    'messageId',
    'teamId',
    'phonebookId',
    'destination',
    'eventType',
  ),
  ...all('none', 'reasonCode', 'reasonLabel', 'previousReasonCode', 'previousReasonLabel', 'wrapUpReason'),
  ...all('none', 'command', 'startTime', 'stateChangeTime', 'stateChangeTimeString', 'subscriptionTime'),
  ...all('none', 'connectionMode', 'subscribe', 'variableName'),
  // Passwords and tokens never leave at all.
  ...all('none', 'password', 'sso'),
};

/** Of lists, and what GC sends beyond the catalogue. */
const further: Readonly<Record<string, Personal>> = {
  ...all('number', 'extensions', 'phoneNumber', 'mediaAddress', 'ani', 'dnis'),
  ...all('extension', 'agentExtension'),
  ...all('agentName', 'fullName'),
  ...all('unread', 'unread'),
  // Each is personal, or not, by its own name.
  ...all('none', 'parameters'),
};

/** What is personal in an attribute or parameter, by its name; `none` for a name that the protocol does not have. */
export function personalIn(name: string): Personal {
  return known.get(name) ?? 'none';
}

/** The names in which something of this kind is. */
export function namesWith(personal: Personal): string[] {
  return [...known].filter(([, kind]) => kind === personal).map(([name]) => name);
}

/** Texts of the catalogue of which nobody has said whether they are personal. */
export function undecidedTexts(): string[] {
  return [...textsInCatalogue()].filter((name) => ofTexts[name] === undefined);
}

const known: ReadonlyMap<string, Personal> = new Map([
  ...kindsInCatalogue().flatMap(([name, kind]) => {
    const personal = byKind[kind];
    return personal === undefined ? [] : [[name, personal] as const];
  }),
  ...Object.entries({ ...further, ...ofTexts }),
]);

function textsInCatalogue(): Set<string> {
  const ofEvents = kindsInCatalogue().filter(([, kind]) => kind === 'text');
  return new Set([...ofEvents.map(([name]) => name), ...Object.keys(parameters)]);
}

type Named = readonly [name: string, kind: AttributeKind | DerivedAttributeKind];

/** All attributes of all events, with their kinds. */
function kindsInCatalogue(): Named[] {
  const ofGc = Object.values(events).flatMap(({ attributes, ...row }) =>
    Object.entries<AttributeKind>({ ...attributes, ...('further' in row ? row.further : {}) }),
  );
  const groups = [
    ...Object.values(commonAttributes),
    ...Object.values(derivedEvents).map(({ attributes }) => attributes),
  ];
  const derived = groups.flatMap((attributes) =>
    Object.entries<{ kind: DerivedAttributeKind }>(attributes).map(([name, { kind }]): Named => [name, kind]),
  );
  return [...ofGc, ...derived];
}

function all(personal: Personal, ...names: string[]): Record<string, Personal> {
  return Object.fromEntries(names.map((name) => [name, personal]));
}
