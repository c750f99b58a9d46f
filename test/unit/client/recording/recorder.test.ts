import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Recorder, type Recorded } from '../../../../lib/client/recording';
import type { RecordingOptions } from '../../../../lib/client';
import { Secrets } from '../../../../lib/trace';

const since = 1_764_410_000_000;

const client: Recorded = {
  destination: 'test-client',
  commandQueue: 'Connector1',
  broker: () => '127.0.0.1:61613',
  health: () => ({
    broker: { condition: 'connected', since, reason: 'Connected.' },
    gc: { condition: 'in-service', since, reason: 'GC answers.' },
  }),
};

describe('a recording in memory', () => {
  let clock: sinon.SinonFakeTimers;
  let recorder: Recorder;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: since, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    recorder = new Recorder(new Secrets(['hunter-2?']));
  });

  afterEach(async () => {
    await recorder.close();
    clock.restore();
  });

  function start(options: RecordingOptions) {
    return recorder.inMemory(options, client);
  }

  function take(body: string): void {
    recorder.now?.event({ body, id: 'ID:1', redelivered: false });
  }

  function bodiesIn(lines: Iterable<string>): string[] {
    return [...lines].flatMap((line) => {
      const entry = JSON.parse(line) as { kind: string; body: string };
      return entry.kind === 'event' ? [entry.body] : [];
    });
  }

  it('writes an event with its time, its broker, and the headers that matter', () => {
    const recording = start({ standIns: false });
    recorder.now?.event(
      { body: 'System#IN_SERVICE', type: 'Nil', id: 'ID:7', publishedAt: since - 5, redelivered: true },
      true,
    );
    assert.deepEqual(JSON.parse([...recording.lines()].at(-1) ?? ''), {
      kind: 'event',
      at: '2025-11-29T09:53:20.000Z',
      body: 'System#IN_SERVICE',
      jmsType: 'Nil',
      broker: '127.0.0.1:61613',
      from: 'queue',
      headers: { 'message-id': 'ID:7', timestamp: '1764409999995', redelivered: 'true' },
    });
  });

  it('keeps the newest, and says how many are missing', () => {
    const recording = start({ standIns: false, maxBytes: 10_000 });
    for (let number = 1; number <= 100; number += 1) {
      take(`1081#State#NOT_READY#${number}#${'é"\n😀'.repeat(number % 10)}`);
      const size = [...recording.lines()].reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
      assert.ok(size <= recording.bytes && recording.bytes <= 10_000, `${size} ${recording.bytes}`);
    }
    const [, gap = '', ...others] = recording.lines();
    assert.equal((JSON.parse(gap) as { entries: number }).entries, recording.dropped);
    assert.equal(others.length, recording.entries);
    assert.equal(recording.entries + recording.dropped, 101);
    assert.ok(bodiesIn(others).at(-1)?.startsWith('1081#State#NOT_READY#100#'));
  });

  it('forgets what is too old, also while nothing comes', () => {
    const recording = start({ maxMs: 60_000 });
    take('1081#State#READY#');
    clock.tick(60_001);
    assert.deepEqual([recording.entries, recording.dropped], [0, 2]);
    take('1081#State#WORK#');
    recording.stop();
    clock.tick(120_000);
    assert.deepEqual([recording.entries, recording.ended], [1, 'stopped']);
  });

  it('stops where it shall when it is full', async () => {
    const recording = start({ maxBytes: 10_000, whenFull: 'stop' });
    assert.equal(recording.endedAt, undefined);
    for (let number = 1; number <= 100; number += 1) {
      clock.tick(1);
      take(`1081#State#NOT_READY#${number}#`);
    }
    assert.equal(recording.ended, 'full');
    assert.equal(recording.endedAt, since + bodiesIn(recording.lines()).length + 1);
    assert.equal(await recording.finished, 'full');
    assert.deepEqual(bodiesIn(recording.lines()).slice(0, 2), [
      '1081#State#NOT_READY#1#',
      '1081#State#NOT_READY#2#',
    ]);
    assert.equal(recording.dropped, 0);
    assert.equal(recorder.now, undefined);
  });

  it('stops where it shall when its time is over, and leaves no timer behind', async () => {
    const recording = start({ maxMs: 5000, whenFull: 'stop' });
    clock.tick(60_000);
    assert.deepEqual([recording.ended, recording.endedAt], ['time', since + 5000]);
    recording.stop();
    assert.deepEqual([recording.ended, recording.endedAt], ['time', since + 5000]);
    assert.equal(await recording.finished, 'time');
    start({ whenFull: 'stop' }).stop();
    assert.equal(clock.countTimers(), 0);
  });

  it('cuts what is longer than a line, and says from how many characters', () => {
    const recording = start({ standIns: false });
    take(`1081#Error#CF_RESOURCE_BUSY#${'é'.repeat(2_000_000)}`);
    const [line = ''] = [...recording.lines()].slice(-1);
    const { cutFrom, body } = JSON.parse(line) as { cutFrom: number; body: string };
    assert.equal(cutFrom, 2_000_028);
    assert.ok(body.length > 400_000);
    assert.ok(Buffer.byteLength(line) <= 1_048_576);
  });

  it('cuts a command, too', () => {
    const recording = start({ standIns: false });
    const trace = recorder.now?.asked('update_call_variable', {});
    trace?.sent({ type: 'X#1081', body: 'é'.repeat(2_000_000), headers: {} });
    const [line = ''] = [...recording.lines()].slice(-1);
    assert.equal((JSON.parse(line) as { cutFrom: number }).cutFrom, 2_000_000);
    assert.ok(Buffer.byteLength(line) <= 1_048_576);
  });

  it('has nothing that comes behind its end, and gives its lines as they are when they are asked for', () => {
    const recording = start({});
    take('1081#State#READY#');
    const lines = recording.lines()[Symbol.iterator]();
    lines.next();
    take('1081#State#WORK#');
    recording.stop();
    take('1081#State#TALKING#');
    const rest = [...{ [Symbol.iterator]: () => lines }];
    assert.deepEqual(bodiesIn(rest), ['1081#State#READY#']);
    assert.deepEqual(bodiesIn(recording.lines()), ['1081#State#READY#', '1081#State#WORK#']);
  });

  it('writes down a command that the connection did not take at first, and each outcome once', () => {
    const recording = start({ standIns: false });
    const trace = recorder.now?.asked('Login', { agentId: '1081', password: 'other-7?', extension: '2001' });
    const command = { type: 'Login#1081', body: 'ZW5j+other==,2001', headers: { expires: '1' } };
    trace?.sent(command);
    trace?.sent(command);
    take('1081#Error#X_Y#not hunter-2?');
    recorder.now?.asked('MakeReady', null).ended({ code: 'GC_INVALID_PARAMETER' } as never);
    const entries = [...recording.lines()]
      .slice(2)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      entries.map(({ kind, id, outcome, body }) => [kind, id, outcome ?? body]),
      [
        ['command', 1, '***,2001'],
        ['outcome', 1, 'GC_NOT_CONNECTED'],
        ['command', 2, '***,2001'],
        ['event', undefined, '1081#Error#X_Y#not ***'],
        ['outcome', undefined, 'GC_INVALID_PARAMETER'],
      ],
    );
  });
});
