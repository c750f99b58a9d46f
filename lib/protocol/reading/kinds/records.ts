import { isRecord } from '../../../common/is-record';
import { nothingFound, type ListedThing } from '../../catalogue/events';
import { setOwn } from '../../../common/own-property';
import { joinThings, splitAtLabels, type Labels } from '../lines/labelled-text';
import type { Notes } from '../notes';
import { plainWord, readText, renamed } from './texts';
import { unwrap } from './unwrap';

/** What a list is called in JSON, and the labels of the things in it. */
export interface ListForm {
  readonly wrappers: readonly string[];
  readonly labels: Labels;
}

function labelsOf(...names: string[]): Labels {
  return new Map(names.map((name) => [plainWord(name), name]));
}

export const listForms = {
  /** Source: O-019; the last two are Finesse's. */
  queues: {
    wrappers: ['queue', 'queues'],
    labels: labelsOf(
      ...['queueName', 'agentsNotReady', 'agentsReady', 'agentsTalkingInbound', 'agentsTalkingInternal'],
      ...['agentsTalkingOutbound', 'agentsWrapUpNotReady', 'agentsWrapUpReady', 'callsInQueue'],
      ...['startTimeOfLongestCallInQueue', 'agentsBusyOther', 'agentsLoggedOn'],
    ),
  },
  /** Source: O-29 and O-30. */
  phonebooks: { wrappers: ['phonebook', 'phonebooks'], labels: labelsOf('name', 'type', 'id') },
  /** Source: O-31. */
  contacts: {
    wrappers: ['contact', 'contacts'],
    labels: labelsOf('description', 'firstName', 'lastName', 'phoneNumber', 'id'),
  },
} as const satisfies Record<string, ListForm>;

const emptyLists: readonly string[] = Object.values(nothingFound);

/** The things in a list of text fields or of JSON: texts, or objects. What is neither is passed over, and noted. */
export function thingsOf(
  value: unknown,
  { wrappers, labels }: ListForm,
  notes: Notes,
): (string | Record<string, unknown>)[] {
  const content = unwrap(value, wrappers, notes);
  const entries: readonly unknown[] =
    typeof content === 'string' ? notes.split(content, '#') : Array.isArray(content) ? content : [content];
  const isText = entries.every((entry) => typeof entry === 'string');
  const things: readonly unknown[] = isText ? joinThings(entries, labels) : entries;
  return things.flatMap((entry) => {
    const thing = isRecord(entry) ? unwrap(entry, wrappers, notes) : entry;
    if (
      isRecord(thing) ||
      (typeof thing === 'string' && thing !== '' && !emptyLists.includes(thing.trim()))
    ) {
      return [thing];
    }
    notes.hasMissed ||= typeof thing !== 'string' && thing !== null && thing !== undefined;
    return [];
  });
}

/** Text fields of `Label:value,Label:value`, or a list of objects. */
export function readRecords(value: unknown, form: ListForm, notes: Notes): ListedThing[] {
  return thingsOf(value, form, notes).map((thing) =>
    isRecord(thing) ? textsOf(renamed(thing, form.labels)) : recordOfText(thing, form.labels, notes),
  );
}

function recordOfText(text: string, labels: Labels, notes: Notes): ListedThing {
  const record: Record<string, unknown> = {};
  for (const { name, text: value } of splitAtLabels(text, labels, notes)) {
    if (readText(value) !== undefined) {
      setOwn(record, name ?? 'text', notes.shorten(value));
    }
  }
  return record;
}

/** All of GC's numbers are texts in our events; what else GC sends stays as it is. */
export function textsOf(record: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(record)) {
    if (typeof record[name] === 'number') {
      setOwn(record, name, String(record[name]));
    }
  }
  return record;
}
