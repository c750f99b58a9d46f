import type { TextFields, TextForm } from './catalogue/events';

/** A field of a text form. */
export interface TextField {
  /** The attribute it carries; absent for what text has for its own reasons. */
  readonly attribute?: string;
  /** Stands in front of the value, with a colon. */
  readonly label?: string;
  /** A word that always stands here. */
  readonly fixed?: string;
  /** It takes all that follows. */
  readonly takesRest?: true;
}

/** Reads the notation of {@link TextFields}. */
export function describeField(notation: string): TextField {
  if (notation === '-') {
    return {};
  }
  if (notation.startsWith('=')) {
    return { fixed: notation.slice(1) };
  }
  if (notation.startsWith('...')) {
    return { attribute: notation.slice(3), takesRest: true };
  }
  const [labelOrAttribute = '', attribute] = notation.split(':');
  return attribute === undefined ? { attribute: labelOrAttribute } : { attribute, label: labelOrAttribute };
}

/** The form of a single state; the state comes from outside and may have any name. */
export function formOfState(forms: TextForm['ofState'], state: string): TextFields | undefined {
  return forms !== undefined && Object.hasOwn(forms, state) ? forms[state] : undefined;
}
