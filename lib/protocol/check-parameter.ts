import { parameters, type Parameter, type ParameterName, type ParameterValue } from './parameters';

/** Longest value accepted, in UTF-16 code units. */
const maxLength = 1000;

/** What is wrong with a value, completing "<parameter> …"; undefined when it may be sent. */
export function findProblem(name: ParameterName, value: unknown): string | undefined {
  const parameter: Parameter = parameters[name];
  if (value === undefined || value === null) {
    return 'is missing';
  }
  if (!isParameterValue(value)) {
    return `must be ${parameter.expected}`;
  }
  const text = String(value);
  if (text === '') {
    return parameter.mayBeEmpty ? undefined : 'is empty';
  }
  return findForbidden(text) ?? findMismatch(parameter, text);
}

function isParameterValue(value: unknown): value is ParameterValue {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function findForbidden(text: string): string | undefined {
  if (text.length > maxLength) {
    return `is longer than ${String(maxLength)} characters`;
  }
  const separator = /[,#|]/.exec(text)?.[0];
  if (separator !== undefined) {
    return `must not contain "${separator}"`;
  }
  // Control characters, halves of surrogate pairs (which UTF-8 cannot carry), and Unicode's line ends.
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)) {
    return 'must not contain line breaks or control characters';
  }
  return undefined;
}

function findMismatch(parameter: Parameter, text: string): string | undefined {
  if (parameter.pattern === undefined || parameter.pattern.test(text)) {
    return undefined;
  }
  const got = parameter.secret ? '' : `, not "${printable(text)}"`;
  return `must be ${parameter.expected}${got}`;
}

/** Untrusted text as it may stand in an error: short, and on one line. */
export function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]/gu, '?');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
