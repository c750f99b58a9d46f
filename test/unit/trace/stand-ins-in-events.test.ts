import fc from 'fast-check';
import { eventExamples, eventRow, formatEvent, type EventType, type KnownEvent } from '../../../lib/protocol';
import { dialects, writeEvent } from '../../../lib/simulator/dialects';
import { readings } from '../../fixtures/readings';
import { words } from '../../support/words';
import { bodies } from '../../fuzz/bodies';
import { checkSame, makeRedactor } from './same-event';

const examples = Object.values(eventExamples).flat() as readonly KnownEvent[];
const formats = ['json', 'text', 'text-old'] as const;

/** Each property of a dialect that changes the form of what it writes, with all it can have. */
const variations = {
  callStates: ['upper', 'tables', 'capitalised'],
  dialogIdKey: ['dialogID', 'dialogId'],
  absent: ['empty', 'null', 'left-out'],
  callVariables: ['object', 'pairs', 'single-keys', 'texts', 'text', 'wrapped'],
  participants: ['list', 'wrapped', 'text'],
  lists: ['by-type', 'object', 'bare'],
  lines: ['specified', 'observed'],
  trailingSeparator: [false, true],
  blanks: [false, true],
  unknownAttributes: [false, true],
} as const;

describe('an event with stand-ins is read as before but for what is replaced', () => {
  for (const { event, bodies } of readings) {
    it(`${event.type}: ${bodies[0] ?? ''}`, () => {
      bodies.forEach((body) => {
        checkSame(body);
      });
    });
  }

  it('in all examples of the catalogue, in all formats', () => {
    for (const event of examples) {
      for (const format of formats) {
        checkSame(formatEvent(event, format, { fullName: 'Anna Becker' }));
        checkSame(formatEvent(event, format, { fullName: 'Дмитрий Орлов', asSeen: true }));
      }
    }
  });

  it('in all dialects of the simulator, and with each of their properties changed', () => {
    const written = new Map<string, string | undefined>();
    for (const named of Object.values(dialects)) {
      const changed = Object.entries(variations).flatMap(([name, values]) =>
        values.map((value) => ({ ...named, [name]: value })),
      );
      for (const dialect of [named, ...changed]) {
        for (const event of examples) {
          const { body, type } = writeEvent(event, dialect, 'Anna Becker');
          written.set(body, type);
        }
      }
    }
    const redactor = makeRedactor();
    written.forEach((type, body) => {
      checkSame(body, type, redactor);
    });
  });

  it('in the bodies that fuzzing begins with', () => {
    bodies.forEach((body) => {
      checkSame(body);
    });
  });

  it('whatever stands in names, numbers and call variables', () => {
    const types = Object.keys(eventExamples) as EventType[];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.constantFrom(...formats),
        words,
        words,
        (type, format, one, other) => {
          const [example] = eventExamples[type];
          const { attributes, further } = eventRow(type);
          const names = Object.keys({ ...attributes, ...further });
          const event = {
            ...example,
            ...(names.includes('callVariables') && {
              callVariables: { callVariable1: one, callVariable2: other },
            }),
            ...(names.includes('firstName') && { firstName: one, lastName: other }),
          } as KnownEvent;
          checkSame(formatEvent(event, format, { fullName: `Ann ${one}` }));
        },
      ),
      { seed: 18, numRuns: 500 },
    );
  });
});
