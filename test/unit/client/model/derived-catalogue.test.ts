import assert from 'node:assert/strict';
import { derivedEvents, type DerivedEventRow } from '../../../../lib/protocol';
import { assertFitsRow } from '../../../support/derived-row';
import { derivedIn, readSequences } from './derive';

describe('the catalogue of derived events', () => {
  const raised = readSequences().flatMap(derivedIn);
  // What becomes of an event or a command is not derived from what GC sends: see the tests of delivery and audit.
  const rows = Object.entries<DerivedEventRow>(derivedEvents).filter(
    ([, { about }]) => about !== 'event' && about !== 'command',
  );

  for (const [type] of rows) {
    it(`has a row for ${type}, which sequences raise as the row says`, () => {
      const events = raised.filter((event) => event.type === type);
      assert.notEqual(events.length, 0);
      events.forEach(assertFitsRow);
    });
  }

  it('has only attributes that sequences raise, or that need the labels of reasons, which no sequence has', () => {
    const inCatalogue = rows.flatMap(([type, { attributes }]) =>
      Object.keys(attributes).map((name) => `${type}.${name}`),
    );
    const inEvents = new Set(
      raised.flatMap((event) => Object.keys(event).map((name) => `${event.type}.${name}`)),
    );
    const neverRaised = inCatalogue.filter((name) => !inEvents.has(name));
    assert.deepEqual(neverRaised, ['AgentStateChanged.reasonLabel', 'AgentStateChanged.previousReasonLabel']);
  });
});
