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
  return [title, ...factLines(facts), ...shown.flatMap((part) => partLines(part, hasColours))].join('\n');
}

/** A finding as it stands in the report, for a check that shows each as it comes. */
export function findingLines(finding: Finding, hasColours: boolean): string[] {
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
    ...factLines(facts),
    ...findings.flatMap((finding) => findingLines(finding, hasColours)),
  ];
}

function factLines(facts: readonly Fact[]): string[] {
  const names = Math.max(0, ...facts.map(({ name }) => name.length)) + 2;
  return facts.flatMap(({ name, value }) =>
    wrap(value, width - names).map((line, index) => (index === 0 ? name : '').padEnd(names) + line),
  );
}
