import { eventRow, type EventType, type TextFields, type TextForm } from './events';

/** A field of a text form: the attribute it carries, its label in front, and whether it takes all that follows. */
export interface TextField {
  readonly attribute: string;
  readonly label: string | undefined;
  readonly rest: boolean;
}

export function describeField(notation: string): TextField {
  const rest = notation.startsWith('...');
  const [labelOrAttribute = '', attribute] = notation.slice(rest ? 3 : 0).split(':');
  return attribute === undefined
    ? { attribute: labelOrAttribute, label: undefined, rest }
    : { attribute, label: labelOrAttribute, rest };
}

/** Fields that text has for its own reasons and that our events do not carry. */
const notCarried = ['fullName', 'teamCount', 'label'];

/** Reads the fields behind the event's word into attributes by name; surplus fields come as `extraFields`. */
export function readTextFields(type: EventType, values: readonly string[]): [string, unknown][] {
  const form = chooseForm(type, values);
  const named = form.flatMap((notation, index): [string, unknown][] => {
    const { attribute, label, rest } = describeField(notation);
    const value = rest ? values.slice(index) : withoutLabel(values[index], label);
    return notCarried.includes(attribute) ? [] : [[attribute, value]];
  });
  const takesAll = form.at(-1)?.startsWith('...') ?? false;
  const extraFields = takesAll ? [] : values.slice(form.length);
  return extraFields.length === 0 ? named : [...named, ['extraFields', extraFields]];
}

/** The form with as many fields as there are; else the next longer one, else the longest. */
function chooseForm(type: EventType, values: readonly string[]): TextFields {
  const { fields, ofState, old, oldOfState, seen } = eventRow(type).text;
  const state = values[0] ?? '';
  const forms = [formOfState(ofState, state), formOfState(oldOfState, state), fields, old, ...(seen ?? [])]
    .filter((form) => form !== undefined)
    .sort((one, other) => one.length - other.length);
  return forms.find((form) => form.length >= values.length) ?? forms.at(-1) ?? fields;
}

/** The form of a single state; the state comes from outside and may have any name. */
export function formOfState(forms: TextForm['ofState'], state: string): TextFields | undefined {
  return forms !== undefined && Object.hasOwn(forms, state) ? forms[state] : undefined;
}

function withoutLabel(value: string | undefined, label: string | undefined): string | undefined {
  const colon = label === undefined || value === undefined ? -1 : value.indexOf(':');
  return colon < 0 ? value : value?.slice(colon + 1);
}
