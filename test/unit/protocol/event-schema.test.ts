import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import fc from 'fast-check';
import {
  eventExamples,
  eventRow,
  events,
  eventSchemas,
  gcEventSchema,
  parseEvent,
  type EventType,
} from '../../../lib/protocol';
import { readings } from '../../fixtures/readings';

const types = Object.keys(events) as EventType[];

describe('the schemas of events', () => {
  const ajv = new Ajv2020({ strict: true });
  const isEvent = ajv.compile(gcEventSchema);

  function assertFits(validate: ValidateFunction, event: unknown): void {
    if (!validate(event)) {
      assert.fail(`${JSON.stringify(event)}: ${ajv.errorsText(validate.errors)}`);
    }
  }

  for (const type of types) {
    it(`take the examples of ${type}, and no other event`, () => {
      const isOfType = ajv.compile(eventSchemas[type]);
      for (const example of eventExamples[type]) {
        assertFits(isOfType, example);
        assertFits(isEvent, example);
      }
      assert.ok(!isOfType({ ...eventExamples[type][0], type: 'Dance' }));
    });

    it(`refuse ${type} without what it must have, or with a number for it`, () => {
      for (const name of eventRow(type).required) {
        assert.ok(!isEvent({ ...eventExamples[type][0], [name]: undefined }), name);
        assert.ok(!isEvent({ ...eventExamples[type][0], [name]: 5 }), name);
      }
    });
  }

  it('take whatever is read from the bodies of the fixtures', () => {
    for (const { event, bodies } of readings) {
      assertFits(isEvent, event);
      for (const body of bodies) {
        assertFits(isEvent, parseEvent(body));
      }
    }
  });

  it('take what cannot be read', () => {
    for (const body of ['', 'hello', '{"type":"Dance"}', '1081#State']) {
      assertFits(isEvent, parseEvent(body));
    }
  });

  it('list what the reader adds: what was cut off, what was not understood, and labels that are unclear', () => {
    const events = {
      truncated: parseEvent(`1081#Error#CF_GENERIC_ERROR#${'x'.repeat(100_000)}`),
      unread: parseEvent('{"type":"Control","agentId":"1081","controls":[["1"],[{}]],"control":"x"}'),
      labelsUnclear: parseEvent(
        '1081#ReasonCodes#Category:NOT_READY#Codes:1,2#Labels:Lunch, late,Tea#Ann Lee',
      ),
    };
    for (const [name, event] of Object.entries(events)) {
      assert.ok(event.type !== 'Unknown' && name in event, `${name}: ${JSON.stringify(event).slice(0, 200)}`);
      assertFits(isEvent, event);
      assert.ok(eventSchemas[event.type].properties?.[name], `${event.type} lists ${name}`);
      assert.ok(!isEvent({ ...event, [name]: 'yes' }), `${name} is no text`);
    }
  });

  it('take what is found after an outage, marked with nothing but true', () => {
    const [event] = eventExamples.State;
    assertFits(isEvent, { ...event, recovered: true });
    assert.ok(!isEvent({ ...event, recovered: false }));
  });

  it('take whatever is read from JSON with any values in it', () => {
    const typed = fc.constantFrom(...types).chain((type) => {
      const { attributes, further } = eventRow(type);
      const names = Object.keys({ ...attributes, ...further });
      return fc.record({
        type: fc.constant(type),
        ...Object.fromEntries(names.map((name) => [name, anyValue])),
      });
    });
    fc.assert(
      fc.property(typed, (content) => {
        assertFits(isEvent, parseEvent(JSON.stringify(content)));
      }),
      { numRuns: 1000 },
    );
  });
});

/** Names that mean something to one kind of attribute or another, with values of the wrong kind. */
const names = [
  'agentId',
  'extension',
  'mediaAddress',
  'loginId',
  'state',
  'id',
  'name',
  'value',
  'code',
  'label',
  'control',
  'visible',
  'firstName',
];
const things = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 1 }));
const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 2 }), things, fc.array(things));
