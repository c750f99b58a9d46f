import type { Fact, Finding, Report, ReportPart, Severity } from './finding';
import { wrap } from './wrap';

const width = 80;
const colours: Readonly<Record<Severity, number>> = { well: 32, problem: 31, note: 33, open: 90 };
const words: Readonly<Record<Severity, string>> = {
  well: 'ok',
  problem: 'PROBLEM',
  note: 'note',
  open: 'open',
};
const indent = 9;

/** The report for a terminal of 80 columns. */
export function textReport({ title, facts, parts }: Report, hasColours: boolean): string {
  const shown = parts.filter((part) => part.findings.length > 0 || (part.facts ?? []).length > 0);
  return [
    title,
    ...factLines(facts),
    ...shown.flatMap((part) => partLines(part, hasColours)),
    '',
    ...conclusion(parts, hasColours),
  ].join('\n');
}

/** What is to be done, once more where the eye is. */
function conclusion(parts: readonly ReportPart[], hasColours: boolean): string[] {
  const problems = parts.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'problem');
  const [first] = problems;
  if (first === undefined) {
    return findingLines({ id: '', severity: 'well', what: 'No problem was found.' }, hasColours);
  }
  const count = problems.length === 1 ? '1 problem was' : `${problems.length} problems were`;
  const begin = problems.length === 1 ? 'It is' : 'Begin with';
  const what = `${count} found. ${begin}: ${first.what}`;
  return findingLines({ ...first, count: 1, what }, hasColours);
}

function findingLines(finding: Finding, hasColours: boolean): string[] {
  const { severity, what, where, count, whatToDo, setting } = finding;
  const mark = severityMark(severity, hasColours);
  const [first = '', ...others] = wrap(
    count !== undefined && count > 1 ? `${what} (${count} times)` : what,
    width - indent,
  );
  const below = [
    ...(setting === undefined ? [] : [`Set ${setting.label} to ${setting.shown} (${setting.field}).`]),
    ...(whatToDo === undefined ? [] : [whatToDo]),
    ...placeLines(where),
  ];
  return [
    `${mark} ${first}`,
    ...[...others, ...below.flatMap((text) => wrap(text, width - indent))].map(
      (line) => ' '.repeat(indent) + line,
    ),
  ];
}

/** `ok`, `PROBLEM`: what a line begins with; always as long. */
export function severityMark(severity: Severity, hasColours: boolean): string {
  const word = words[severity].padEnd(indent - 1);
  return hasColours ? `\u001B[${colours[severity]}m${word}\u001B[0m` : word;
}

function placeLines(where: Finding['where']): string[] {
  const line = where?.line === undefined ? [] : [`Line ${where.line}${where.text === undefined ? '' : ':'}`];
  const place = [...line, ...(where?.text === undefined ? [] : [where.text])].join(' ');
  return place === '' ? [] : [place];
}

function partLines({ title, facts = [], findings }: ReportPart, hasColours: boolean): string[] {
  const heading = hasColours ? `\u001B[1m${title}\u001B[0m` : title;
  return [
    '',
    heading,
    '-'.repeat(Math.min(title.length, width)),
    ...factLines(withUnseenLast(facts)),
    ...withoutUnseen(findings).flatMap((finding) => findingLines(finding, hasColours)),
  ];
}

const unseen = 'not seen';

/** What was not seen is one row of all its names. */
function withUnseenLast(facts: readonly Fact[]): Fact[] {
  const names = facts.filter(({ value }) => value === unseen).map(({ name }) => name);
  const seen = facts.filter(({ value }) => value !== unseen);
  return names.length === 0 ? seen : [...seen, { name: unseen, value: names.join(', ') }];
}

/** The same for assumptions, of which most are not seen. */
function withoutUnseen(findings: readonly Finding[]): Finding[] {
  const isUnseen = ({ id, what }: Finding) => what === `${id} was ${unseen}.`;
  const names = findings.filter(isUnseen).map(({ id }) => id);
  const others = findings.filter((finding) => !isUnseen(finding));
  if (names.length === 0) {
    return others;
  }
  const whatToDo = 'The report of --html says what would show each of them.';
  return [...others, { id: unseen, severity: 'open', what: `Not seen: ${names.join(', ')}.`, whatToDo }];
}

function factLines(facts: readonly Fact[]): string[] {
  const names = Math.max(0, ...facts.map(({ name }) => name.length)) + 2;
  return facts.flatMap(({ name, value }) =>
    wrap(value, width - names).map((line, index) => (index === 0 ? name : '').padEnd(names) + line),
  );
}
