import assert from 'node:assert/strict';
import { parseEvent } from '../../../lib/protocol';
import { Redactor } from '../../../lib/trace';

/** Attributes that no trace may change, by our names. */
const stays: ReadonlySet<string> = new Set([
  ...[
    'type',
    'agentId',
    'dialogId',
    'assDialogId',
    'prevDialogId',
    'supervisorId',
    'id',
    'teamIds',
    'teamId',
  ],
  ...['state', 'pendingState', 'assDialogState', 'dialogType', 'category', 'reasonCode', 'code', 'status'],
  ...[
    'startTime',
    'stateChangeTime',
    'subscriptionTime',
    'callType',
    'cause',
    'role',
    'supervisor',
    'visible',
  ],
  ...[
    'action',
    'destination',
    'wrapUpOnIncoming',
    'control',
    'callsInQueue',
    'agentsReady',
    'agentsNotReady',
  ],
  ...['startTimeOfLongestCallInQueue', 'truncated', 'labelsUnclear'],
]);

/** Attributes of which no trace may have the contents. */
const goes: ReadonlySet<string> = new Set([
  ...['firstName', 'lastName', 'agentName', 'extension', 'fromAddress', 'toAddress', 'assFromAddress'],
  ...['phoneNumber', 'extensions', 'teamNames', 'queueName', 'name', 'label'],
]);

/** Checks that a body with stand-ins is read as the same event but for what is replaced, which has the same shape. */
export function checkSame(body: string, jmsType?: string, redactor = makeRedactor()): void {
  const replaced = redactor.event(body);
  const before = parseEvent(body, { jmsType });
  const after = parseEvent(replaced, {
    jmsType: jmsType === undefined ? undefined : redactor.jmsType(jmsType),
  });
  const shown = `${body}\nbecame\n${replaced}`;
  assert.equal(after.type, before.type, shown);
  if (before.type !== 'AgentState') {
    assert.equal(shapeOf(replaced), shapeOf(body), shown);
    compare(before, after, [], shown);
  }
}

export function makeRedactor(): Redactor {
  return new Redactor({ standIns: true, destination: 'my-client', key: Buffer.alloc(32, 7) });
}

function compare(before: unknown, after: unknown, path: readonly string[], shown: string): void {
  const place = `${path.join('.')} of\n${shown}`;
  if (typeof before !== 'object' || before === null) {
    compareValues(String(before), String(after), path, place);
    return;
  }
  assert.equal(Array.isArray(after), Array.isArray(before), place);
  const entries = Object.entries(before);
  const others = Object.entries(after as object);
  assert.equal(others.length, entries.length, place);
  entries.forEach(([name, value], index) => {
    const [otherName = '', otherValue] = others[index] ?? [];
    assert.equal(otherName, name, place);
    compare(value, otherValue, [...path, Array.isArray(before) ? '' : name], shown);
  });
}

function compareValues(before: string, after: string, path: readonly string[], place: string): void {
  const names = path.filter((name) => name !== '');
  const name = names.at(-1) ?? '';
  const isVariable = /callvariables$/i.test(names.at(-2) ?? '') && name !== 'BAStatus';
  assert.equal(shapeOf(after), shapeOf(before), place);
  if (isVariable || goes.has(name)) {
    assert.ok(!hasLetterOrDigit(before) || after !== before, `unchanged: ${place}`);
  } else if (stays.has(name)) {
    assert.equal(after, before, place);
  }
}

/** Zeros in front of a number stay: a text of nothing else has nothing to replace. */
function hasLetterOrDigit(text: string): boolean {
  return /\p{L}|[1-9]/u.test(text);
}

/** A text in which only the kinds of characters are left, and what separates. */
export function shapeOf(text: string): string {
  return text
    .replace(/\p{Lu}/gu, 'A')
    .replace(/[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]/gu, 'a')
    .replace(/\p{N}/gu, '0');
}
