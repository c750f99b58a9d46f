import assert from 'node:assert/strict';
import { GcClient } from '../../../../lib/client';
import { type CallEnded, type CommandName, type DerivedEvent, parseEvent } from '../../../../lib/protocol';
import { CallCommands } from '../../../../lib/client/model/call-commands';
import { Tracker } from '../../../../lib/client/model/tracker';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';

const noon = new Date(2025, 0, 15, 12, 0).getTime();

describe('what the client itself has done to a call', () => {
  let commands: CallCommands;
  let tracker: Tracker;
  let now: number;
  let told: DerivedEvent[];

  beforeEach(() => {
    commands = new CallCommands();
    tracker = new Tracker({}, { commands });
    now = noon;
    told = [];
    tracker.agents.learnExtension('1', '2001');
    tracker.agents.learnExtension('2', '2002');
  });

  function hear(...bodies: string[]): void {
    told.push(...bodies.flatMap((body) => tracker.apply(parseEvent(body), now)));
  }

  function wait(seconds: number): void {
    now += seconds * 1000;
    told.push(...tracker.pass(now));
  }

  const send = (name: CommandName, dialogId = '7', agentId = '1') => {
    commands.sent(name, { agentId, dialogId }, now);
  };

  const call = (
    state: string,
    parties: Readonly<Record<string, string>> = {},
    dialogID = '7',
    agentId = '1',
  ) => {
    const participants = Object.entries(parties).map(([extension, its]) => ({ extension, state: its }));
    const listed = participants.length === 0 ? {} : { participants };
    return JSON.stringify({ type: 'InboundCall', agentId, dialogID, state, ...listed });
  };
  const state = (word: string, agentId = '1') => JSON.stringify({ type: 'State', agentId, state: word });
  const offer = '{"type":"NewInboundCall","agentId":"1","dialogID":"7","fromAddress":"0300"}';

  const talking = { '0300': 'ACTIVE', '2001': 'ACTIVE' };
  /** As GC lists it whose list is older than the end of the call. */
  const stale = { '0300': 'ACTIVE', '2001': 'DROPPED' };

  function talk(): void {
    hear(state('READY'), state('RESERVED'), offer, state('TALKING'), call('ACTIVE', talking));
    told = [];
  }

  it('makes the next call that begins the one in which a supervisor listens', () => {
    const monitoring = (dialogID: string, fromAddress: string) =>
      JSON.stringify({ type: 'InboundCall', agentId: '1', dialogID, state: 'Active', fromAddress });
    commands.sent('silentmonitor', { agentId: '1', extension: '2002' }, now);
    hear(monitoring('6', '0300'), monitoring('7', '2001'));
    const kinds = tracker
      .snapshot()
      .calls.flatMap(({ legs }) => legs.map(({ dialogId, kind }) => [dialogId, kind]));
    assert.deepEqual(kinds, [
      ['6', 'inbound'],
      ['7', 'monitored'],
    ]);
  });

  it('makes no call one in which a supervisor listens, once the supervisor does something else', () => {
    commands.sent('silentmonitor', { agentId: '1', extension: '2002' }, now);
    commands.sent('MakeCall', { agentId: '1', number: '0300' }, now);
    hear('{"type":"InboundCall","agentId":"1","dialogID":"7","state":"INITIATING","fromAddress":"2001"}');
    assert.equal(tracker.snapshot().calls[0]?.legs[0]?.kind, 'outbound');
  });

  it('makes no call one in which a supervisor listens, once GC has refused to listen', () => {
    commands.sent('silentmonitor', { agentId: '1', extension: '2002' }, now);
    commands.failed('silentmonitor', { agentId: '1', extension: '2002' }, 'CF_INVALID_OBJECT_STATE');
    hear('{"type":"InboundCall","agentId":"1","dialogID":"7","state":"ACTIVE","fromAddress":"2001"}');
    assert.equal(tracker.snapshot().calls[0]?.legs[0]?.kind, 'outbound');
  });

  /** The record of the call that has ended last. */
  function record(dialogId = '7', agentId = '1'): CallEnded {
    wait(3);
    const ended = told.findLast(
      (event): event is CallEnded =>
        event.type === 'CallEnded' && event.dialogId === dialogId && event.agentId === agentId,
    );
    assert.ok(ended !== undefined, `call ${dialogId} has not ended`);
    return ended;
  }

  const isTold = (type: DerivedEvent['type']) => told.some((event) => event.type === type);

  it('ReleaseCall: the agent has hung up, and handed nothing on, although others are listed', () => {
    talk();
    send('ReleaseCall');
    hear(call('DROP', stale), state('READY'));
    const { outcome, hungUpBy } = record();
    assert.deepEqual([outcome, hungUpBy, isTold('CallTransferred')], ['answered', 'agent', false]);
  });

  it('ReleaseCall: also where wrap-up follows', () => {
    talk();
    send('ReleaseCall');
    hear(call('WRAP_UP', stale), state('WORK'), call('DROP', stale), state('READY'));
    const { outcome, hungUpBy } = record();
    assert.deepEqual([outcome, hungUpBy, isTold('CallTransferred')], ['answered', 'agent', false]);
  });

  it('ReleaseCall: nobody else has hung up, unless that was told before', () => {
    talk();
    hear(call('ACTIVE', { '0300': 'DROPPED', '2001': 'ACTIVE' }));
    send('ReleaseCall');
    hear(call('DROP', { '0300': 'DROPPED', '2001': 'DROPPED' }), state('READY'));
    assert.equal(record().hungUpBy, 'other');
  });

  it('ReleaseCall that GC has refused, or that is long ago, has done nothing', () => {
    talk();
    send('ReleaseCall');
    commands.failed('ReleaseCall', { agentId: '1', dialogId: '7' }, 'CF_INVALID_OBJECT_STATE');
    hear(call('DROP', stale), state('READY'));
    assert.equal(record().outcome, 'transferred');
    talk();
    send('ReleaseCall');
    wait(31);
    hear(call('DROP', stale), state('READY'));
    assert.equal(record().outcome, 'transferred');
  });

  it('ReleaseCall whose time limit is over may have worked', () => {
    talk();
    send('ReleaseCall');
    commands.failed('ReleaseCall', { agentId: '1', dialogId: '7' }, 'GC_TIMEOUT');
    hear(call('DROP', stale), state('READY'));
    assert.equal(record().outcome, 'answered');
  });

  it('ReleaseCall of one of two agents: for the other one, that one has hung up', () => {
    const both = { '2001': 'ACTIVE', '2002': 'ACTIVE' };
    hear(state('READY'), state('READY', '2'), call('ACTIVE', both), call('ACTIVE', both, '7', '2'));
    send('ReleaseCall');
    hear(call('DROP', { '2001': 'DROPPED', '2002': 'ACTIVE' }));
    hear(call('DROP', { '2001': 'ACTIVE', '2002': 'DROPPED' }, '7', '2'));
    const { outcome, hungUpBy } = record('7', '2');
    assert.deepEqual([outcome, hungUpBy], ['answered', 'other']);
    assert.deepEqual([record().outcome, record().hungUpBy], ['answered', 'agent']);
  });

  it('ReleaseCall of a call that rings: it was not answered, and the caller has not given up', () => {
    hear(state('READY'), state('RESERVED'), offer);
    send('ReleaseCall');
    hear(call('DROP'), state('READY'));
    const { outcome, hungUpBy } = record();
    assert.deepEqual([outcome, hungUpBy], ['missed', 'agent']);
    const missed = told.find((event) => event.type === 'CallMissed');
    assert.equal(missed?.reason, 'not-answered');
  });

  it('ReleaseCall of a call that the agent has made: unanswered, by the agent', () => {
    hear(call('INITIATING'), call('INITIATED'), call('ALERTING'));
    send('ReleaseCall');
    hear(call('DROP'));
    const { outcome, hungUpBy } = record();
    assert.deepEqual([outcome, hungUpBy], ['unanswered', 'agent']);
  });

  it('Transfer_sst: the call is handed on, also where GC lists nobody', () => {
    talk();
    send('Transfer_sst');
    hear('1#InboundCall#DROP#DialogID:7####Ann', '1#State#READY##Ann');
    assert.deepEqual([record().outcome, isTold('CallTransferred')], ['transferred', true]);
  });

  it('Transfer_sst, while the caller hangs up: nobody is left to have it', () => {
    talk();
    send('Transfer_sst');
    hear(call('DROP', { '0300': 'DROPPED', '2001': 'DROPPED' }), state('READY'));
    assert.equal(record().outcome, 'answered');
  });

  function consult(): void {
    talk();
    hear('1#InboundCall#HELD#DialogID:7####Ann', '1#State#HOLD##Ann');
    hear(
      '1#ConsultCall#INITIATING#AssDialogID:8#2001###Ann',
      '1#ConsultCall#ALERTING#AssDialogID:8#2001###Ann',
    );
    hear('1#State#TALKING##Ann', '1#ConsultCall#ACTIVE#AssDialogID:8#2001###Ann');
    told = [];
  }

  const consultOver = '1#ConsultCall#DROP#AssDialogID:8#2001###Ann';
  const mainBack = '1#InboundCall#ACTIVE#DialogID:7####Ann';
  const mainOver = '1#InboundCall#DROP#DialogID:7####Ann';

  it('ReleaseCall of a consult call, and RetrieveCall: no conference', () => {
    consult();
    send('ReleaseCall', '8');
    hear(consultOver);
    send('RetrieveCall');
    hear(mainBack);
    assert.deepEqual([record('8').outcome, isTold('CallConferenced')], ['answered', false]);
  });

  it('RetrieveCall, after the other one has ended the consult call: no conference', () => {
    consult();
    hear(consultOver);
    send('RetrieveCall');
    hear(mainBack);
    assert.deepEqual([record('8').outcome, isTold('CallConferenced')], ['answered', false]);
  });

  it('ReleaseCall of both calls: none is handed on', () => {
    consult();
    send('ReleaseCall', '8');
    hear(consultOver);
    send('ReleaseCall');
    hear(mainOver, state('READY'));
    assert.deepEqual([record('8').outcome, record().outcome], ['answered', 'answered']);
  });

  it('TransferCall: both are handed on', () => {
    consult();
    send('TransferCall');
    hear(consultOver, mainOver, state('READY'));
    assert.deepEqual([record('8').outcome, record().outcome], ['transferred', 'transferred']);
  });

  it('Conferencecall: the consult call has become part of a conference', () => {
    consult();
    send('Conferencecall');
    hear(consultOver, call('ACTIVE', talking));
    assert.deepEqual([record('8').outcome, isTold('CallConferenced')], ['conferenced', true]);
  });

  for (const [name, outcome] of [
    ['AcceptOutboundPreview', 'accepted'],
    ['RejectOutboundPreview', 'rejected'],
    ['CloseOutboundPreview', 'rejected'],
  ] as const) {
    it(`${name}: ${outcome}, whatever the variables say`, () => {
      hear('1#NewOutboundCall#0300#ani=0300|BAStatus=PREVIEW_OUTBOUND_RESERVATION#DialogID:7');
      send(name);
      hear(call('DROP'), state('READY'));
      assert.equal(record().outcome, outcome);
    });
  }
});

describe('a GcClient', () => {
  let gc: ScriptedGc;
  let client: GcClient;
  let ended: CallEnded | undefined;

  for (const delivery of [undefined, { kind: 'queue', name: 'flows' } as const]) {
    it(`tells a call as released that it has released${delivery ? ', also through a queue' : ''}`, async () => {
      const destination = 'VirtualTopic.test';
      gc = await ScriptedGc.start({ destination });
      client = new GcClient({
        brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
        destination,
        delivery,
      });
      client.on('derived', (event) => {
        ended = event.type === 'CallEnded' ? event : ended;
      });
      await client.connect();
      const call = (state: string, own: string) =>
        JSON.stringify({
          type: 'InboundCall',
          agentId: '1',
          dialogID: '7',
          state,
          participants: [
            { extension: '0300', state: 'ACTIVE' },
            { extension: '2001', state: own },
          ],
        });
      await gc.publish('1#NewInboundCall#0300#0300#DialogID:7', call('ACTIVE', 'ACTIVE'));
      await until(() => client.callsOf('1')[0]?.state === 'ACTIVE');
      const outcome = client.command('ReleaseCall', { agentId: '1', dialogId: '7' });
      await gc.next();
      await gc.publish(call('DROP', 'DROPPED'), '1#State#READY##Ann');
      assert.equal((await outcome).outcome, 'confirmed');
      await until(() => ended !== undefined);
      assert.deepEqual([ended?.outcome, ended?.hungUpBy], ['answered', 'agent']);
      await client.close();
      await gc.close();
      ended = undefined;
    });
  }
});
