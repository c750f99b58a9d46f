import { attributeReaders } from './attribute-readers';
import { eventRow, events, type EventType, type TextFields } from './events';
import { refinements, type Refinement } from './refine-event';
import { describeField } from './text-fields';

/** An attribute as the parser needs it: what it is called, and how a value becomes its own. */
export interface PreparedAttribute {
  readonly name: string;
  read(value: unknown): unknown;
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
}

const notCarried = ['fullName', 'teamCount', 'label'];

const types = (Object.keys(events) as EventType[]).map(prepare);

/** Every event type by its word, in lower case. */
export const typesByWord: ReadonlyMap<string, PreparedType> = new Map(
  types.flatMap((prepared) => {
    const word = eventRow(prepared.type).text.word ?? prepared.type;
    return [
      [prepared.type.toLowerCase(), prepared],
      [word.toLowerCase(), prepared],
    ];
  }),
);

function prepare(type: EventType): PreparedType {
  const { required, text } = eventRow(type);
  const attributes = prepareAttributes(type);
  const prepareForm = (form: TextFields): PreparedForm =>
    form.map((notation) => {
      const { attribute: name, label, rest } = describeField(notation);
      const attribute = attributes.get(name) ?? { name, read: (value: unknown) => value };
      return {
        attribute: notCarried.includes(name) ? undefined : attribute,
        hasLabel: label !== undefined,
        takesRest: rest,
      };
    });
  const forms = [text.fields, ...(text.old ? [text.old] : []), ...(text.seen ?? [])];
  const ofState = [...Object.entries(text.ofState ?? {}), ...Object.entries(text.oldOfState ?? {})];
  const states = [...new Set(ofState.map(([state]) => state))];
  return {
    type,
    required,
    refine: refinements[type],
    attributes,
    forms: forms.map(prepareForm).sort((one, other) => one.length - other.length),
    formsOfState: new Map(
      states.map((state) => [
        state,
        ofState.filter(([other]) => other === state).map(([, form]) => prepareForm(form)),
      ]),
    ),
  };
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
