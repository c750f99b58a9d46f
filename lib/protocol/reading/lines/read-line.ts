import { setOwn } from '../../../common/own-property';
import { align, canStand, type Sort } from './align';
import { trim } from '../characters';
import { finish, setAttribute, type Draft, type Result } from '../event-draft';
import { labelOf, type Labels } from './labelled-text';
import { bounds } from '../limits';
import { Notes } from '../notes';
import {
  findType,
  findTypeWithBetween,
  type PreparedField,
  type PreparedForm,
  type PreparedType,
} from '../prepared-events';
import { readText } from '../kinds/texts';

/**
 * Reads a line of text. In front of the fields stand the agent and the word; the agent, something, and the word; or
 * the word alone.
 */
export function readLine(line: string, notes: Notes): Result {
  const fields = notes.split(notes.shorten(line, bounds.characters), '#');
  const first = fields[0] ?? '';
  const second = fields[1] ?? '';
  const third = fields[2] ?? '';
  const between = findTypeWithBetween(third);
  if (between?.between !== undefined) {
    const event = begin(between, first, notes);
    setOwn(event, between.between.attribute, notes.shorten(trim(second)));
    putFields(event, between.between.form, between.labels, fields.slice(3), notes);
    return finish(event, between, notes);
  }
  const behindAgent = findType(second);
  if (behindAgent !== undefined) {
    return readFields(behindAgent, first, fields.slice(2), notes);
  }
  const alone = findType(first);
  return alone === undefined
    ? 'the message is no event of GC'
    : readFields(alone, '', fields.slice(1), notes);
}

/** A field of a line, as it is read. */
export interface PlacedField {
  /** The attribute it carries, or what the catalogue calls it; undefined where it has no place. */
  readonly name: string | undefined;
  /** Where its value begins, behind a label. */
  readonly from: number;
}

/** How {@link readLine} reads a line: so many fields in front, up to the word of the event, and those behind. */
export interface PlacedLine {
  readonly front: number;
  readonly fields: readonly PlacedField[];
}

/** The places of the fields of a line; undefined where the line is no event. */
export function placesInLine(line: string): PlacedLine | undefined {
  const notes = new Notes();
  const fields = notes.split(notes.shorten(line, bounds.characters), '#');
  const between = findTypeWithBetween(fields[2] ?? '');
  const behindAgent = findType(fields[1] ?? '');
  const prepared = between?.between === undefined ? (behindAgent ?? findType(fields[0] ?? '')) : between;
  if (prepared === undefined) {
    return undefined;
  }
  const front = prepared === between ? 3 : behindAgent === undefined ? 1 : 2;
  const given = fields.slice(front);
  const places =
    prepared === between
      ? between.between?.form.fields
      : placesOf(prepared, front === 1 ? '' : (fields[0] ?? ''), given, notes);
  const last = places?.at(-1);
  return {
    front,
    fields: given.map((text, index) => {
      const place = places?.[index] ?? (last?.takesRest === true ? last : undefined);
      const { name, value } = labelOf(text.trimStart(), prepared.labels);
      const isLabelled = name !== undefined || place?.label !== undefined || place?.sort === 'labelled';
      return { name: place?.name ?? name, from: isLabelled ? beginOf(text, value) : 0 };
    }),
  };
}

function beginOf(text: string, value: string): number {
  return text.trimStart() === value ? text.indexOf(':') + 1 : text.length - value.length;
}

/** The places that the fields of a line are put in, one for each field, or those of the form that it has. */
function placesOf(
  prepared: PreparedType,
  agentId: string,
  given: readonly string[],
  notes: Notes,
): readonly (PreparedField | undefined)[] {
  const state = keyOf(prepared, given, notes);
  const shorter = withoutEmptyEnd(given);
  for (const fields of shorter === given ? [given] : [shorter, given]) {
    for (const form of prepared.formsOfState.get(state) ?? prepared.forms) {
      const isRight = hasLength(form, fields);
      if (isRight && putFields(begin(prepared, agentId, notes), form, prepared.labels, fields, notes)) {
        return form.fields;
      }
    }
  }
  const places = prepared.placesOfState.get(state) ?? prepared.places;
  const trimmed = shorter.map((field) => field.trim());
  return align(trimmed, places, prepared.labels).map((place) =>
    place === undefined ? undefined : places[place],
  );
}

function begin({ type }: PreparedType, agentId: string, notes: Notes): Draft {
  const id = readText(agentId);
  return id === undefined ? { type } : { type, agentId: notes.shorten(id) };
}

function readFields(prepared: PreparedType, agentId: string, given: readonly string[], notes: Notes): Result {
  const state = keyOf(prepared, given, notes);
  const shorter = withoutEmptyEnd(given);
  const event =
    readForms(prepared, state, agentId, shorter, notes) ??
    (shorter === given ? undefined : readForms(prepared, state, agentId, given, notes)) ??
    placeFields(prepared, state, agentId, shorter, notes);
  return finish(event, prepared, notes);
}

/** Whether a line that can be about a member of a team is about the agent in front of it. */
function isOfSelf({ memberIndex }: PreparedForm, { agentId }: Draft, given: readonly string[]): boolean {
  return memberIndex >= 0 && given[memberIndex] === agentId;
}

/** The value that says which form a line has: the state, mostly. */
function keyOf(
  { readKey, keyIndex, hasStates }: PreparedType,
  given: readonly string[],
  notes: Notes,
): string {
  if (!hasStates) {
    return '';
  }
  const key = readKey?.(given[keyIndex], notes);
  return typeof key === 'string' ? key : trim(given[keyIndex] ?? '');
}

/**
 * The event, if the line has one of the forms: as many fields, each of which can stand in its place. A separator may end
 * the line.
 */
function readForms(
  prepared: PreparedType,
  state: string,
  agentId: string,
  given: readonly string[],
  notes: Notes,
): Draft | undefined {
  for (const form of prepared.formsOfState.get(state) ?? prepared.forms) {
    if (hasLength(form, given)) {
      const event = begin(prepared, agentId, notes);
      if (putFields(event, form, prepared.labels, given, notes)) {
        return event;
      }
    }
  }
  return undefined;
}

function hasLength({ fields, isSeen }: PreparedForm, given: readonly string[]): boolean {
  const { length } = fields;
  const takesRest = fields[length - 1]?.takesRest === true;
  return (
    (takesRest ? given.length >= length - 1 : given.length === length) &&
    !(isSeen && given.at(-1)?.trim() === '')
  );
}

/** Puts the fields of a line into an event; stops, and returns false, at one that cannot stand in its place. */
function putFields(
  event: Draft,
  form: PreparedForm,
  labels: Labels,
  given: readonly string[],
  notes: Notes,
): boolean {
  const places = isOfSelf(form, event, given) ? form.ofSelf : form.fields;
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index];
    const field = given[index] ?? '';
    if (place === undefined || (field === '' && index < given.length)) {
      continue;
    }
    const value = place.takesRest ? given.slice(index) : valueIn(place, labels, trim(field));
    if (value === undefined) {
      return false;
    }
    if (place.attribute !== undefined) {
      setAttribute(event, place.attribute, value, notes);
    }
  }
  putExtra(event, places, given);
  return true;
}

function putExtra(event: Draft, places: readonly PreparedField[], given: readonly string[]): void {
  if (given.length > places.length && !places.at(-1)?.takesRest) {
    const extra = withoutEmptyEnd(given.slice(places.length));
    if (extra.length > 0) {
      event.extraFields = extra;
    }
  }
}

/** What a text says in this place, without its label; undefined where it cannot stand here. */
function valueIn(
  { label, written, sort, isLimited }: PreparedField,
  labels: Labels,
  text: string,
): string | undefined {
  if (label === undefined) {
    return isLimited && !canStand(text, sort) ? undefined : text;
  }
  if (written !== undefined && text.startsWith(written)) {
    return trim(text.slice(written.length));
  }
  return isLimited && text !== '' && !hasLabel(text, label, sort, labels) ? undefined : behindLabel(text);
}

/** Whether a label stands in front, its own or one that is not known; of ids only their own. */
function hasLabel(text: string, label: string, sort: Sort, labels: Labels): boolean {
  const given = labelOf(text, labels);
  return (
    text.indexOf(':') > 0 && (given.label === label || (sort !== 'labelledId' && given.name === undefined))
  );
}

function behindLabel(text: string): string {
  return trim(text.slice(text.indexOf(':') + 1));
}

/** Puts each field where it belongs by what it is. */
function placeFields(
  prepared: PreparedType,
  state: string,
  agentId: string,
  given: readonly string[],
  notes: Notes,
): Draft {
  const { places, placesOfState, labels } = prepared;
  const event = begin(prepared, agentId, notes);
  const ofState = placesOfState.get(state) ?? places;
  const fields = given.map((field) => field.trim());
  const left: string[] = [];
  align(fields, ofState, labels).forEach((place, index) => {
    const text = fields[index] ?? '';
    const field = place === undefined ? undefined : ofState[place];
    if (field === undefined) {
      left.push(text);
    } else if (field.attribute !== undefined) {
      const { name, value } = labelOf(text, labels);
      const isLabelled = name !== undefined || field.sort === 'labelled';
      setAttribute(
        event,
        field.attribute,
        isLabelled ? (name === undefined ? behindLabel(text) : value) : text,
        notes,
      );
    }
  });
  const extra = left.filter((text) => text !== '' && !putLabelled(event, text, labels));
  if (extra.length > 0) {
    event.extraFields = extra;
  }
  return event;
}

/** Keeps what a label says for which the line has no place. */
function putLabelled(event: Draft, text: string, labels: Labels): boolean {
  const { name, value } = labelOf(text, labels);
  const content = name === undefined || name in event ? undefined : readText(value);
  if (name === undefined || content === undefined) {
    return false;
  }
  event[name] = content;
  return true;
}

function withoutEmptyEnd(fields: readonly string[]): readonly string[] {
  let end = fields.length;
  while (end > 0 && fields[end - 1]?.trim() === '') {
    end -= 1;
  }
  return end === fields.length ? fields : fields.slice(0, end);
}
