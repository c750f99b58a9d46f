import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Subscribers, type Interest } from '../../../../lib/nodered/connection/subscribers';

describe('Subscribers', () => {
  it('finds those who want an event by its type and agent, each once', () => {
    const subscribers = new Subscribers<string>();
    subscribers.add({}, 'all');
    subscribers.add({ types: ['State'] }, 'states');
    subscribers.add({ agents: ['1081', '1082', '1081'] }, 'two agents');
    subscribers.add({ types: ['State', 'Error'], agents: ['1081'] }, 'states of 1081');
    assert.deepEqual(subscribers.of('State', '1081').sort(), [
      'all',
      'states',
      'states of 1081',
      'two agents',
    ]);
    assert.deepEqual(subscribers.of('State', '1082').sort(), ['all', 'states', 'two agents']);
    assert.deepEqual(subscribers.of('Error', '1083'), ['all']);
    assert.deepEqual(subscribers.of('System', undefined), ['all']);
  });

  const name = fc.constantFrom('a', 'b', 'c');
  const interest = fc.record({ types: fc.array(name), agents: fc.array(name) });

  it('finds the same as asking everybody, after any number have come and gone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(interest, fc.boolean())),
        name,
        fc.option(name, { nil: undefined }),
        (all, type, agent) => {
          const subscribers = new Subscribers<Interest>();
          for (const [wanted, goes] of all) {
            const leave = subscribers.add(wanted, wanted);
            if (goes) {
              leave();
            }
          }
          const wants = ({ types, agents }: Required<typeof all>[number][0]) =>
            (types.length === 0 || types.includes(type)) &&
            (agents.length === 0 || (agent !== undefined && agents.includes(agent)));
          const expected = all.filter(([wanted, goes]) => !goes && wants(wanted)).map(([wanted]) => wanted);
          const found = subscribers.of(type, agent);
          assert.equal(new Set(found).size, found.length);
          assert.deepEqual(new Set(found), new Set(expected));
        },
      ),
    );
  });
});
