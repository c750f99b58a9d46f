import assert from 'node:assert/strict';
import { ReplayStage } from './replay-stage';
import { command, event, health, outcome, traceOf } from './trace-lines';

const inService = 'System#IN_SERVICE';
const notReady = '1081#State#NOT_READY##Anna Becker';
const ready = '1081#State#READY##Anna Becker';
const talking = '1081#State#TALKING##Anna Becker';
const rings = '1081#NewInboundCall#0300#ani=0300#DialogID:7001';
const active = '1081#InboundCall#ACTIVE#DialogID:7001#0300#ani=0300#2026-11-29 10:00:00#Anna Becker';

/** An agent logs in, is called, and answers. */
const day = [
  health(10, 'connecting'),
  health(20, 'connected'),
  command(100, 1, 'Hello#recorded'),
  event(110, inService),
  outcome(111, 1),
  command(200, 2, 'Connect#1081', 'recorded,***'),
  outcome(201, 2, 'sent'),
  command(210, 3, 'Login#1081', '***,2001'),
  event(260, notReady),
  outcome(261, 3),
  command(1000, 4, 'MakeReady#1081'),
  event(1030, ready),
  outcome(1031, 4),
  event(60_000, rings),
  command(65_000, 5, 'AnswerCall#1081', '7001'),
  event(65_040, active),
  outcome(65_041, 5),
  event(65_060, talking),
];

describe('the replay of a trace', () => {
  it('begins with the first client that says where it listens', async () => {
    const stage = await ReplayStage.open(traceOf(...day));
    stage.wait(600_000);
    assert.equal(stage.now, undefined);
    stage.send('Hello#desk');
    assert.deepEqual(stage.heard(), [`desk ${inService}`]);
    assert.equal(stage.now, 0);
  });

  it('plays events at their time, to where the client listens', async () => {
    const stage = await ReplayStage.open(traceOf(event(50, ready), event(950, notReady)));
    stage.send('Hello#desk');
    stage.heard();
    stage.wait(49);
    assert.deepEqual(stage.heard(), []);
    stage.wait(1);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
    stage.wait(899);
    assert.deepEqual(stage.heard(), []);
    stage.wait(1);
    assert.deepEqual(stage.heard(), [`desk ${notReady}`]);
    assert.deepEqual(stage.told, ['The trace begins.', 'The trace is over.']);
  });

  it('leaves out the time before anything happened', async () => {
    const stage = await ReplayStage.open(traceOf(event(3_600_000, ready)));
    stage.send('Hello#desk');
    stage.heard();
    stage.wait(2000);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
  });

  it('answers commands as they were answered, after the same time', async () => {
    const stage = await ReplayStage.open(traceOf(...day));
    stage.send('Hello#desk');
    stage.wait(100);
    stage.send('Connect#1081 desk,any', 'Login#1081 any,2001');
    stage.heard();
    stage.wait(49);
    assert.deepEqual(stage.heard(), []);
    stage.wait(1);
    assert.deepEqual(stage.heard(), [`desk ${notReady}`]);
    assert.deepEqual(stage.problems, []);
  });

  it('stands still at a command until it comes, and what followed follows', async () => {
    const stage = await ReplayStage.open(traceOf(...day));
    stage.send('Hello#desk', 'Connect#1081 desk,any', 'Login#1081 any,2001');
    stage.wait(7000);
    assert.equal(stage.now, 1000);
    stage.send('MakeReady#1081');
    stage.heard();
    stage.wait(30);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
    stage.wait(58_970);
    assert.deepEqual(stage.heard(), [`desk ${rings}`]);
    stage.wait(10_000);
    assert.deepEqual(stage.heard(), []);
    stage.send('AnswerCall#1081 7001');
    stage.wait(60);
    assert.deepEqual(stage.heard(), [`desk ${active}`, `desk ${talking}`]);
    assert.deepEqual(stage.told.slice(1), ['The trace is over.']);
  });

  it('goes on without a command after 10 s, and answers it when it comes later', async () => {
    const stage = await ReplayStage.open(traceOf(...day));
    stage.send('Hello#desk', 'Connect#1081 desk,any', 'Login#1081 any,2001');
    stage.wait(11_029);
    assert.deepEqual(stage.heard(), [`desk ${inService}`, `desk ${notReady}`]);
    stage.wait(1);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
    assert.equal(
      stage.told[1],
      'MakeReady of agent 1081 (line 12) did not come within 10 s: the trace goes on, and waits for this agent again once a command of the agent comes.',
    );
    stage.send('MakeReady#1081');
    stage.wait(30);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
    stage.send('MakeReady#1081');
    assert.deepEqual(stage.problems, [
      'Nothing came of MakeReady#1081: the trace has no such command of this agent from here on.',
    ]);
  });

  it('waits once for an agent of whom no command comes', async () => {
    const stage = await ReplayStage.open(traceOf(...day));
    stage.send('Hello#desk');
    stage.wait(10_000 + 65_060);
    assert.deepEqual(stage.heard().slice(1), [notReady, ready, rings, active, talking].map(toDesk));
    assert.equal(stage.told.length, 3);
  });

  it('lets what comes before a command come first where the command is a little early', async () => {
    const trace = traceOf(
      event(1000, rings),
      command(1005, 1, 'AnswerCall#1081', '7001'),
      event(1010, active),
      outcome(1011, 1),
      event(1015, talking),
    );
    const stage = await ReplayStage.open(trace);
    stage.send('Hello#desk');
    stage.wait(998);
    stage.heard();
    stage.send('AnswerCall#1081 7001');
    assert.deepEqual(stage.heard(), [`desk ${rings}`]);
    stage.wait(5);
    assert.deepEqual(stage.heard(), [`desk ${active}`]);
    stage.wait(12);
    assert.deepEqual(stage.heard(), [`desk ${talking}`]);
  });

  it('keeps the order of an agent where commands overlap', async () => {
    const over = '1081#InboundCall#DROP#DialogID:7001#Anna Becker';
    const trace = traceOf(
      command(1000, 1, 'RetrieveCall#1081', '7001'),
      event(1010, active),
      outcome(1011, 1),
      command(1020, 2, 'update_call_variable#1081', '7001,name,Grace'),
      command(1021, 3, 'ReleaseCall#1081', '7001'),
      event(1022, talking),
      outcome(1023, 2, 'sent'),
      event(1030, over),
      outcome(1031, 3),
      event(1500, ready),
      command(1600, 4, 'GetState#1081'),
      event(1610, notReady),
      outcome(1611, 4),
    );
    const stage = await ReplayStage.open(trace);
    stage.send('Hello#desk');
    stage.wait(500);
    stage.heard();
    stage.send('RetrieveCall#1081 7001', 'update_call_variable#1081 7001,name,Grace');
    stage.send('ReleaseCall#1081 7001');
    assert.deepEqual(stage.heard(), [`desk ${active}`]);
    stage.wait(1);
    assert.deepEqual(stage.heard(), [`desk ${talking}`]);
    stage.send('GetState#1081');
    assert.deepEqual(stage.heard(), [`desk ${over}`, `desk ${ready}`]);
    stage.wait(10);
    assert.deepEqual(stage.heard(), [`desk ${notReady}`]);
  });

  it('answers a command that comes long before its time, and leaves all else in its place', async () => {
    const question = [
      command(30_000, 1, 'GetState#1081'),
      event(30_010, notReady),
      outcome(30_011, 1),
      event(30_020, talking),
    ];
    const stage = await ReplayStage.open(traceOf(event(1000, ready), ...question));
    stage.send('Hello#desk', 'GetState#1081');
    stage.heard();
    stage.wait(10);
    assert.deepEqual(stage.heard(), [`desk ${notReady}`]);
    stage.wait(990);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
    stage.wait(29_020);
    assert.deepEqual(stage.heard(), [`desk ${talking}`]);
  });

  it('takes of several commands the one with the same parameters', async () => {
    const dialled = (ms: number, id: number, number: string) => [
      command(ms, id, 'MakeCall#1081', number),
      event(ms + 10, `1081#InboundCall#INITIATING#DialogID:${number}#2001##2026-11-29 10:00:00#Anna`),
      outcome(ms + 11, id),
    ];
    const trace = traceOf(...dialled(1000, 1, '2002'), ...dialled(5000, 2, '2003'));
    const stage = await ReplayStage.open(trace);
    stage.send('Hello#desk');
    stage.wait(1000);
    stage.heard();
    stage.send('MakeCall#1081 2003');
    stage.wait(10);
    assert.match(String(stage.heard()), /DialogID:2003/);
    stage.send('MakeCall#1081 4444');
    stage.wait(10);
    assert.match(String(stage.heard()), /DialogID:2002/);
  });

  it('answers nothing to a command that got no answer, and to one that it does not know', async () => {
    const trace = traceOf(
      command(100, 1, 'MakeReady#1081'),
      outcome(10_100, 1, 'GC_TIMEOUT'),
      event(20_000, ready),
    );
    const stage = await ReplayStage.open(trace);
    stage.send('Hello#desk', 'Connect#1081 desk,any');
    stage.wait(100);
    stage.heard();
    stage.send('MakeReady#1081', 'MakeCall#1081 2002', 'Dance#1081', 'MakeReady#1082');
    stage.wait(19_899);
    assert.deepEqual(stage.heard(), []);
    assert.deepEqual(stage.problems, [
      'Nothing came of MakeCall#1081: the trace has no such command of this agent from here on.',
      'Nothing came of Dance#1081: this is no command of GC.',
      'Nothing came of MakeReady#1082: the trace has no such command of this agent from here on.',
    ]);
  });

  it('gives an answer about no agent to whoever asks', async () => {
    const trace = traceOf(
      command(100, 1, 'GetPhonebooks#1086'),
      event(150, '{"type":"Phonebooks","phonebooks":[{"id":"1","name":"All"}]}'),
      outcome(151, 1),
    );
    const stage = await ReplayStage.open(trace);
    stage.send('Hello#desk');
    stage.heard();
    stage.send('GetPhonebooks#1081');
    stage.wait(49);
    assert.deepEqual(stage.heard(), []);
    stage.wait(1);
    assert.match(String(stage.heard()), /Phonebooks/);
  });

  it('logs agents in whose login is not in the trace: with the state that they have then', async () => {
    const stage = await ReplayStage.open(traceOf(event(100, talking), event(9000, rings)));
    stage.send('Hello#desk');
    stage.wait(100);
    stage.heard();
    stage.send('Connect#1081 desk,any', 'Login#1081 any,2001', 'Connect#1082 desk,any');
    stage.send('MobileAgentLogin#1082 any,2002,0300,true');
    assert.deepEqual(stage.heard(), [`desk ${talking}`, 'desk 1082#State#NOT_READY##']);
    assert.deepEqual(stage.problems, []);
  });

  it('publishes about an agent where the agent was connected, else everywhere', async () => {
    const stage = await ReplayStage.open(traceOf(event(5000, ready), event(5001, '1082#State#READY##B')));
    stage.send('Hello#desk', 'Hello#laptop', 'Connect#1081 laptop,any');
    stage.heard();
    stage.wait(5001);
    assert.deepEqual(stage.heard(), [
      `laptop ${ready}`,
      'desk 1082#State#READY##B',
      'laptop 1082#State#READY##B',
    ]);
  });

  it('puts the destination of the client into the events about it', async () => {
    const bodies = [
      'DESTINATION#recorded#RECONNECT',
      '{"type":"Destination","destination":"recorded","action":"RECONNECT"}',
      'DESTINATION#another#RECONNECT',
    ];
    const stage = await ReplayStage.open(traceOf(...bodies.map((body, index) => event(100 + index, body))));
    stage.send('Hello#desk');
    stage.heard();
    stage.wait(110);
    assert.deepEqual(stage.heard(), [
      'desk DESTINATION#desk#RECONNECT',
      'desk {"type":"Destination","destination":"desk","action":"RECONNECT"}',
      'desk DESTINATION#another#RECONNECT',
    ]);
  });

  it('plays an event of the topic, and not its copy in a queue', async () => {
    const copy = { ...event(200, ready), from: 'queue' } as ReturnType<typeof event>;
    const stage = await ReplayStage.open(traceOf(event(100, ready), copy));
    stage.send('Hello#desk');
    stage.heard();
    stage.wait(1000);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
  });

  it('refuses commands before it is known where anybody listens', async () => {
    const stage = await ReplayStage.open(traceOf(...day));
    stage.send('Login#1081 any,2001', 'Hello#a/b');
    assert.deepEqual(stage.heard(), []);
    assert.equal(stage.problems.length, 2);
    assert.match(stage.problems[0] ?? '', /no client has said yet where it listens/);
    assert.match(stage.problems[1] ?? '', /destination must be/);
  });
});

function toDesk(body: string): string {
  return `desk ${body}`;
}
