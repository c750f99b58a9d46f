import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020';
import {
  commonAttributes,
  derivedEventExamples,
  derivedEventRow,
  derivedEvents,
  derivedEventSchema,
  derivedEventSchemas,
  events,
  type DerivedAttribute,
  type DerivedEventType,
} from '../../../lib/protocol';
import { assertFitsRow } from '../../support/derived-row';

const types = Object.keys(derivedEvents) as DerivedEventType[];

describe('the schemas of derived events', () => {
  const ajv = new Ajv2020({ strict: true });
  const isDerivedEvent = ajv.compile(derivedEventSchema);

  for (const type of types) {
    it(`take the example of ${type}, and no other event`, () => {
      const isOfType = ajv.compile(derivedEventSchemas[type]);
      const example = derivedEventExamples[type];
      assertFitsRow(example);
      assert.ok(isOfType(example), ajv.errorsText(isOfType.errors));
      assert.ok(!isOfType({ ...example, type: 'Dance' }));
    });

    it(`refuse ${type} without what it must have`, () => {
      const { about, attributes } = derivedEventRow(type);
      const all: [string, DerivedAttribute][] = Object.entries({ ...commonAttributes[about], ...attributes });
      for (const [name, { optional }] of all) {
        const others = Object.entries(derivedEventExamples[type]).filter(([other]) => other !== name);
        assert.equal(isDerivedEvent(Object.fromEntries(others)), optional === true, name);
      }
    });
  }

  it('are of types that GC does not have', () => {
    assert.deepEqual(
      types.filter((type) => type in events),
      [],
    );
  });

  it('refuse words and numbers that make no sense', () => {
    const { CallAnswered, CallEnded, CallMissed } = derivedEventExamples;
    assert.ok(!isDerivedEvent({ ...CallAnswered, seconds: -1 }));
    assert.ok(!isDerivedEvent({ ...CallAnswered, direction: 'sideways' }));
    assert.ok(!isDerivedEvent({ ...CallMissed, reason: 'asleep' }));
    assert.ok(!isDerivedEvent({ ...CallEnded, durations: { ring: 1 } }));
  });
});
