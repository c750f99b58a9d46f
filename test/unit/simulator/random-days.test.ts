import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GcError, parseEvent, type EventFormat } from '../../../lib/protocol';
import type { Flavour } from '../../../lib/protocol';
import { Stage } from './stage';
import { perform, play } from './transcript';
import { Witness } from './witness';

const agents = ['1081', '1082'];
const morning = agents.flatMap((id) => [
  `> Connect#${id} desk,secret`,
  `> Login#${id} secret,200${id.slice(-1)}`,
]);
const evening = agents.map((id) => `> force_logout#${id}`);

describe('random days in the simulated contact centre', () => {
  for (const flavour of ['ucce', 'uccx'] as const) {
    it(`leave no agent in an impossible state, with ${flavour}`, () => {
      const day = fc.array(anyLine(), { minLength: 20, maxLength: 120 });
      const format = fc.constantFrom<EventFormat>('json', 'text', 'text-old');
      fc.assert(
        fc.property(day, format, (lines, format) => {
          const transcript = live([...morning, ...lines, ...evening], flavour);
          const first = perform(transcript, { flavour, format });
          assert.deepEqual(perform(transcript, { flavour, format }), first, 'the same again is not the same');
          for (const message of first.filter((line) => line.startsWith('<'))) {
            assert.notEqual(parseEvent(message.split(' ').slice(2).join(' ')).type, 'Unknown', message);
          }
        }),
        { numRuns: 200 },
      );
    });
  }
});

/** Lives through a day under the eyes of a witness; returns what could be done, with the dialog ids it had. */
function live(lines: readonly string[], flavour: Flavour): string[] {
  const stage = new Stage({ flavour });
  const witness = new Witness(flavour);
  const done = lines.flatMap((template) => {
    const line = template.replace(/#(\d+) its (first|last) call/, (_, id: string, which: string) => {
      const dialogId = witness.callsOf(id).at(which === 'first' ? 0 : -1) ?? '6999';
      return `#${id} ${dialogId}`;
    });
    const published = tryToPlay(stage, line);
    witness.hear(published ?? []);
    return published === undefined ? [] : [line];
  });
  assert.equal(stage.clock.waiting, 0, 'something is still to happen when everybody is gone');
  return done;
}

/** Callers from outside may find nobody. */
function tryToPlay(stage: Stage, line: string): string[] | undefined {
  try {
    return play(stage, line);
  } catch (error) {
    assert.ok(error instanceof GcError);
    return undefined;
  }
}

/** Mostly what makes sense, or days would be dull. */
function anyLine(): fc.Arbitrary<string> {
  const id = fc.constantFrom(...agents);
  const about = (...words: string[]) =>
    fc.tuple(fc.constantFrom(...words), id).map((parts) => parts.join('#'));
  const number = fc.constantFrom('2001', '2002', '2003', '0300', '0301', '404', '486', 'abc', '');
  const call = fc.constantFrom('its first call', 'its last call');
  const code = fc.constantFrom('1', '2', '77', '');
  const login = fc.constantFrom('desk,secret', 'laptop,secret', 'laptop,wrong');
  const place = fc.constantFrom('secret,2001', 'secret,2002', 'secret,2004', 'wrong,2001', 'secret');
  const command = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(about('AnswerCall', 'HoldCall', 'RetrieveCall', 'ReleaseCall'), call)
        .map((parts) => parts.join(' ')),
    },
    { weight: 4, arbitrary: fc.tuple(about('MakeCall'), number).map((parts) => parts.join(' ')) },
    { weight: 3, arbitrary: about('MakeReady', 'MakeNotReady', 'makeworkready', 'makeworknotready') },
    { weight: 1, arbitrary: about('Logout', 'force_logout', 'GetState', 'refresh') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(about('MakeNotReadyWithReason', 'logoutwithreason'), code)
        .map((parts) => parts.join(' ')),
    },
    { weight: 1, arbitrary: fc.tuple(about('Connect'), login).map((parts) => parts.join(' ')) },
    { weight: 2, arbitrary: fc.tuple(about('Login'), place).map((parts) => parts.join(' ')) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(about('RetrieveCall', 'AnswerCall', 'ReleaseCall'), fc.integer({ min: 7001, max: 7009 }))
        .map((parts) => parts.join(' ')),
    },
  );
  return fc.oneof(
    { weight: 8, arbitrary: command.map((text) => `> ${text}`) },
    { weight: 1, arbitrary: fc.constantFrom('* wait 500', '* wait 2000', '* wait 2000', '* wait 20000') },
    { weight: 2, arbitrary: id.map((to) => `* 0300 calls ${to}`) },
    { weight: 1, arbitrary: id.map((to) => `* the customer of ${to} hangs up`) },
  );
}
