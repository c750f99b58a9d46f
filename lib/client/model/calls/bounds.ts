import { setOwn } from '../../../common/own-property';
import type { Participant } from '../../../protocol';
import { given } from '../given';
import { detached, isShort, short } from '../limits';
import type { KeptLeg, Leg } from './leg';
import type { ReportedCall } from './report';

/** Finesse has ten variables of 40 bytes, and 2 000 bytes of others. */
const mostVariables = 100;
const mostVariableCharacters = 4000;
const mostCharacters = 16_000;

/** A conference has far fewer. */
const mostParticipants = 100;
const mostParticipantCharacters = 1000;

/** What a call takes besides variables and participants; what one of these takes besides its texts. */
const callSize = 500;
const entrySize = 20;

/** Attributes in attributes are deep enough here. */
const mostDepth = 4;

type Variables = Readonly<Record<string, string>>;

/**
 * The event within the bounds of what is kept of one call: marked if something was cut, without cleared variables.
 * `size`: how much of the memory for calls that takes, in characters.
 */
export function bounded(event: ReportedCall): { readonly call: ReportedCall; readonly size: number } {
  const { callVariables = {}, participants = [] } = event;
  const ofVariables = sizeIfWhole(callVariables);
  const ofParticipants = sizeIfAllKept(participants);
  if (ofVariables !== undefined && ofParticipants !== undefined && hasShortTexts(event)) {
    return { call: event, size: callSize + ofVariables + ofParticipants };
  }
  const call = {
    ...withShortTexts(event),
    ...(ofVariables === undefined ? keptVariables(callVariables) : undefined),
    ...(ofParticipants === undefined ? keptParticipants(participants) : undefined),
  };
  return { call, size: sizeOf(call) };
}

/** How much of the memory for calls this one takes, in characters. */
export function sizeOf({ callVariables = {}, participants = [] }: Partial<Leg>): number {
  let size = callSize;
  for (const name in callVariables) {
    size += entrySize + name.length + (callVariables[name]?.length ?? 0);
  }
  for (const participant of participants) {
    size += sizeOfValue(participant, mostDepth);
  }
  return size;
}

/** Takes variables and participants, which take more than the rest, from a call. */
export function lighten(leg: KeptLeg): void {
  if (leg.callVariables !== undefined) {
    leg.callVariables = undefined;
    leg.callVariablesCut = true;
  }
  if (leg.participants !== undefined) {
    leg.participants = undefined;
    leg.participantsCut = true;
  }
}

/** Attributes that are short words, numbers or times. */
const texts = [
  'state',
  'startTime',
  'prevDialogId',
  'fromAddress',
  'toAddress',
  'cause',
  'callType',
] as const satisfies readonly (keyof ReportedCall)[];

function hasShortTexts(event: ReportedCall): boolean {
  const { state, startTime, prevDialogId, fromAddress, toAddress, cause, callType } = event;
  const areAddressesShort = isShort(prevDialogId) && isShort(fromAddress) && isShort(toAddress);
  return areAddressesShort && isShort(state) && isShort(startTime) && isShort(cause) && isShort(callType);
}

function withShortTexts(event: ReportedCall): ReportedCall {
  return { ...event, ...given(Object.fromEntries(texts.map((name) => [name, short(event[name])]))) };
}

function keptVariables(all: Variables): Pick<ReportedCall, 'callVariables' | 'callVariablesCut'> {
  const kept: Record<string, string> = {};
  let count = 0;
  let room = mostCharacters;
  let isCut = false;
  for (const name in all) {
    const value = all[name] ?? '';
    const most = Math.min(mostVariableCharacters, room) - name.length;
    if (count === mostVariables || most <= 0) {
      isCut = true;
      break;
    }
    if (value !== '') {
      isCut ||= value.length > most;
      const text = value.length > most ? `${value.slice(0, most - 1)}…` : value;
      setOwn(kept, name, text);
      count += 1;
      room -= name.length + text.length;
    }
  }
  return isCut ? { callVariables: detached(kept), callVariablesCut: true } : { callVariables: kept };
}

/** The size of the variables where none has to be cut or left out, which is the usual case; undefined otherwise. */
function sizeIfWhole(all: Variables): number | undefined {
  let count = 0;
  let characters = 0;
  for (const name in all) {
    const length = all[name]?.length ?? 0;
    count += 1;
    characters += name.length + length;
    if (length === 0 || name.length + length > mostVariableCharacters) {
      return undefined;
    }
  }
  return count > mostVariables || characters > mostCharacters ? undefined : characters + count * entrySize;
}

function keptParticipants(
  all: readonly Participant[],
): Pick<ReportedCall, 'participants' | 'participantsCut'> {
  return { participants: all.slice(0, mostParticipants).map(shortParticipant), participantsCut: true };
}

/** The size of the participants where none has to be cut or left out; undefined otherwise. */
function sizeIfAllKept(all: readonly Participant[]): number | undefined {
  let size = 0;
  for (const participant of all.length > mostParticipants ? [] : all) {
    const its = sizeOfValue(participant, mostDepth);
    size += its > mostParticipantCharacters ? Infinity : its;
  }
  return all.length > mostParticipants || size === Infinity ? undefined : size;
}

function isSmall(participant: Participant): boolean {
  return sizeOfValue(participant, mostDepth) <= mostParticipantCharacters;
}

/** A participant with nothing but the attributes that are known to matter, if it has too many others. */
function shortParticipant(participant: Participant): Participant {
  const { extension, state } = participant;
  const role = typeof participant['role'] === 'string' ? participant['role'] : undefined;
  return isSmall(participant)
    ? detached(participant)
    : {
        ...(extension !== undefined && { extension: short(extension) }),
        ...(state !== undefined && { state: short(state) }),
        ...(role !== undefined && { role: short(role) }),
      };
}

/** The size of a value in characters; counting stops once it is more than is kept. */
function sizeOfValue(value: unknown, depth: number): number {
  if (typeof value === 'string') {
    return entrySize + value.length;
  }
  if (typeof value !== 'object' || value === null) {
    return entrySize;
  }
  let size = depth === 0 ? Infinity : entrySize;
  for (const name in value) {
    if (size > mostParticipantCharacters) {
      return size;
    }
    size += name.length + sizeOfValue((value as Record<string, unknown>)[name], depth - 1);
  }
  return size;
}
