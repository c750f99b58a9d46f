import {
  eventRow,
  events,
  textKinds,
  type EventType,
  type TextFields,
  type TextForm,
} from '../catalogue/events';
import { describeField } from '../text-fields';
import type { Place } from './lines/align';
import { attributeReaders, type AttributeReader } from './kinds/attribute-readers';
import { callLabels, type Labels } from './lines/labelled-text';
import { refinements, type Refinement } from './refine-event';
import { sortOf } from './lines/sorts';
import { plainWord } from './kinds/texts';

/** An attribute as the reader needs it: what it is called, and how a value becomes its own. */
export interface PreparedAttribute {
  readonly name: string;
  /** Tells it from the other attributes of its type, in a number that has a bit for each. */
  readonly bit: number;
  readonly read: AttributeReader;
  /** Whether its values are texts. */
  readonly isText: boolean;
}

export interface PreparedField extends Place {
  /** Undefined for what text has for its own reasons and our events do not carry. */
  readonly attribute: PreparedAttribute | undefined;
  /** The label as GC writes it, with its colon. */
  readonly written: string | undefined;
  readonly takesRest: boolean;
  /** Whether not everything can stand here. */
  readonly isLimited: boolean;
}

export interface PreparedForm {
  readonly fields: readonly PreparedField[];
  /** The place of the member of a team whom the line is about; -1 where there is none. */
  readonly memberIndex: number;
  /** The fields where that member is the agent: what is said of the member is known of the agent. */
  readonly ofSelf: readonly PreparedField[];
  /** Seen somewhere, not specified: taken only where the last field has something in it. */
  readonly isSeen: boolean;
}

/** Everything about an event type that does not depend on the message, worked out once from its row. */
export interface PreparedType {
  readonly type: EventType;
  readonly required: readonly string[];
  readonly refine: Refinement | undefined;
  /** By every spelling, in plain form, and as written in the row. */
  readonly attributes: ReadonlyMap<string, PreparedAttribute>;
  readonly forms: readonly PreparedForm[];
  /** All forms of lines with single states: their own go before the others. */
  readonly formsOfState: ReadonlyMap<string, readonly PreparedForm[]>;
  /** All places that a line can have, in their order. */
  readonly places: readonly PreparedField[];
  readonly placesOfState: ReadonlyMap<string, readonly PreparedField[]>;
  readonly labels: Labels;
  /** Whether single states have forms or places of their own. */
  readonly hasStates: boolean;
  /** How the value that chooses between forms is read. */
  readonly readKey: AttributeReader | undefined;
  /** Where that value stands. */
  readonly keyIndex: number;
  /** The form with an attribute between the agent's id and the word. */
  readonly between: { readonly attribute: string; readonly form: PreparedForm } | undefined;
}

/** What a line about a member of a team says of the member. */
const ofMember: readonly (string | undefined)[] = ['agentName', 'memberId', 'extension'];

/** Names are not looked at in long lines, where all else is in its place. */
const shortLine = 4;

const types = (Object.keys(events) as EventType[]).map(prepare);

/** By every word, as written in the row and in lower case. */
const typesByWord: ReadonlyMap<string, PreparedType> = new Map(
  types.flatMap((prepared) => {
    const { otherWords, text } = eventRow(prepared.type);
    const words = [prepared.type, ...(otherWords ?? []), ...(text.word ? [text.word] : [])];
    return words.flatMap((word) => [[word, prepared] as const, [word.toLowerCase(), prepared] as const]);
  }),
);

/** The event type with this word, in any case. */
export function findType(word: string): PreparedType | undefined {
  return typesByWord.get(word) ?? typesByWord.get(word.trim().toLowerCase());
}

const typesWithBetween: ReadonlyMap<string, PreparedType> = new Map(
  types
    .filter(({ between }) => between !== undefined)
    .flatMap((prepared) => [
      [prepared.type, prepared] as const,
      [prepared.type.toLowerCase(), prepared] as const,
    ]),
);

/** The type whose word may stand in the third place, behind something else. */
export function findTypeWithBetween(word: string): PreparedType | undefined {
  return typesWithBetween.get(word.trim());
}

function prepare(type: EventType): PreparedType {
  const { required, text } = eventRow(type);
  const attributes = prepareAttributes(type);
  const prepareFields = (fields: TextFields) =>
    fields.map((notation) => prepareField(type, notation, attributes));
  const prepareForm = (fields: TextFields, isSeen = false) => formOf(prepareFields(fields), isSeen);
  const specified = [text.readAs ?? text.fields, text.old, text.ofMember].filter(
    (fields) => fields !== undefined,
  );
  const forms = [
    ...specified.map((fields) => prepareForm(fields)),
    ...(text.seen ?? []).map((fields) => prepareForm(fields, true)),
  ];
  const longest = forms.reduce((one, other) => (other.fields.length > one.fields.length ? other : one));
  const { between, key = 'state' } = text;
  return {
    type,
    required,
    refine: refinements[type],
    attributes,
    forms,
    formsOfState: formsOfState(text, prepareForm, forms),
    places: longest.fields,
    placesOfState: placesOfState(text, prepareFields, longest.fields),
    labels: labelsOf([...prepareFields(text.fields), ...forms.flatMap(({ fields }) => fields)], attributes),
    hasStates: text.ofState !== undefined || text.oldOfState !== undefined,
    readKey: attributes.get(key)?.read,
    keyIndex: text.fields.indexOf(key) >= 0 ? text.fields.indexOf(key) : 0,
    between: between && {
      attribute: between.attribute,
      form: { ...prepareForm(between.fields), fields: prepareFields(between.fields) },
    },
  };
}

function formOf(fields: readonly PreparedField[], isSeen: boolean): PreparedForm {
  const inForm = fields.map((field) => ({ ...field, isLimited: isLimited(field, fields.length) }));
  const memberIndex = fields.findIndex(({ name }) => name === 'memberId');
  const ofSelf = inForm.map((field) =>
    memberIndex >= 0 && ofMember.includes(field.name) ? { ...field, attribute: undefined } : field,
  );
  return { fields: inForm, memberIndex, ofSelf, isSeen };
}

/** Whether not everything can stand in this place of a line with so many fields. */
function isLimited({ name, label, sort, takesRest }: PreparedField, length: number): boolean {
  const takesAnyText = label === undefined && (sort === 'text' || (sort === 'name' && length > shortLine));
  return name !== undefined && !takesRest && !takesAnyText;
}

/** A state with a form of its own has only that, or its old one; a state with an old form has those of all states, too. */
function formsOfState(
  { ofState = {}, oldOfState = {} }: TextForm,
  prepareForm: (fields: TextFields) => PreparedForm,
  forms: readonly PreparedForm[],
): ReadonlyMap<string, readonly PreparedForm[]> {
  const states = [...Object.keys(ofState), ...Object.keys(oldOfState)];
  return new Map(
    states.map((state) => {
      const own = [ofState[state], oldOfState[state]]
        .filter((fields) => fields !== undefined)
        .map((fields) => prepareForm(fields));
      return [state, ofState[state] === undefined ? [...own, ...forms] : own];
    }),
  );
}

/** What a state has of its own stands in front, and behind it what any line may have. */
function placesOfState(
  { ofState }: TextForm,
  prepareFields: (fields: TextFields) => PreparedField[],
  places: readonly PreparedField[],
): ReadonlyMap<string, readonly PreparedField[]> {
  return new Map(
    Object.entries(ofState ?? {}).map(([state, fields]) => {
      const own = prepareFields(fields).filter(({ sort }) => sort !== 'name');
      const names = own.map(({ name }) => name);
      return [state, [...own, ...places.filter(({ name }) => name === undefined || !names.includes(name))]];
    }),
  );
}

function labelsOf(
  fields: readonly PreparedField[],
  attributes: ReadonlyMap<string, PreparedAttribute>,
): Labels {
  const ofCalls = [...callLabels].map(
    ([label, spelling]) => [label, attributes.get(spelling)?.name ?? spelling] as const,
  );
  const ofForms = fields.flatMap(({ label, name }) =>
    label === undefined || name === undefined ? [] : [[label, name] as const],
  );
  return new Map([...ofCalls, ...ofForms]);
}

function prepareField(
  type: EventType,
  notation: string,
  attributes: ReadonlyMap<string, PreparedAttribute>,
): PreparedField {
  const { attribute: name, label, takesRest = false } = describeField(notation);
  const isCarried = name !== undefined && name !== 'fullName';
  return {
    name,
    sort: sortOf(type, name, label),
    isRequired: name !== undefined && eventRow(type).required.includes(name),
    attribute: isCarried ? (attributes.get(name) ?? asItIs(name)) : undefined,
    label: label === undefined ? undefined : plainWord(label),
    written: label === undefined ? undefined : `${label}:`,
    takesRest,
    isLimited: false,
  };
}

/** For what a refinement makes an attribute of. */
function asItIs(name: string): PreparedAttribute {
  return { name, bit: 0, read: (value) => value, isText: false };
}

function prepareAttributes(type: EventType): ReadonlyMap<string, PreparedAttribute> {
  const { attributes, further, spellings, json } = eventRow(type);
  const prepared = new Map<string, PreparedAttribute>();
  const kinds = { ...attributes, ...further };
  for (const [index, [name, kind]] of Object.entries(kinds).entries()) {
    const others = Object.entries(spellings ?? {}).filter(([, ours]) => ours === name);
    for (const spelling of [name, json?.[name] ?? name, ...others.map(([theirs]) => theirs)]) {
      const isText = textKinds.includes(kind);
      const attribute = { name, bit: 1 << index, read: attributeReaders[kind], isText };
      prepared.set(spelling, attribute);
      prepared.set(plainWord(spelling), attribute);
    }
  }
  return prepared;
}
