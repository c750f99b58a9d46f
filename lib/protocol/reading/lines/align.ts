import { isDigits } from '../characters';
import { kindOf, looksLikeTime, type FieldKind } from './field-kinds';
import { labelOf, type Labels } from './labelled-text';
import { hasUsualName } from '../kinds/variables';
import { words } from '../kinds/words';

/** What may stand in a place of a text line. */
export type Sort =
  | 'id'
  | 'labelledId'
  | 'number'
  | 'callState'
  | 'agentState'
  | 'category'
  | 'variables'
  | 'time'
  | 'cause'
  | 'labelled'
  | 'participants'
  | 'word'
  | 'flag'
  | 'text'
  | 'name';

/** A place in a text line. */
export interface Place {
  readonly sort: Sort;
  readonly name: string | undefined;
  /** In its plain form. */
  readonly label: string | undefined;
  /** An event without it makes no sense. */
  readonly isRequired: boolean;
}

/** How well what a field is goes with a place; absent where it cannot stand there. */
const fit: Readonly<Record<FieldKind, Readonly<Partial<Record<Sort, number>>>>> = {
  empty: {},
  time: { time: 9, text: 1 },
  variables: { variables: 9 },
  participants: { participants: 9, variables: 1 },
  callState: {
    callState: 8,
    agentState: 8,
    category: 8,
    participants: 1,
    text: 2,
    name: 1,
    cause: 1,
    number: 1,
  },
  agentState: { agentState: 8, callState: 4, category: 8, text: 2, name: 1, cause: 1, number: 1 },
  flag: { flag: 8, text: 1 },
  phone: { number: 6, id: 2, labelledId: 0.5, variables: 1, text: 2 },
  number: { number: 6, id: 6, labelledId: 0.5, variables: 1, text: 2 },
  word: { word: 8, category: 1, name: 1, text: 2, cause: 2 },
  callLabel: {},
  labelled: { labelled: 3, name: 1, text: 1, number: 1, cause: 1, variables: 1 },
  code: {
    cause: 4,
    category: 4,
    callState: 3,
    agentState: 3,
    word: 3,
    name: 2,
    number: 1,
    id: 1,
    variables: 1,
    text: 2,
  },
  text: {
    name: 3,
    cause: 2,
    category: 0.5,
    callState: 1,
    agentState: 1,
    word: 1,
    number: 1,
    id: 1,
    variables: 1,
    time: 0.5,
    text: 2.5,
  },
};

const skippedPlace = 0.1;
const skippedRequiredPlace = 5;
const skippedField = 20;

/** More fields than this are not placed. */
const mostFields = 40;

const longestNumber = 30;

/** Whether a field can stand in a place. */
export function canStand(field: string, sort: Sort): boolean {
  if (field === '' || isExpected(field, sort)) {
    return true;
  }
  const kind = kindOf(field);
  return kind === 'empty' || fit[kind][sort] !== undefined;
}

/** Whether a field is what mostly stands in such a place: a short way to what its kind would say. */
function isExpected(field: string, sort: Sort): boolean {
  switch (sort) {
    case 'time':
      return looksLikeTime(field);
    case 'number':
    case 'id':
      return field.length <= longestNumber && isDigits(field);
    case 'callState':
    case 'agentState':
      return words[sort].find(field) !== undefined;
    case 'variables':
      return hasUsualName(field);
    default:
      return false;
  }
}

/**
 * Finds for each field of a line its place, by what the field is: fields keep their order, and any place may have been
 * left out. A field with a known label is what the label says, wherever it stands; of two labels for one place, the
 * place's own counts. Returns the number of the place per field; undefined for a field that has none.
 */
export function align(
  fields: readonly string[],
  places: readonly Place[],
  labels: Labels,
): (number | undefined)[] {
  const found: (number | undefined)[] = fields.map(() => undefined);
  const taken = new Set<number>();
  const labelled = fields.flatMap((field, index) => {
    const { name, label } = labelOf(field, labels);
    const place = name === undefined ? -1 : places.findIndex((one) => one.name === name);
    return place < 0 ? [] : [{ index, place, isOwn: label === places[place]?.label }];
  });
  for (const { index, place } of labelled.sort((one, other) => Number(other.isOwn) - Number(one.isOwn))) {
    if (!taken.has(place)) {
      taken.add(place);
      found[index] = place;
    }
  }
  const openFields = [...fields.keys()].filter((index) => found[index] === undefined).slice(0, mostFields);
  const openPlaces = [...places.keys()].filter((index) => !taken.has(index));
  const kinds = openFields.map((index) => kindOf(fields[index] ?? ''));
  const open = openPlaces.flatMap((index) => places[index] ?? []);
  for (const [field, place] of bestPairs(kinds, open)) {
    found[openFields[field] ?? 0] = openPlaces[place];
  }
  return found;
}

/** The pairs of fields and places, both in their order, that go together best. */
function bestPairs(kinds: readonly FieldKind[], places: readonly Place[]): [field: number, place: number][] {
  const width = places.length + 1;
  // The best that can be made of the fields and places from here on.
  const best = new Float64Array((kinds.length + 1) * width);
  for (let field = kinds.length - 1; field >= 0; field -= 1) {
    for (let place = places.length; place >= 0; place -= 1) {
      best[field * width + place] = Math.max(...choices(kinds, places, best, field, place));
    }
  }
  const pairs: [number, number][] = [];
  let field = 0;
  let place = 0;
  while (field < kinds.length) {
    const [paired, withoutPlace, withoutField] = choices(kinds, places, best, field, place);
    const highest = Math.max(paired, withoutPlace, withoutField);
    if (paired === highest) {
      pairs.push([field, place]);
      field += 1;
      place += 1;
    } else if (withoutPlace === highest) {
      place += 1;
    } else {
      field += 1;
    }
  }
  return pairs;
}

/** What comes of putting the field here, of leaving the place out, and of leaving the field over. */
function choices(
  kinds: readonly FieldKind[],
  places: readonly Place[],
  best: Float64Array,
  field: number,
  place: number,
): [number, number, number] {
  const width = places.length + 1;
  const at = (row: number, column: number) => best[row * width + column] ?? 0;
  const kind = kinds[field] ?? 'empty';
  const here = places[place];
  const left = at(field + 1, place) - (kind === 'empty' ? 0.05 : skippedField);
  if (here === undefined) {
    return [-Infinity, -Infinity, left];
  }
  const fits = kind === 'empty' ? 0 : fit[kind][here.sort];
  const paired = fits === undefined ? -Infinity : fits + at(field + 1, place + 1);
  const skipped = here.isRequired ? skippedRequiredPlace : skippedPlace;
  return [paired, at(field, place + 1) - skipped, left];
}
