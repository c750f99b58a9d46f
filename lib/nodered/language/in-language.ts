import type { NodeAPI } from 'node-red';
import type { Health } from '../../client';
import { inForm, type Phrase, type Text } from '../../common/phrase';
import { GcError, thrownText } from '../../protocol';

/** Node-RED takes the options of i18next, whatever its types say. */
type LookUp = (key: string, options: { readonly replace: Readonly<Record<string, string>> }) => string;

/** All languages of our phrases are in the catalogue of gc-connection, for all our nodes. */
const catalogue = '@contact-flows/node-red-contrib-generic-connector/gc-connection:runtime.';

let lookUp: LookUp | undefined;

/** Takes the language of this Node-RED: the one in its settings, or else that of the environment. */
export function useLanguageOf(RED: NodeAPI): void {
  lookUp = RED._ as unknown as LookUp;
}

/** A text in the language of this Node-RED; in English where that language does not have it. */
export function inLanguage(text: Text): string {
  if (typeof text === 'string') {
    return text;
  }
  return translated(text) ?? text.text;
}

/** What somebody has thrown or rejected with, as a text in the language of this Node-RED. */
export function errorText(error: unknown): string {
  return error instanceof GcError && error.message === error.phrase.text
    ? inLanguage(error.phrase)
    : thrownText(error);
}

/** Health whose reasons are in the language of this Node-RED. */
export function healthInLanguage({ broker, gc, store }: Health): Health {
  return {
    broker: withReason(broker),
    gc: withReason(gc),
    ...(store && { store: withReason(store) }),
  };
}

function withReason<C extends Health['broker' | 'gc'] | NonNullable<Health['store']>>({
  phrase,
  ...condition
}: C): Omit<C, 'phrase'> {
  return { ...condition, reason: inLanguage(phrase ?? condition.reason) };
}

/** Undefined where the language does not have the phrase: Node-RED answers with the key then. */
function translated({ key, values, form }: Phrase): string | undefined {
  const replace = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? String(value) : inLanguage(value),
    ]),
  );
  const found = lookUp?.(`${catalogue}${key}`, { replace });
  if (found === undefined || found.endsWith(key)) {
    return undefined;
  }
  return inForm(form, found);
}
