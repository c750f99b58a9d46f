import type { Phrase } from '../../common/phrase';
import {
  eventRow,
  findError,
  printable,
  reservedReasonCodes,
  type AttributeKind,
  type Confirmation,
  type EventType,
  type GcEvent,
  type ParameterName,
  type ParameterValue,
  type Participant,
} from '../../protocol';
import { say } from '../phrases';

/** The parameters of a command, as they were given. */
export type GivenParameters = Readonly<Partial<Record<ParameterName, ParameterValue | undefined>>>;

/** A call of the agent, as far as it was known. */
export interface EarlierCall {
  readonly dialogId: string;
  readonly state?: string | undefined;
  readonly leg?: 'main' | 'consult';
  readonly participants?: readonly Participant[] | undefined;
}

/** What was known of the agent of a command when the command was sent. */
export interface Earlier {
  readonly calls: readonly EarlierCall[];
  readonly state?: string | undefined;
  readonly reasonCode?: string | undefined;
}

/** What a confirmation is compared with: the command, and what was and is known. */
export interface Expectation {
  /** The agent of the command. */
  readonly subject: string;
  readonly parameters: GivenParameters;
  readonly earlier: Earlier;
  /** Whether a call of the agent is an incoming one. Without a dialog id: whether the agent has an incoming call. */
  isIncoming: (dialogId: string | undefined) => boolean;
  /** The id of an agent's team, where it is known. */
  teamOf: (agentId: string) => string | undefined;
}

type Attributes = Readonly<Record<string, unknown>>;

/** One of the conditions of a confirmation. */
interface Condition {
  readonly name: keyof Confirmation | 'agent';
  readonly holds: (confirmation: Confirmation, attributes: Attributes, expectation: Expectation) => boolean;
  /** Why it does not hold, as a clause about the event: `its state is RINGING, not HELD`. */
  readonly why: (confirmation: Confirmation, attributes: Attributes, expectation: Expectation) => string;
}

/** All conditions but the type of the event. */
const conditions: readonly Condition[] = [
  {
    name: 'agent',
    holds: isOfAgent,
    why: ({ of }, { agentId }, { subject, parameters }) =>
      `it is about agent ${shown(agentId)}, not ${shown(of === undefined ? subject : parameters[of])}`,
  },
  {
    name: 'when',
    holds: ({ when }, attributes) =>
      when === undefined ||
      Object.entries(when).every(([name, values]) => hasOneOf(attributes[name], values)),
    why: ({ when = {} }, attributes) =>
      Object.entries(when)
        .filter(([name, values]) => !hasOneOf(attributes[name], values))
        .map(([name, values]) => `its ${name} is ${shown(attributes[name])}, not ${values.join(' or ')}`)
        .join(', '),
  },
  {
    name: 'unless',
    holds: ({ unless }, attributes) =>
      unless === undefined ||
      !Object.entries(unless).some(([name, values]) => hasOneOf(attributes[name], values)),
    why: ({ unless = {} }, attributes) =>
      Object.keys(unless)
        .map((name) => `its ${name} is ${shown(attributes[name])}`)
        .join(', '),
  },
  {
    name: 'same',
    holds: ({ same }, attributes, { parameters }) =>
      same === undefined || same.every((name) => isSame(name, attributes, parameters[name])),
    why: ({ same = [] }, attributes, { parameters }) =>
      same
        .filter((name) => !isSame(name, attributes, parameters[name]))
        .map((name) => `its ${name} is ${shown(attributes[name])}, not ${shown(parameters[name])}`)
        .join(', '),
  },
  {
    name: 'newDialog',
    holds: ({ newDialog }, attributes, expectation) =>
      newDialog === undefined || hasNewDialog(newDialog, attributes, expectation),
    why: (_, { dialogId }) => `the agent had call ${shown(dialogId)} before the command, or it came in`,
  },
  {
    name: 'conference',
    holds: ({ conference }, attributes) => !conference || mayBeConference(attributes),
    why: () => 'fewer than three are in the call',
  },
  {
    name: 'without',
    holds: ({ without }, attributes, expectation) =>
      without === undefined || isWithout(String(expectation.parameters[without]), attributes, expectation),
    why: ({ without = 'extension' }, _, { parameters }) =>
      `it does not show that ${shown(parameters[without])} has left the call`,
  },
  {
    name: 'teamOf',
    holds: ({ teamOf }, attributes, { parameters, teamOf: teamOfAgent }) =>
      teamOf === undefined || mayBeTeam(attributes, teamOfAgent(String(parameters[teamOf]))),
    why: (_, { teamId }) => `it is about team ${shown(teamId)}`,
  },
  {
    name: 'otherReason',
    holds: ({ otherReason }, attributes, expectation) =>
      !otherReason || hasOtherReason(attributes, expectation),
    why: (_, { reasonCode }) => `its reason is ${shown(reasonCode)}`,
  },
];

/** Whether an event is the one that a confirmation describes. */
export function fits(confirmation: Confirmation, event: GcEvent, expectation: Expectation): boolean {
  if (event.type !== confirmation.event) {
    return false;
  }
  const attributes: Attributes = { ...event };
  return conditions.every(({ holds }) => holds(confirmation, attributes, expectation));
}

/** A condition of a confirmation that an event does not meet. */
export interface Misfit {
  readonly condition: keyof Confirmation | 'agent';
  /** As a clause about the event: `its state is RINGING, not HELD`. */
  readonly why: string;
}

/** Why an event is not the one that a confirmation describes; nothing where it is. */
export function misfits(confirmation: Confirmation, event: GcEvent, expectation: Expectation): Misfit[] {
  const attributes: Attributes = { ...event };
  const isOther = event.type !== confirmation.event;
  const others = conditions.filter(({ holds }) => !holds(confirmation, attributes, expectation));
  return [
    ...(isOther
      ? [{ condition: 'event', why: `it is ${event.type}, not ${confirmation.event}` } as const]
      : []),
    ...others.map(({ name, why }) => ({ condition: name, why: why(confirmation, attributes, expectation) })),
  ];
}

/** A value of GC in a sentence. */
function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? printable(String(value)) : 'not given';
}

/** An event that names no agent can be for anybody. */
function isOfAgent({ of }: Confirmation, { agentId }: Attributes, expectation: Expectation): boolean {
  const expected = of === undefined ? expectation.subject : String(expectation.parameters[of]);
  return agentId === undefined || agentId === expected;
}

function hasOneOf(value: unknown, values: readonly string[]): boolean {
  return values.some((one) => one === value);
}

function isSame(name: ParameterName, attributes: Attributes, expected: ParameterValue | undefined): boolean {
  const told = name === 'dialogId' ? [attributes.dialogId, attributes.assDialogId] : [attributes[name]];
  const given = told.filter((value) => value !== undefined);
  return given.length === 0 || given.includes(String(expected));
}

function hasNewDialog(
  whose: 'own' | 'any',
  { type, dialogId, state }: Attributes,
  expectation: Expectation,
): boolean {
  const { earlier } = expectation;
  if (typeof dialogId !== 'string') {
    // The old text format often does not name the call. Only calls that the agent makes begin with INITIATING.
    const isOnlyCall = earlier.calls.length === 0 && !expectation.isIncoming(undefined);
    return type === 'ConsultCall' || hasOneOf(state, ['INITIATING', 'INITIATED']) || isOnlyCall;
  }
  const known = earlier.calls.find((call) => call.dialogId === dialogId);
  if (type === 'ConsultCall') {
    return known?.leg !== 'consult';
  }
  return known === undefined && (whose === 'any' || !expectation.isIncoming(dialogId));
}

/** The extensions of those who are in the call; undefined where the event does not list them. */
function extensionsIn({ extensions, participants }: Attributes): unknown[] | undefined {
  if (Array.isArray(extensions)) {
    return extensions as unknown[];
  }
  return Array.isArray(participants) ? present(participants as readonly Participant[]) : undefined;
}

const gone: readonly unknown[] = ['DROP', 'DROPPED', 'FAILED'];

function present(participants: readonly Participant[]): (string | undefined)[] {
  return participants.filter(({ state }) => !gone.includes(state)).map(({ extension }) => extension);
}

function mayBeConference(attributes: Attributes): boolean {
  const extensions = extensionsIn(attributes);
  return extensions === undefined || extensions.length === 0 || extensions.length >= 3;
}

/** Somebody who was known not to be in the call cannot be removed from it. */
function isWithout(extension: string, attributes: Attributes, { earlier, parameters }: Expectation): boolean {
  const isEmptyList = attributes.type === 'ConferenceParticipants' && attributes.extensions === undefined;
  const extensions = isEmptyList ? [] : extensionsIn(attributes);
  const call = earlier.calls.find(({ dialogId }) => dialogId === String(parameters.dialogId));
  const before = call?.participants === undefined ? undefined : present(call.participants);
  const wasThere = before === undefined || before.length === 0 || before.includes(extension);
  return wasThere && extensions !== undefined && !extensions.includes(extension);
}

function mayBeTeam({ teamId }: Attributes, expected: string | undefined): boolean {
  return teamId === undefined || expected === undefined || teamId === expected;
}

const reserved: readonly unknown[] = Object.values(reservedReasonCodes).map(({ code }) => code);

/** With a reserved reason, the system and not the command has made the agent not ready. */
function hasOtherReason({ state, reasonCode }: Attributes, { earlier }: Expectation): boolean {
  const isChange = state !== earlier.state || reasonCode !== earlier.reasonCode;
  return typeof reasonCode === 'string' && isChange && !reserved.includes(reasonCode);
}

const listKinds: readonly (AttributeKind | undefined)[] = ['users', 'phonebooks', 'contacts', 'queues'];

/** The event that says of the first list among these confirmations that there is nothing in it. */
export function emptyListAmong(confirmedBy: readonly Confirmation[]): GcEvent | undefined {
  for (const { event: type } of confirmedBy) {
    const { attributes } = eventRow(type);
    const list = Object.keys(attributes).find((name) => listKinds.includes(attributes[name]));
    if (list !== undefined) {
      return { type, [list]: [] } as unknown as GcEvent;
    }
  }
  return undefined;
}

/** Whether an event is a list in JSON with nothing in it, which does not say of what it is a list. */
export function isEmptyList(event: GcEvent): boolean {
  return event.type === 'Unknown' && /^\[\s*\]$/.test(event.raw.trim());
}

/** Whether an event of this type is about an agent and may not say which. */
export function mayNameNoAgent(type: EventType): boolean {
  const { attributes, required } = eventRow(type);
  return Object.hasOwn(attributes, 'agentId') && !required.includes('agentId');
}

/** What the user should know of a confirmation that is not quite what was asked for. */
export function noteOn(
  { otherReason }: Confirmation,
  event: GcEvent,
  { reasonCode }: GivenParameters,
): string | undefined {
  const told = 'reasonCode' in event ? event.reasonCode : undefined;
  return otherReason
    ? `GC reports reason ${String(told)}, ${String(reasonCode)} was sent: one may be the code and one the id of the same reason`
    : undefined;
}

/** Why a call could not be set up, as code and detail. The cause that GC gives is the code where it is one. */
export function failureIn(event: GcEvent): [code: string, words?: { readonly detail: Phrase }] {
  const cause = 'cause' in event ? event.cause : undefined;
  if (cause !== undefined && findError(cause) !== undefined) {
    return [cause];
  }
  return cause === undefined
    ? ['GC_CALL_FAILED']
    : ['GC_CALL_FAILED', { detail: say('callFailed', { cause }) }];
}
