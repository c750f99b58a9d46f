import { derivedWords, isLoggedOut } from '../../protocol';
import { bounded } from '../model/calls/bounds';
import type { KeptLeg, Leg } from '../model/calls/leg';
import { given } from '../model/given';
import { isShort } from '../model/limits';
import { hintKeptMs, type HintedAgent } from './agent-hint';

/** Reads a value that comes from a store. One that is not what it should be is an error. */
type Reader = (value: unknown, now: number) => unknown;
type Readers = Readonly<Record<string, Reader>>;

/** What a hint says of a call. The rest is known from the place of the hint, or only once the call is over. */
type HintedLeg = Omit<Leg, 'agentId' | 'closedAt' | 'missed' | 'revision'>;

/** Nobody sets a clock back by more than this, in milliseconds. */
const setBackMs = 60_000;

const damaged = (): never => {
  throw new TypeError('a hint has something else there');
};

const when = (isSound: (value: unknown) => boolean): Reader => {
  return (value) => (isSound(value) ? value : damaged());
};

const optional = (read: Reader): Reader => {
  return (value, now) => (value === undefined ? undefined : read(value, now));
};

const oneOf = (words: readonly string[]): Reader => when((value) => words.includes(value as string));

/** A clock may have been set back a little meanwhile. */
const time: Reader = (value, now) =>
  isNumber(value) && value - now < setBackMs ? Math.min(value, now) : damaged();

const text = when((value) => typeof value === 'string' && isShort(value));
const loggedInState = when((value) => typeof value === 'string' && isShort(value) && !isLoggedOut(value));
const recent: Reader = (value, now) =>
  isNumber(value) && now - value < hintKeptMs ? time(value, now) : damaged();
const flag = when((value) => typeof value === 'boolean');
const mark = when((value) => value === true);
const number = when(isNumber);

const variables = when(
  (value) => isObject(value) && Object.values(value).every((each) => typeof each === 'string'),
);

const participants = when((value) => Array.isArray(value) && value.every(isParticipant));

const legReaders = {
  dialogId: optional(text),
  leg: oneOf(derivedWords.legRole),
  kind: oneOf(derivedWords.callKind),
  direction: oneOf(derivedWords.direction),
  state: text,
  fromAddress: optional(text),
  toAddress: optional(text),
  callVariables: optional(variables),
  callVariablesCut: optional(mark),
  participants: optional(participants),
  participantsCut: optional(mark),
  callType: optional(text),
  hasFailed: flag,
  cause: optional(text),
  prevDialogId: optional(text),
  nextDialogId: optional(text),
  associatedDialogId: optional(text),
  startedAt: time,
  startTime: optional(text),
  isStartSeen: flag,
  answeredAt: optional(time),
  isAnswerKnown: flag,
  conferenceAt: optional(time),
  holds: number,
  heldAt: optional(time),
  holdMs: number,
  endedAt: optional(time),
  wrapUpAt: optional(time),
  hungUpBy: optional(oneOf(derivedWords.hungUpBy)),
  outcome: optional(oneOf(derivedWords.callOutcome)),
  isEndTold: flag,
  changedAt: recent,
} satisfies Record<keyof HintedLeg, Reader>;

const agentReaders = {
  state: loggedInState,
  reasonCode: optional(text),
  since: optional(time),
  extension: optional(text),
} satisfies Record<keyof HintedAgent, Reader>;

/** What is written down of a call. */
export function legForStore(leg: Leg): object {
  const names = Object.keys(legReaders) as (keyof HintedLeg)[];
  return given(Object.fromEntries(names.map((name) => [name, leg[name]])));
}

/** An agent as a store has it; undefined where it is damaged. */
export function readAgent(stored: unknown, now: number): HintedAgent | undefined {
  return read(agentReaders, stored, now) as HintedAgent | undefined;
}

/** A call as a store has it, within the bounds of what is kept of one; undefined where it is damaged, or old. */
export function readLeg(agentId: string, stored: unknown, now: number): KeptLeg | undefined {
  const told = read(legReaders, stored, now) as HintedLeg | undefined;
  if (told === undefined) {
    return undefined;
  }
  const { callVariables, participants } = told;
  const { call } = bounded({ type: 'InboundCall', agentId, ...given({ callVariables, participants }) });
  return {
    ...told,
    agentId,
    closedAt: undefined,
    missed: undefined,
    revision: 0,
    callVariables: call.callVariables,
    callVariablesCut: call.callVariablesCut ?? told.callVariablesCut,
    participants: call.participants,
    participantsCut: call.participantsCut ?? told.participantsCut,
  };
}

/** A property of its own; none that all objects have. */
export function ownValue(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(readers: Readers, stored: unknown, now: number): object | undefined {
  if (!isObject(stored)) {
    return undefined;
  }
  const values: Record<string, unknown> = {};
  try {
    for (const [name, readValue] of Object.entries(readers)) {
      values[name] = readValue(ownValue(stored, name), now);
    }
    return values;
  } catch {
    return undefined;
  }
}

function isParticipant(value: unknown): boolean {
  return (
    isObject(value) &&
    ['extension', 'state'].every((name) => ['string', 'undefined'].includes(typeof ownValue(value, name)))
  );
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}
