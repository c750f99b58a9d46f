import type { TextFields, TextForm } from './events';

/** A field of a text form: the attribute it carries, its label in front, and whether it takes all that follows. */
export interface TextField {
  readonly attribute: string;
  readonly label: string | undefined;
  readonly rest: boolean;
}

/** Reads the notation of {@link TextFields}. */
export function describeField(notation: string): TextField {
  const rest = notation.startsWith('...');
  const [labelOrAttribute = '', attribute] = notation.slice(rest ? 3 : 0).split(':');
  return attribute === undefined
    ? { attribute: labelOrAttribute, label: undefined, rest }
    : { attribute, label: labelOrAttribute, rest };
}

/** The form of a single state; the state comes from outside and may have any name. */
export function formOfState(forms: TextForm['ofState'], state: string): TextFields | undefined {
  return forms !== undefined && Object.hasOwn(forms, state) ? forms[state] : undefined;
}
