import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fits } from '../../../../lib/client/commands/confirmation';
import {
  commandRow,
  commands,
  encodeCommand,
  parseEvent,
  type CommandName,
  type GcEvent,
  type ParameterName,
} from '../../../../lib/protocol';
import { dialectNames, type DialectName } from '../../../../lib/simulator';
import { nothingKnown } from '../../../support/expectation';
import { Stage } from './stage';
import { play } from './transcript';

/** A scene in which a command does what it is for. */
interface Scene {
  /** What happens before, as in a transcript. */
  readonly before?: readonly string[];
  /** Who sends the command; Anna if absent. */
  readonly agentId?: string;
  readonly parameters?: Readonly<Partial<Record<ParameterName, string>>>;
  /** For what GC does not confirm: how it shows, at once or when a command asks for it. */
  readonly shows?: { readonly ask?: string; readonly event: Readonly<Record<string, unknown>> };
}

const anna = ['> Connect#1081 desk,secret', '> Login#1081 secret,2001'];
const dmitry = ['> Connect#1082 desk,secret', '> Login#1082 secret,2002'];
const eleni = ['> Connect#1086 desk,secret', '> Login#1086 secret,2006'];
const ready = [...anna, '> MakeReady#1081'];
const called = [...ready, '* 03001234567 calls 1081'];
const talking = [...called, '> AnswerCall#1081 7001'];
const onHold = [...talking, '> HoldCall#1081 7001'];
const consulting = [...dmitry, ...talking, '> ConsultCall#1081 2002,7001', '> AnswerCall#1082 7002'];
const wrappingUp = [
  '> Connect#1094 desk,secret',
  '> Login#1094 secret,2014',
  '> MakeReady#1094',
  '* 03001234567 calls 1094',
  '> AnswerCall#1094 7001',
  '> ReleaseCall#1094 7001',
];
const offered = [...ready, '* the dialer offers 1081 a preview of 02079460199'];
const monitoring = [...eleni, ...talking, '> silentmonitor#1086 2001'];
const barged = [...monitoring, '> bargein#1086 2001,7002'];

const scenes: Readonly<Record<CommandName, Scene>> = {
  Hello: { parameters: { destination: 'desk' } },
  Beat: { before: anna, parameters: { destination: 'desk' } },
  Connect: {
    parameters: { destination: 'desk', password: 'secret' },
    shows: { ask: 'GetState#1081', event: { type: 'State', state: 'LOGOUT' } },
  },
  Login: {
    before: ['> Connect#1081 desk,secret'],
    parameters: { password: 'secret', extension: '2001' },
  },
  MobileAgentLogin: {
    before: ['> Connect#1081 desk,secret'],
    parameters: { password: 'secret', extension: '2001', phone: '02079460123', connectionMode: 'true' },
  },
  Logout: { before: anna },
  MakeReady: { before: anna },
  MakeNotReady: { before: ready },
  GetState: { before: anna },
  MakeNotReadyWithReason: { before: ready, parameters: { reasonCode: '2' } },
  MakeCall: { before: anna, parameters: { number: '02079460123' } },
  AnswerCall: { before: called, parameters: { dialogId: '7001' } },
  HoldCall: { before: talking, parameters: { dialogId: '7001' } },
  RetrieveCall: { before: onHold, parameters: { dialogId: '7001' } },
  ReleaseCall: { before: talking, parameters: { dialogId: '7001' } },
  wrapupreasoncode: { before: anna },
  reasoncodelogout: { before: anna },
  reasoncodenotready: { before: anna },
  Transfer_sst: { before: talking, parameters: { number: '02079460123', dialogId: '7001' } },
  ConsultCall: { before: talking, parameters: { number: '02079460123', dialogId: '7001' } },
  TransferCall: { before: consulting, parameters: { extension: '2001', dialogId: '7001' } },
  Conferencecall: { before: consulting, parameters: { extension: '2001', dialogId: '7001' } },
  getdialogstate: { before: talking, parameters: { dialogId: '7001' } },
  // Who must give a reason stays in wrap-up until it is there.
  wrapup: {
    before: wrappingUp,
    agentId: '1094',
    parameters: { wrapUpReason: 'Sale', dialogId: '7001' },
    shows: { ask: 'MakeReady#1094', event: { type: 'State', agentId: '1094', state: 'READY' } },
  },
  logoutwithreason: { before: anna, parameters: { reasonCode: '1' } },
  force_logout: { before: talking },
  getdialogstatecontrols: { before: talking, parameters: { dialogId: '7001' } },
  makeworknotready: { before: talking, shows: { event: { type: 'State', pendingState: 'WORK' } } },
  makeworkready: { before: talking, shows: { event: { type: 'State', pendingState: 'WORK_READY' } } },
  getDialogParticipants: {
    before: talking,
    parameters: { dialogId: '7001' },
    shows: { event: { type: 'ConferenceParticipants', extensions: ['03001234567', '2001'] } },
  },
  getallagents: { before: anna },
  update_call_variable: {
    before: talking,
    parameters: { dialogId: '7001', variableName: 'callVariable1', variableValue: 'gold' },
    shows: { ask: 'getdialogstate#1081 7001', event: { callVariables: { callVariable1: 'gold' } } },
  },
  // What is paused cannot be paused again, and the other way round.
  ZOOMPauseRecording: {
    before: talking,
    shows: { ask: 'ZOOMPauseRecording#1081', event: { type: 'Error', code: 'CF_INVALID_OBJECT_STATE' } },
  },
  ZOOMResumeRecording: {
    before: [...talking, '> ZOOMPauseRecording#1081'],
    shows: { ask: 'ZOOMResumeRecording#1081', event: { type: 'Error', code: 'CF_INVALID_OBJECT_STATE' } },
  },
  refresh: { before: anna, shows: { event: { type: 'AgentInfo', firstName: 'Anna' } } },
  GetPhonebooks: { before: anna },
  GetTeamPhonebooks: { before: anna, parameters: { teamId: '1' } },
  GetPhonebookContacts: { before: anna, parameters: { phonebookId: '1' } },
  AcceptOutboundPreview: { before: offered, parameters: { dialogId: '7001' } },
  RejectOutboundPreview: { before: offered, parameters: { dialogId: '7001' } },
  CloseOutboundPreview: { before: offered, parameters: { dialogId: '7001' } },
  getqueuelist: { before: eleni, agentId: '1086' },
  silentmonitor: { before: [...eleni, ...talking], agentId: '1086', parameters: { extension: '2001' } },
  endsilentmonitor: { before: monitoring, agentId: '1086', parameters: { dialogId: '7002' } },
  dropparticipant: { before: barged, agentId: '1086', parameters: { extension: '2001', dialogId: '7001' } },
  getteamusers: { before: eleni, agentId: '1086', parameters: { teamId: '1', subscribe: 'true' } },
  getteamuserstate: { before: eleni, agentId: '1086', parameters: { memberId: '1081' } },
  bargein: { before: monitoring, agentId: '1086', parameters: { memberId: '2001', dialogId: '7002' } },
};

const names = Object.keys(commands) as CommandName[];
const forAgents = names.filter((name) => commandRow(name).subject === 'agentId');

/** GC answers these also to agents who are connected but not logged in. */
const withoutLogin: readonly CommandName[] = [
  'Connect',
  'Login',
  'MobileAgentLogin',
  'GetState',
  'refresh',
  'force_logout',
];

/** Sets the scene, and returns it with the calls that the agent of the command has in it. */
function enter(name: CommandName, dialect?: DialectName): { stage: Stage; dialogs: Set<string> } {
  const stage = new Stage({ dialect });
  const events = eventsOf((scenes[name].before ?? []).flatMap((line) => play(stage, line)));
  const { agentId = '1081' } = scenes[name];
  const own = events.filter((event) => 'agentId' in event && event.agentId === agentId);
  return { stage, dialogs: new Set(own.flatMap((event) => ('dialogId' in event && event.dialogId) || [])) };
}

/** The command of a scene as a client sends it. */
function encoded(name: CommandName, changed: Scene['parameters'] = {}): { type: string; body: string } {
  const { agentId = '1081', parameters } = scenes[name];
  return encodeCommand(name, { agentId, ...parameters, ...changed });
}

/** What is published upon a command. */
function answers(stage: Stage, { type, body }: { type: string; body: string }): GcEvent[] {
  stage.heard();
  stage.engine.receive(type, body);
  return eventsOf(stage.heard());
}

function eventsOf(published: readonly string[]): GcEvent[] {
  return published.map((line) => {
    const event = parseEvent(line.slice(line.indexOf(' ') + 1));
    assert.notEqual(event.type, 'Unknown', line);
    return event;
  });
}

function isRefusal(event: GcEvent): boolean {
  return event.type === 'Error' || (event.type === 'State' && event.state === 'RE_LOGIN');
}

function assertRefused(events: readonly GcEvent[], told: string): void {
  assert.ok(events.some(isRefusal), `${told}: ${JSON.stringify(events)}`);
}

describe('the simulator', () => {
  it('is watched doing everything that GC does not confirm', () => {
    const unconfirmed = names.filter((name) => commandRow(name).confirmedBy.length === 0);
    assert.deepEqual(
      unconfirmed.filter((name) => scenes[name].shows === undefined),
      [],
    );
  });

  for (const name of names) {
    const { confirmedBy } = commandRow(name);
    const { parameters = {}, shows } = scenes[name];
    for (const dialect of dialectNames) {
      it(`answers ${name} in ${dialect}`, () => {
        const { stage, dialogs } = enter(name, dialect);
        const events = answers(stage, encoded(name));
        const calls = [...dialogs].map((dialogId) => ({ dialogId }));
        const { agentId = '1081' } = scenes[name];
        const expectation = { ...nothingKnown, subject: agentId, parameters, earlier: { calls } };
        const told = JSON.stringify(events);
        assert.ok(!events.some(isRefusal), told);
        if (confirmedBy.length > 0) {
          const isConfirmed = confirmedBy.some((way) =>
            events.some((event) => fits(way, event, expectation)),
          );
          assert.ok(isConfirmed, told);
        }
      });
    }
    if (shows !== undefined) {
      it(`lets one see what ${name} did`, () => {
        const untouched = enter(name).stage;
        untouched.send(...(shows.ask === undefined ? [] : [shows.ask]));
        assert.ok(!eventsOf(untouched.heard()).some((event) => isLike(event, shows.event)));
        const { stage } = enter(name);
        const atOnce = answers(stage, encoded(name));
        stage.send(...(shows.ask === undefined ? [] : [shows.ask]));
        const events = [...atOnce, ...eventsOf(stage.heard())];
        assert.ok(
          events.some((event) => isLike(event, shows.event)),
          JSON.stringify(events),
        );
      });
    }
  }

  for (const name of forAgents) {
    it(`refuses ${name} for an agent it does not know`, () => {
      const { stage } = enter(name);
      stage.send('Hello#desk');
      assertRefused(answers(stage, encoded(name, { agentId: '9999' })), name);
    });

    it(`refuses ${name} for an agent nobody has connected`, () => {
      const stage = new Stage();
      stage.send('Hello#desk');
      const events = answers(stage, encoded(name));
      assert.ok(name === 'Connect' || events.some(isRefusal), JSON.stringify(events));
    });

    for (const { title, body } of withoutSomeParameters(name)) {
      it(`refuses ${name} ${title}`, () => {
        const { stage } = enter(name);
        assertRefused(answers(stage, { type: encoded(name).type, body }), body);
      });
    }
  }

  for (const name of forAgents.filter((each) => !withoutLogin.includes(each))) {
    it(`refuses ${name} for an agent who is not logged in`, () => {
      const { agentId = '1081' } = scenes[name];
      const stage = new Stage();
      stage.send(`Connect#${agentId} desk,secret`);
      const events = answers(stage, encoded(name));
      assert.deepEqual(
        events.map((event) => event.type === 'State' && event.state),
        ['RE_LOGIN'],
      );
    });
  }

  for (const name of names.filter((each) => commandRow(each).parameters.includes('dialogId'))) {
    it(`refuses ${name} for a call that is not there`, () => {
      const events = answers(enter(name).stage, encoded(name, { dialogId: '6999' }));
      const isTold =
        events.some(({ type }) => type === 'DialogState') && /NOT_FOUND/.test(JSON.stringify(events));
      assert.ok(isTold || events.some(isRefusal), JSON.stringify(events));
    });
  }

  for (const name of names.filter((each) => commandRow(each).flavour === 'UCCE')) {
    it(`refuses ${name} on UCCX`, () => {
      const stage = new Stage({ flavour: 'uccx' });
      for (const line of [...anna, ...eleni]) {
        play(stage, line);
      }
      assertRefused(answers(stage, encoded(name)), name);
    });
  }

  it('survives any body of any command, in any scene', () => {
    const words = fc.constantFrom(
      '',
      '7001',
      '7002',
      '2001',
      '1081',
      '1',
      'true',
      'x',
      '-1',
      '999999999999',
      ' ',
      '__proto__',
    );
    const body = fc.oneof(
      fc.array(words, { maxLength: 5 }).map((parts) => parts.join(',')),
      fc.string(),
    );
    const one = fc.constantFrom(...names);
    fc.assert(
      fc.property(one, one, body, (scene, name, rubbish) => {
        answers(enter(scene).stage, { type: encoded(name).type, body: rubbish });
      }),
      { numRuns: 1000 },
    );
  });
});

/** The command without its last parameter, without the last two, and so on; some may be empty. */
function withoutSomeParameters(name: CommandName): { title: string; body: string }[] {
  const { parameters } = scenes[name];
  return commandRow(name)
    .parameters.map((missing, count) => ({
      missing,
      body: commandRow(name)
        .parameters.slice(0, count)
        .map((parameter) => parameters?.[parameter] ?? '')
        .join(','),
    }))
    .filter(({ missing }) => missing !== 'destination' && missing !== 'variableValue')
    .map(({ missing, body }) => ({ title: `without ${missing}`, body }));
}

function isLike(event: GcEvent, expected: Readonly<Record<string, unknown>>): boolean {
  const attributes: Readonly<Record<string, unknown>> = { ...event };
  return Object.entries(expected).every(
    ([name, value]) => JSON.stringify(attributes[name]) === JSON.stringify(value),
  );
}
