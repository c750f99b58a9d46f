import { numberSeparators } from '../common/number-separators';

/** A number in a text, as people or machines write it: digits, and what may stand between them. */
export interface NumberRun {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Whether digits are a number that is looked for; `isDialled`: it begins as only numbers to dial do, with `+` or `0`. */
type IsWanted = (digits: string, isDialled: boolean) => boolean;

const mostSeparators = 3;
/** No number goes on in another line. */
const otherLine = '\n';
const fewestDialled = 7;
const zero = 48;
const nine = 57;

/** Parts of a text that have digits alone, next to each other: `020`, `7946`, `0123`. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** The sign of an international number stands in front. */
  readonly hasPlus: boolean;
}

/**
 * Finds the numbers in a text for which the condition holds, from left to right: the longest, of digits with separators
 * between them. Takes time in proportion to the text.
 */
export function findNumbers(text: string, isWanted: IsWanted): NumberRun[] {
  const found: NumberRun[] = [];
  for (const groups of rowsOfGroups(text)) {
    let first = 0;
    while (first < groups.length) {
      const run = longestFrom(groups, first, isWanted);
      if (run !== undefined) {
        found.push(run.run);
      }
      first = run === undefined ? first + 1 : run.next;
    }
  }
  return found;
}

/** More digits than a number has, and more parts. */
const mostDigits = 24;
const mostGroups = 12;

/** The longest number that begins with this group, and the group behind it. */
function longestFrom(
  groups: readonly Group[],
  first: number,
  isWanted: IsWanted,
): { run: NumberRun; next: number } | undefined {
  const begin = groups[first];
  const candidates = begin === undefined ? [] : candidatesFrom(groups, first);
  const found = candidates.reverse().find(({ digits }) => isWanted(digits, isDialled(begin, digits)));
  return (
    found && begin && { run: { start: begin.start, end: found.end, digits: found.digits }, next: found.next }
  );
}

function candidatesFrom(groups: readonly Group[], first: number) {
  const candidates: { digits: string; end: number; next: number }[] = [];
  let digits = '';
  for (const [offset, group] of groups.slice(first, first + mostGroups).entries()) {
    const isNext = offset > 0 && group.hasPlus;
    digits += group.digits;
    if (isNext || digits.length > mostDigits) {
      break;
    }
    candidates.push({ digits, end: group.end, next: first + offset + 1 });
  }
  return candidates;
}

/** Whether a number begins as only numbers to dial do. A single zero, or two, can be anything. */
function isDialled(begin: Group | undefined, digits: string): boolean {
  const beginsWithZero = begin !== undefined && begin.digits.length > 2 && begin.digits.startsWith('0');
  return digits.length >= fewestDialled && (begin?.hasPlus === true || beginsWithZero);
}

/** Groups of digits with only separators of numbers between them. */
function* rowsOfGroups(text: string): Iterable<Group[]> {
  let row: Group[] = [];
  let index = 0;
  while (index < text.length) {
    if (!isDigit(text, index)) {
      index += 1;
      continue;
    }
    const start = index;
    while (index < text.length && isDigit(text, index)) {
      index += 1;
    }
    const before = row.at(-1);
    if (before !== undefined && !areSeparators(text, before.end, start)) {
      yield row;
      row = [];
    }
    const hasPlus = text.charAt(start - 1) === '+';
    row.push({ start: hasPlus ? start - 1 : start, end: index, digits: text.slice(start, index), hasPlus });
  }
  if (row.length > 0) {
    yield row;
  }
}

function areSeparators(text: string, from: number, to: number): boolean {
  const between = to - from <= mostSeparators ? text.slice(from, to) : otherLine;
  return !between.includes(otherLine) && /^\+?$/.test(between.replace(numberSeparators, ''));
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= zero && code <= nine;
}
