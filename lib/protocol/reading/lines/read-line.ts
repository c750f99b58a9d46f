import { setOwn } from '../../../common/own-property';
import { align, canStand } from './align';
import { trim } from '../characters';
import { finish, setAttribute, type Draft, type Result } from '../event-draft';
import { labelOf } from './labelled-text';
import { bounds } from '../limits';
import type { Notes } from '../notes';
import {
  findType,
  findTypeWithBetween,
  type PreparedField,
  type PreparedForm,
  type PreparedType,
} from '../prepared-events';
import { plainWord, readText } from '../kinds/texts';

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
    putFields(event, between.between.form.fields, fields.slice(3), notes);
    return finish(event, between, notes);
  }
  const behindAgent = findType(second);
  if (behindAgent !== undefined) {
    return readFields(begin(behindAgent, first, notes), behindAgent, fields.slice(2), notes);
  }
  const alone = findType(first);
  return alone === undefined
    ? 'the message is no event of GC'
    : readFields({ type: alone.type }, alone, fields.slice(1), notes);
}

function begin({ type }: PreparedType, agentId: string, notes: Notes): Draft {
  const id = readText(agentId);
  return id === undefined ? { type } : { type, agentId: notes.shorten(id) };
}

function readFields(event: Draft, prepared: PreparedType, given: readonly string[], notes: Notes): Result {
  const state = keyOf(prepared, given, notes);
  const form = chooseForm(prepared, state, given);
  if (form === undefined) {
    placeFields(event, prepared, state, withoutEmptyEnd(given), notes);
  } else {
    putFields(event, isOfSelf(form, event, given) ? form.ofSelf : form.fields, given, notes);
  }
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

/** The form that has as many fields as the line, where each can stand in its place. A separator may end the line. */
function chooseForm(
  { forms, formsOfState }: PreparedType,
  state: string,
  given: readonly string[],
): PreparedForm | undefined {
  const candidates = formsOfState.get(state) ?? forms;
  const shorter = withoutEmptyEnd(given);
  const ofShorter = findForm(candidates, shorter);
  return ofShorter ?? (shorter === given ? undefined : findForm(candidates, given));
}

const noFields: readonly string[] = [];

function findForm(forms: readonly PreparedForm[], given: readonly string[]): PreparedForm | undefined {
  for (const form of forms) {
    if (hasForm(form, given)) {
      return form;
    }
  }
  return undefined;
}

function hasForm({ fields, limited, isSeen }: PreparedForm, given: readonly string[]): boolean {
  const { length } = fields;
  const takesRest = fields[length - 1]?.takesRest === true;
  if (takesRest ? given.length < length - 1 : given.length !== length) {
    return false;
  }
  for (const index of limited) {
    const place = fields[index];
    if (place && !fitsPlace(place, given[index])) {
      return false;
    }
  }
  return !(isSeen && given.at(-1)?.trim() === '');
}

function fitsPlace(place: PreparedField, field: string | undefined): boolean {
  if (field === undefined || field === '') {
    return true;
  }
  const text = trim(field);
  return text === '' || (place.label === undefined ? canStand(text, place.sort) : hasLabel(text, place));
}

/** Where a label of any name stands, its own need not. */
function hasLabel(text: string, { label, written, sort }: PreparedField): boolean {
  if (written !== undefined && text.startsWith(written)) {
    return true;
  }
  const colon = text.indexOf(':');
  return colon > 0 && (sort !== 'labelledId' || plainWord(text.slice(0, colon)) === label);
}

function putFields(
  event: Draft,
  form: readonly PreparedField[],
  given: readonly string[],
  notes: Notes,
): void {
  for (let index = 0; index < form.length; index += 1) {
    const field = form[index];
    const text = given[index];
    if (field?.attribute !== undefined && text !== '') {
      const value = field.takesRest ? given.slice(index) : valueOf(text ?? '', field);
      setAttribute(event, field.attribute, value, notes);
    }
  }
  const left =
    given.length <= form.length || form.at(-1)?.takesRest
      ? noFields
      : withoutEmptyEnd(given.slice(form.length));
  if (left.length > 0) {
    event.extraFields = left;
  }
}

function valueOf(text: string, { label, written }: PreparedField): string {
  if (label === undefined) {
    return trim(text);
  }
  return written !== undefined && text.startsWith(written)
    ? trim(text.slice(written.length))
    : behindLabel(text);
}

function behindLabel(text: string): string {
  return trim(text.slice(text.indexOf(':') + 1));
}

/** Puts each field where it belongs by what it is. */
function placeFields(
  event: Draft,
  { places, placesOfState, labels }: PreparedType,
  state: string,
  given: readonly string[],
  notes: Notes,
): void {
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
  const extra = left.filter((text) => text !== '');
  if (extra.length > 0) {
    event.extraFields = extra;
  }
}

function withoutEmptyEnd(fields: readonly string[]): readonly string[] {
  let end = fields.length;
  while (end > 0 && fields[end - 1]?.trim() === '') {
    end -= 1;
  }
  return end === fields.length ? fields : fields.slice(0, end);
}
