import { phrase, type Phrase } from '../../common/phrase';
import { parameters, type Parameter, type ParameterName, type ParameterValue } from '../catalogue/parameters';
import { sayOfValue } from '../phrases';

/** Longest value accepted, in UTF-16 code units. */
const maxLength = 1000;

/** What is wrong with a value, completing "<parameter> …"; undefined when it may be sent. */
export function findProblem(name: ParameterName, value: unknown): Phrase | undefined {
  const parameter: Parameter = parameters[name];
  if (value === undefined || value === null) {
    return sayOfValue('missing');
  }
  if (!isParameterValue(value)) {
    return sayOfValue('mustBe', { expected: expectedOf(name) });
  }
  const text = String(value);
  if (text === '') {
    return parameter.mayBeEmpty ? undefined : sayOfValue('empty');
  }
  return findForbidden(text) ?? findInvisible(parameter, text) ?? findMismatch(name, parameter, text);
}

function isParameterValue(value: unknown): value is ParameterValue {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function findForbidden(text: string): Phrase | undefined {
  if (text.length > maxLength) {
    return sayOfValue('tooLong', { most: maxLength });
  }
  const separator = /[,#|]/.exec(text)?.[0];
  if (separator !== undefined) {
    return sayOfValue('separator', { separator });
  }
  // Control characters, halves of surrogate pairs (which UTF-8 cannot carry), and Unicode's line ends.
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)) {
    return sayOfValue('controlCharacters');
  }
  return undefined;
}

/** What nobody sees: a name with one of these is another than the one that a person reads. */
const invisible = /[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/u;
/** What makes a reader see the text behind it in another order. Joiners and marks of direction belong to free text. */
const reordering = /[\u202a-\u202e\u2066-\u2069]/;

function findInvisible({ pattern, secret, confidential }: Parameter, text: string): Phrase | undefined {
  if (secret) {
    return undefined;
  }
  const found = (pattern === undefined ? reordering : invisible).exec(text)?.[0].codePointAt(0);
  if (found === undefined) {
    return undefined;
  }
  const code = found.toString(16).toUpperCase().padStart(4, '0');
  return sayOfValue('invisible', { code, text: confidential ? '…' : printable(text) });
}

function findMismatch(name: ParameterName, parameter: Parameter, text: string): Phrase | undefined {
  if (parameter.pattern === undefined || parameter.pattern.test(text)) {
    return undefined;
  }
  const expected = expectedOf(name);
  return parameter.secret
    ? sayOfValue('mustBe', { expected })
    : sayOfValue('mustBeNot', { expected, given: printable(text) });
}

/** What a parameter is expected to be, completing "must be …". */
export function expectedOf(name: ParameterName): Phrase {
  return phrase(`parameter.${name}`, parameters[name].expected);
}

/** Untrusted text as it may stand in an error: short, and on one line. */
export function printable(text: string, most = 40): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '?');
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
