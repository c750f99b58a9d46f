import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GcError, parseEvent, type Flavour } from '../../../../lib/protocol';
import { dialectNames } from '../../../../lib/simulator';
import { Stage } from './stage';
import { perform, play } from './transcript';
import { Witness } from './witness';

/** By login id. All work for the queue Sales; 1087 is the supervisor, 1090 must wrap up the calls of queues. */
const extensions = new Map([
  ['1081', '2001'],
  ['1082', '2002'],
  ['1083', '2003'],
  ['1087', '2007'],
  ['1090', '2010'],
]);
const agents = [...extensions.keys()];
const morning = [...extensions].flatMap(([id, extension]) => [
  `> Connect#${id} desk,secret`,
  `> Login#${id} secret,${extension}`,
]);
const evening = agents.map((id) => `> force_logout#${id}`);

describe('random days in the simulated contact centre', () => {
  for (const flavour of ['ucce', 'uccx'] as const) {
    it(`leave no agent in an impossible state, with ${flavour}`, () => {
      const scene = fc.oneof({ weight: 4, arbitrary: anyLine().map((line) => [line]) }, anyScene());
      const day = fc.array(scene, { minLength: 40, maxLength: 120 }).map((scenes) => scenes.flat());
      const dialect = fc.constantFrom(...dialectNames);
      fc.assert(
        fc.property(day, dialect, (lines, dialect) => {
          const transcript = live([...morning, ...lines, ...evening], flavour);
          const first = perform(transcript, { flavour, dialect });
          assert.deepEqual(
            perform(transcript, { flavour, dialect }),
            first,
            'the same again is not the same',
          );
          for (const message of first.filter((line) => line.startsWith('<'))) {
            assert.notEqual(parseEvent(message.split(' ').slice(2).join(' ')).type, 'Unknown', message);
          }
        }),
        { numRuns: 100 },
      );
    });
  }
});

/** Lives through a day under the eyes of a witness; returns what could be done, with the dialog ids it had. */
function live(lines: readonly string[], flavour: Flavour): string[] {
  const stage = new Stage({ flavour });
  const witness = new Witness(flavour);
  const done = lines.flatMap((template) => {
    const [, id = ''] = /#(\d+)/.exec(template) ?? [];
    const line = template.replace(/its (first|last) call/, (_, which: string) => {
      return witness.callsOf(id).at(which === 'first' ? 0 : -1) ?? '6999';
    });
    const published = tryToPlay(stage, line);
    witness.hear(published ?? []);
    return published === undefined ? [] : [line];
  });
  assert.equal(stage.clock.waiting, 0, 'something is still to happen when everybody is gone');
  for (const call of stage.engine.centre.calls.values()) {
    assert.ok(call.queue?.waiting.includes(call), `call ${call.dialogId} goes on when everybody is gone`);
  }
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

/** What would rarely come together by chance. */
function anyScene(): fc.Arbitrary<string[]> {
  const id = fc.constantFrom(...agents);
  const order = fc.constantFrom('TransferCall', 'Conferencecall');
  const begun = id.map((agent) => [`* 0300 calls ${agent}`, `> AnswerCall#${agent} its last call`]);
  const consulted = fc
    .tuple(id, id)
    .map(([agent, other]) => [
      `> ConsultCall#${agent} ${extensions.get(other)},its first call`,
      `> AnswerCall#${other} its last call`,
    ]);
  const completed = fc.tuple(order, id).map(([order, agent]) => `> ${order}#${agent} 2001,its first call`);
  const monitored = fc
    .tuple(id, id)
    .map(([agent, other]) => [
      `* 0300 calls ${agent}`,
      `> AnswerCall#${agent} its last call`,
      '> MakeNotReady#1087',
      `> silentmonitor#1087 ${extensions.get(agent)}`,
      `> bargein#1087 ${agent},its last call`,
      `> dropparticipant#1087 ${extensions.get(other)},its last call`,
    ]);
  const previewed = id.map((agent) => [
    `> MakeReady#${agent}`,
    `* the dialer offers ${agent} a preview of 0300`,
    `> AcceptOutboundPreview#${agent} its last call,ACCEPT`,
  ]);
  return fc.oneof(
    begun,
    consulted,
    previewed,
    monitored,
    fc.tuple(begun, consulted, completed).map((lines) => lines.flat()),
  );
}

/** Mostly what makes sense, or days would be dull. */
function anyLine(): fc.Arbitrary<string> {
  const id = fc.constantFrom(...agents);
  const about = (...words: string[]) =>
    fc.tuple(fc.constantFrom(...words), id).map((parts) => parts.join('#'));
  const number = fc.constantFrom(...extensions.values(), '0300', '0301', '404', '486', 'abc', '');
  const call = fc.constantFrom('its first call', 'its last call');
  const code = fc.constantFrom('1', '2', '77', '');
  const login = fc.constantFrom('desk,secret', 'laptop,secret', 'laptop,wrong');
  const place = fc.constantFrom('secret,2001', 'secret,2002', 'secret,2004', 'wrong,2001', 'secret');
  const command = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(about('AnswerCall', 'AnswerCall', 'HoldCall', 'RetrieveCall', 'ReleaseCall'), call)
        .map((parts) => parts.join(' ')),
    },
    {
      weight: 8,
      arbitrary: fc
        .tuple(about('ConsultCall', 'Transfer_sst'), number, call)
        .map(([command, number, call]) => `${command} ${number},${call}`),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(about('TransferCall', 'Conferencecall'), call)
        .map(([command, call]) => `${command} 2001,${call}`),
    },
    { weight: 4, arbitrary: fc.tuple(about('MakeCall'), number).map((parts) => parts.join(' ')) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          about('AcceptOutboundPreview', 'RejectOutboundPreview', 'CloseOutboundPreview', 'endsilentmonitor'),
          call,
        )
        .map((parts) => parts.join(' ')),
    },
    { weight: 2, arbitrary: number.map((number) => `silentmonitor#1087 ${number}`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('bargein', 'dropparticipant'), number, call)
        .map(([command, number, call]) => `${command}#1087 ${number},${call}`),
    },
    { weight: 1, arbitrary: about('ZOOMPauseRecording', 'ZOOMResumeRecording') },
    { weight: 4, arbitrary: about('MakeReady', 'MakeNotReady', 'makeworkready', 'makeworknotready') },
    { weight: 1, arbitrary: about('Logout', 'force_logout', 'GetState', 'refresh') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(about('MakeNotReadyWithReason', 'logoutwithreason'), code)
        .map((parts) => parts.join(' ')),
    },
    { weight: 1, arbitrary: fc.tuple(about('Connect'), login).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: fc.tuple(about('Login'), place).map((parts) => parts.join(' ')) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          about('RetrieveCall', 'AnswerCall', 'ReleaseCall', 'getdialogstate', 'getDialogParticipants'),
          fc.integer({ min: 7001, max: 7009 }),
        )
        .map((parts) => parts.join(' ')),
    },
  );
  return fc.oneof(
    { weight: 10, arbitrary: command.map((text) => `> ${text}`) },
    { weight: 1, arbitrary: fc.constantFrom('* wait 500', '* wait 2000', '* wait 2000', '* wait 20000') },
    { weight: 2, arbitrary: id.map((to) => `* 0300 calls ${to}`) },
    { weight: 1, arbitrary: fc.constant('* 0300 calls Sales') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...agents, 'Sales').map((to) => `* the customer of ${to} hangs up`),
    },
    { weight: 1, arbitrary: id.map((to) => `* the number that ${to} has called answers`) },
    { weight: 1, arbitrary: id.map((to) => `* nobody answers at ${to}`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(id, fc.constantFrom('0300', '404', '486', '2002'))
        .map(([to, number]) => `* the dialer offers ${to} a preview of ${number}`),
    },
  );
}
