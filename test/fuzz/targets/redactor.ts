import assert from 'node:assert/strict';
import { formatOf, parseEvent } from '../../../lib/protocol';
import { Redactor } from '../../../lib/trace';
import { bodies } from '../bodies';
import { mutate, swell } from '../mutate';
import { structuredEvent, largeEvent } from '../structures';
import type { FuzzTarget } from '../target';

const redactor = new Redactor({ standIns: true, destination: 'my-client', key: Buffer.alloc(32, 1) });

/** Bodies of which a piece that makes the writer look ahead comes very often. */
const repetitive: readonly string[] = ['[{]', '{"a":[', '{"callVariables":[{', '["a",', '\\"', '{}', ' :'];

/** The body of an event as a trace has it: as long as before, and still an event of its type. */
export const redactorTarget: FuzzTarget = {
  name: 'redactor',
  rounds: 20_000,
  largeRounds: 30,

  make: (random) => (random.next() < 0.3 ? structuredEvent(random) : mutate(random, random.pick(bodies))),

  makeLarge(random) {
    const kind = random.next();
    if (kind < 0.3) {
      return `{"callVariables":${random.pick(repetitive).repeat(100_000)}`;
    }
    return kind < 0.6 ? largeEvent(random, 1e6) : swell(random, mutate(random, random.pick(bodies)), 1e6);
  },

  run(input) {
    const body = input.toString();
    const replaced = redactor.event(body);
    const { type } = parseEvent(body);
    if (type === 'AgentState' || /agent[\s_-]?state/i.test(body)) {
      return 'guarded';
    }
    assert.equal(formatOf(replaced), formatOf(body));
    assert.equal(replaced.length, body.length);
    return type === 'Unknown' ? 'unknown' : 'events';
  },
};
