import assert from 'node:assert/strict';
import { formatOf } from '../../../lib/protocol';
import { Redactor } from '../../../lib/trace';
import { bodies } from '../bodies';
import { mutate, swell } from '../mutate';
import type { Random } from '../random';
import { largeEvent, structuredEvent } from '../structures';
import type { FuzzTarget, Input } from '../target';

const secret = 'hunter-2?';
/** So much of a body is read once more, with a secret in it. */
const mostWithSecret = 1000;
const redactor = new Redactor({ standIns: true, destination: 'here', key: Buffer.alloc(32, 7) });
redactor.secrets.learn(secret);

/** More different numbers and words than any event has: each of them costs a stand-in. */
const mostDifferent = 15_000;

/** Bodies of many numbers and words. */
const varied: readonly ((times: number) => string)[] = [
  (times) => `1#Error#X_Y#${many(times, (index) => `0300${index}`).join(' ')}`,
  (times) => `1#NewThing#${many(times, (index) => `0300${index}`).join('#')}`,
  (times) =>
    `1#InboundCall#ACTIVE#DialogID:5#0300##2019-09-17 12:46:21#${many(times, (index) => `${index},ACTIVE`).join('|')}`,
  (times) => JSON.stringify({ type: 'NewThing', list: many(times, (index) => index) }),
  (times) =>
    JSON.stringify({ type: 'NewThing', firstName: many(times, (index) => `w${index.toString(36)}`) }),
  (times) => JSON.stringify(Object.fromEntries(many(times, (index) => [`a${index}`, 'x']))),
  (times) => `{"type":"AgentInfo","firstName":"${'\\u0041'.repeat(times)}"}`,
];

function many<T>(times: number, make: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, index) => make(index % mostDifferent));
}

/** The body of a message from GC, as it gets into a trace: of the same form and length, and without a secret. */
export const redactorTarget: FuzzTarget = {
  name: 'redactor',
  rounds: 10_000,
  largeRounds: 40,

  make: (random) => (random.next() < 0.3 ? structuredEvent(random) : mutate(random, random.pick(bodies))),

  makeLarge(random: Random) {
    const choice = random.next();
    return choice < 0.5
      ? random.pick(varied)(100_000)
      : choice < 0.75
        ? swell(random, mutate(random, random.pick(bodies)), 1e6)
        : largeEvent(random, 1e6);
  },

  run(input: Input): string {
    const body = input.toString();
    const replaced = redactor.event(body);
    if (/agentstate/i.test(body.replace(/[\s_-]/g, ''))) {
      return 'with a password';
    }
    assert.equal(replaced.length, body.length);
    assert.equal(formatOf(replaced), formatOf(body));
    const start = body.slice(0, mostWithSecret);
    assert.ok(!redactor.event(`1081#Error#X_Y#${secret} ${start}`).includes(secret));
    return formatOf(body);
  },
};
