import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import site from '../../lib/simulator/site/default-site.json';
import type { TraceEntry, TraceHeader } from '../../lib/trace';

/** All passwords that tests use; nothing else is written like them. */
const passwords: readonly string[] = [
  ...(JSON.parse(
    readFileSync(path.join(__dirname, '..', 'fixtures', 'passwords.json'), 'utf8'),
  ) as readonly string[]),
  ...['hunter-2?', 'only-the-broker-knows', 'token-4711', '0123456789abcdefghijklmn'],
];

/** Numbers that tests and the site of the simulator have. Shorter ones could be the stand-ins of others by chance. */
const contacts: readonly { firstName?: string; lastName?: string; phoneNumber?: string }[] =
  site.phonebooks.flatMap((phonebook) => phonebook.contacts);
const numbers = ['03001234567', '03007654321', ...contacts.map(({ phoneNumber = '' }) => phoneNumber)];

/** So are names of fewer letters. */
const leastLetters = 5;
const names = [
  ...site.agents.flatMap(({ firstName, lastName }) => [firstName, lastName]),
  ...contacts.flatMap(({ firstName = '', lastName = '' }) => [firstName, lastName]),
].filter((name) => [...name].length >= leastLetters);

const people: ReadonlySet<string> = new Set([...numbers, ...names].filter((one) => one !== ''));
const password = new RegExp(
  passwords.map((one) => `(?<!\\w)${one.replace(/[^\w-]/g, '\\$&')}(?!\\w)`).join('|'),
);

/** Passwords in a line of a trace, and with stand-ins the real numbers and names in what went over the wire. */
export function realDataIn(line: string, standIns: boolean): string[] {
  const secret = password.exec(line)?.[0];
  const entry = JSON.parse(line) as TraceEntry;
  const wire = 'body' in entry ? `${entry.body} ${entry.jmsType ?? ''}` : '';
  const words = standIns ? (wire.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []) : [];
  return [...(secret === undefined ? [] : [secret]), ...words.filter((word) => people.has(word))];
}

/**
 * The lines of a trace, of which each was searched for passwords, and with stand-ins for real numbers and names; for traces
 * that other processes make. A last line that has no end yet is left out.
 */
export function searched(trace: string): string[] {
  const lines = trace.split('\n').slice(0, -1);
  let standIns = false;
  for (const line of lines) {
    const entry = JSON.parse(line) as TraceEntry | TraceHeader;
    standIns = entry.kind === 'trace' ? entry.standIns : standIns;
    assert.deepEqual(realDataIn(line, standIns), [], line);
  }
  return lines;
}
