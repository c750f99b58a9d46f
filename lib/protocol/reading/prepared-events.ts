import { attributeReaders } from './attribute-readers';
import { eventRow, events, type EventType, type TextFields, type TextForm } from '../events';
import type { Limits } from './limits';
import { refinements, type Refinement } from './refine-event';
import { describeField } from '../text-fields';

/** An attribute as the parser needs it: what it is called, and how a value becomes its own. */
export interface PreparedAttribute {
  readonly name: string;
  read(value: unknown, limits: Limits): unknown;
}

export interface PreparedField {
  /** Undefined for what text has for its own reasons and our events do not carry. */
  readonly attribute: PreparedAttribute | undefined;
  readonly hasLabel: boolean;
  readonly takesRest: boolean;
}

export type PreparedForm = readonly PreparedField[];

/** Everything about an event type that does not depend on the message, worked out once from its row. */
export interface PreparedType {
  readonly type: EventType;
  readonly required: readonly string[];
  readonly refine: Refinement | undefined;
  /** By every spelling, as written in the row and in lower case. */
  readonly attributes: ReadonlyMap<string, PreparedAttribute>;
  /** From the one with the fewest fields to the one with the most. */
  readonly forms: readonly PreparedForm[];
  /** Forms of single states; they go before the others with as many fields. */
  readonly formsOfState: ReadonlyMap<string, readonly PreparedForm[]>;
  /** The form with an attribute between the agent's id and the word. */
  readonly between: { readonly attribute: string; readonly form: PreparedForm } | undefined;
}

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
  return typesByWord.get(word) ?? typesByWord.get(word.toLowerCase());
}

/** Types whose word may stand in the third place, behind something else. */
export const typesWithBetween: ReadonlyMap<string, PreparedType> = new Map(
  types.filter(({ between }) => between !== undefined).map((prepared) => [prepared.type, prepared]),
);

function prepare(type: EventType): PreparedType {
  const { required, text } = eventRow(type);
  const attributes = prepareAttributes(type);
  const prepareForm = (form: TextFields) => form.map((notation) => prepareField(notation, attributes));
  const others = [text.old, text.ofMember].filter((form) => form !== undefined);
  const forms = [text.fields, ...others, ...(text.seen ?? [])];
  const { between } = text;
  return {
    type,
    required,
    refine: refinements[type],
    attributes,
    forms: forms.map(prepareForm).sort((one, other) => one.length - other.length),
    formsOfState: prepareFormsOfState(text, prepareForm),
    between: between && { attribute: between.attribute, form: prepareForm(between.fields) },
  };
}

function prepareFormsOfState(
  { ofState, oldOfState }: TextForm,
  prepareForm: (form: TextFields) => PreparedForm,
): ReadonlyMap<string, readonly PreparedForm[]> {
  const forms = [...Object.entries(ofState ?? {}), ...Object.entries(oldOfState ?? {})];
  const states = [...new Set(forms.map(([state]) => state))];
  return new Map(
    states.map((state) => [
      state,
      forms.filter(([other]) => other === state).map(([, form]) => prepareForm(form)),
    ]),
  );
}

function prepareField(notation: string, attributes: ReadonlyMap<string, PreparedAttribute>): PreparedField {
  const { attribute: name, label, takesRest = false } = describeField(notation);
  const isCarried = name !== undefined && name !== 'fullName';
  return {
    attribute: isCarried ? (attributes.get(name) ?? asItIs(name)) : undefined,
    hasLabel: label !== undefined,
    takesRest,
  };
}

/** For what a refinement makes an attribute of. */
function asItIs(name: string): PreparedAttribute {
  return { name, read: (value) => value };
}

function prepareAttributes(type: EventType): ReadonlyMap<string, PreparedAttribute> {
  const { attributes, further, spellings, json } = eventRow(type);
  const prepared = new Map<string, PreparedAttribute>();
  const kinds = { ...attributes, ...further };
  for (const [name, kind] of Object.entries(kinds)) {
    const others = Object.entries(spellings ?? {}).filter(([, ours]) => ours === name);
    for (const spelling of [name, json?.[name] ?? name, ...others.map(([theirs]) => theirs)]) {
      const attribute = { name, read: attributeReaders[kind] };
      prepared.set(spelling, attribute);
      prepared.set(spelling.toLowerCase(), attribute);
    }
  }
  return prepared;
}
