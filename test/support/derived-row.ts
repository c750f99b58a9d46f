import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020';
import { commonAttributes, derivedEventRow, derivedEventSchema } from '../../lib/protocol';
import type { CommandEnded, DerivedEvent } from '../../lib/protocol';

const ajv = new Ajv2020({ strict: true });
const isDerivedEvent = ajv.compile(derivedEventSchema);

/** Asserts that a derived event is as its row in the catalogue says, and has nothing else. */
export function assertFitsRow(event: DerivedEvent | CommandEnded): void {
  const shown = JSON.stringify(event);
  assert.ok(isDerivedEvent(event), `${shown}: ${ajv.errorsText(isDerivedEvent.errors)}`);
  const { about, attributes } = derivedEventRow(event.type);
  const known = ['type', ...Object.keys(commonAttributes[about]), ...Object.keys(attributes)];
  assert.deepEqual(
    Object.keys(event).filter((name) => !known.includes(name)),
    [],
    shown,
  );
}
