import { findError } from '../catalogue/errors';
import type { EventType } from '../catalogue/events';
import type { Notes } from './notes';
import { pairCodes } from './kinds/reason-codes';
import { readText } from './kinds/texts';
import { words } from './kinds/words';

type Attributes = Record<string, unknown>;

/** Brings what the formats and builds of GC say differently into one form. */
export type Refinement = (event: Attributes, notes: Notes) => void;

export const refinements: Readonly<Partial<Record<EventType, Refinement>>> = {
  State: refineState,
  ReasonCodes: refineReasonCodes,
  Error: refineError,
};

/** A supervisor gets the states of the team's members under the supervisor's own id. */
function refineState(event: Attributes, notes: Notes): void {
  const { agentName, extension, supervisorId } = event;
  const memberId = readText(event.memberId);
  if (supervisorId !== undefined || (memberId === undefined && agentName === undefined)) {
    return;
  }
  // The last first: an object stays fast when what was added last goes.
  delete event.extension;
  delete event.memberId;
  delete event.agentName;
  if (memberId !== undefined && memberId !== event.agentId) {
    Object.assign(event, { supervisorId: event.agentId, agentId: notes.shorten(memberId) });
    setGiven(event, 'agentName', agentName);
    setGiven(event, 'extension', extension);
  }
}

function setGiven(event: Attributes, name: string, value: unknown): void {
  if (value !== undefined) {
    event[name] = value;
  }
}

/** Text has the codes and their labels in fields of their own. A label may have a `#` in it; behind it stands a name. */
function refineReasonCodes(event: Attributes, notes: Notes): void {
  const { codes, labels } = event;
  if (typeof codes !== 'string' || event.reasonCodes !== undefined) {
    return;
  }
  delete event.codes;
  delete event.labels;
  const texts: readonly unknown[] = Array.isArray(labels) ? labels : [labels ?? ''];
  const ofLabels = texts.length > 1 ? texts.slice(0, -1) : texts;
  const [first = '', ...others] = ofLabels.map(String);
  const behindLabel = first.replace(/^\s*labels\s*:/i, '');
  Object.assign(event, pairCodes(codes, [behindLabel, ...others].join('#'), notes));
}

/** Long texts are searched for a code only so far. */
const searched = 2000;

/** The code is wherever GC has put it: in its own attribute, in the message, or within the words of either. */
function refineError(event: Attributes): void {
  const { code, text } = event;
  if (typeof code === 'string' && isKnown(code)) {
    return;
  }
  const said = [text, code].find((one) => findCode(one) !== undefined) ?? code ?? text;
  const other = said === text ? code : text;
  const found = findCode(said) ?? said;
  const isOnlyCode = said === found || words.errorCode.find(String(said)) !== undefined;
  delete event.text;
  event.code = found;
  setGiven(event, 'text', isOnlyCode ? other : said);
}

function isKnown(code: string): boolean {
  return findError(code) !== undefined;
}

function findCode(said: unknown): string | undefined {
  if (typeof said !== 'string') {
    return undefined;
  }
  const whole = words.errorCode.find(said);
  if (whole !== undefined) {
    return whole;
  }
  const codes = said.slice(0, searched).match(/[A-Z][A-Z0-9_]{2,}/g) ?? [];
  return codes.find(
    (code) => code.includes('_') && (isKnown(code) || code === said || code.startsWith('CF_')),
  );
}
