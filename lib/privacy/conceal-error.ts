import type { Phrase, PhraseValue, Text } from '../common/phrase';
import { GcError } from '../protocol';
import { digitsIn, isNumber } from './mask';

/** What is done to the parts of an error. */
export interface ErrorHandling {
  text(text: string): string;
  /** What GC has written freely. */
  wordsOfGc(text: string): string;
  code(code: string): string;
  /** A number that was given where another one is expected: nobody has seen it before. */
  givenNumber(number: string): string;
  /** What is known of the reason, as data. */
  data(cause: unknown): unknown;
}

/** Errors with causes that have causes. */
const deepest = 8;
const fewestDigits = 5;
/** Places of phrases in which stands what somebody has given. */
const given: readonly string[] = ['given', 'wanted', 'text', 'got'];

/** The same error without what is personal in its message, what its message is made of, and its cause. */
export function concealError(error: unknown, handling: ErrorHandling, depth = 0): unknown {
  if (typeof error === 'string') {
    return handling.text(error);
  }
  if (!(error instanceof Error)) {
    return handling.data(error);
  }
  const cause = depth > deepest ? undefined : concealError(error.cause, handling, depth + 1);
  const concealed =
    error instanceof GcError ? ofGc(error, handling) : new Error(handling.text(error.message));
  for (const [name, value] of Object.entries(error)) {
    if (!(name in concealed) && typeof value !== 'object') {
      Object.assign(concealed, {
        [name]: typeof value === 'string' ? handling.text(value) : (value as unknown),
      });
    }
  }
  concealed.name = error.name;
  concealed.stack = handling.text(stackOf(error, concealed.message));
  if (error.cause !== undefined) {
    concealed.cause = cause;
  }
  return concealed;
}

/** With another message in it. */
function stackOf({ stack = '', message }: Error, other: string): string {
  return message === '' ? stack : stack.split(message).join(other);
}

function ofGc(error: GcError, handling: ErrorHandling): GcError {
  const { code, command, agentId, dialogId, phrase } = error;
  const { detail, whatToDo } = phrase.values;
  // In our own words, details are phrases.
  const concealed = new GcError(handling.code(code), {
    command,
    agentId,
    dialogId,
    detail: typeof detail === 'string' ? handling.wordsOfGc(detail) : concealPhrase(detail, handling),
    whatToDo: concealText(whatToDo, handling),
  });
  if (error.message !== phrase.text) {
    concealed.message = handling.text(error.message);
  }
  return concealed;
}

function concealText(text: Text, handling: ErrorHandling): Text {
  return typeof text === 'string' ? handling.text(text) : concealPhrase(text, handling);
}

/** Its values are concealed one by one, and so is its text, of which they are a part. */
function concealPhrase(phrase: Phrase, handling: ErrorHandling): Phrase {
  let { text } = phrase;
  const values: Record<string, PhraseValue> = {};
  for (const [name, value] of Object.entries(phrase.values)) {
    const concealed = concealValue(name, value, handling);
    values[name] = concealed;
    text = replaced(text, value, concealed);
  }
  return { ...phrase, values, text: handling.text(text) };
}

function concealValue(name: string, value: PhraseValue, handling: ErrorHandling): PhraseValue {
  if (typeof value === 'object') {
    return concealPhrase(value, handling);
  }
  if (typeof value === 'number') {
    return value;
  }
  const isGivenNumber = given.includes(name) && isNumber(value) && digitsIn(value).length >= fewestDigits;
  return isGivenNumber ? handling.givenNumber(value) : handling.text(value);
}

function replaced(text: string, value: PhraseValue, by: PhraseValue): string {
  const [before, after] = [value, by].map((one) => (typeof one === 'object' ? one.text : String(one)));
  return before === after || !before ? text : text.split(before).join(after);
}
