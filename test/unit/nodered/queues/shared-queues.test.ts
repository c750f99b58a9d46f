import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { AgentSnapshot, GcClient, Outcome } from '../../../../lib/client';
import type { AnyEvent, Watcher } from '../../../../lib/nodered';
import { SharedQueues } from '../../../../lib/nodered/queues/shared-queues';
import { GcError, type Flavour } from '../../../../lib/protocol';

describe('SharedQueues', () => {
  let clock: sinon.SinonFakeTimers;
  /** Seconds at which GC was asked, and for whom. */
  let asked: string[];
  /** What users are told: `name calls`, or `name: problem`. */
  let told: string[];
  let lines: string[];
  let answer: (agentId: string) => Promise<Outcome>;
  let states: Map<string, string>;
  let watchers: Set<Watcher>;
  let source: { isWell: boolean; flavour: Flavour | undefined; supervisors: string[] };
  let queues: SharedQueues;
  let client: GcClient;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    asked = [];
    told = [];
    lines = [];
    states = new Map([
      ['1086', 'NOT_READY'],
      ['1096', 'NOT_READY'],
    ]);
    watchers = new Set();
    answer = () => Promise.resolve(listed(asked.length));
    client = {
      command: (name: string, { agentId }: { agentId: string }) => {
        asked.push(`${clock.now / 1000} ${name} ${agentId}`);
        return answer(agentId);
      },
      gcTime: () => undefined,
    } as unknown as GcClient;
    const given = {
      isWell: true,
      flavour: undefined,
      supervisors: ['1086'],
      client: () => Promise.resolve(client),
      agent: (agentId: string) => ({ agentId, state: states.get(agentId) ?? 'UNKNOWN' }) as AgentSnapshot,
      log: (line: string) => lines.push(`log: ${line}`),
      warn: (line: string) => lines.push(`warn: ${line}`),
      watch: (watcher: Watcher) => {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
    };
    source = given;
    queues = new SharedQueues(given);
  });

  afterEach(() => {
    clock.restore();
  });

  function listed(calls: number): Outcome {
    const list = [{ queueName: 'Sales', callsInQueue: String(calls) }];
    return {
      outcome: 'confirmed',
      latencyMs: 1,
      event: { type: 'QueueList', queues: list },
    } as unknown as Outcome;
  }

  function watch(name: string, seconds: number, supervisor?: string): () => void {
    return queues.watch(supervisor, {
      everyMs: 1000 * seconds,
      by: { kind: 'node', nodeId: name },
      onQueues: ([sales]) => told.push(`${name} ${sales?.callsInQueue}`),
      onProblem: ({ short }) => told.push(`${name}: ${short.text}`),
    });
  }

  function tell(event: object): void {
    watchers.forEach((watcher) => {
      watcher.onEvent(event as AnyEvent);
    });
  }

  function becomes(isWell: boolean): void {
    source.isWell = isWell;
    watchers.forEach((watcher) => {
      watcher.onHealth();
    });
  }

  it('asks one question per period for ten users, who all get the answer', async () => {
    for (let index = 0; index < 10; index += 1) {
      watch(`user${index}`, 10, '1086');
    }
    await clock.tickAsync(30_000);
    assert.deepEqual(
      asked,
      [0, 10, 20, 30].map((second) => `${second} getqueuelist 1086`),
    );
    assert.equal(told.length, 40);
    assert.equal(told.filter((line) => line.endsWith(' 4')).length, 10);
  });

  it('asks as often as the most eager user wants it, and then as the others do', async () => {
    watch('slow', 20, '1086');
    const leave = watch('eager', 5, '1086');
    await clock.tickAsync(10_000);
    leave();
    await clock.tickAsync(50_000);
    assert.deepEqual(
      asked.map((line) => parseInt(line)),
      [0, 5, 10, 30, 50],
    );
  });

  it('asks nobody when nothing is watched', async () => {
    watch('one', 10, '1086')();
    await clock.tickAsync(60_000);
    assert.deepEqual(asked, []);
    const leave = watch('two', 10, '1086');
    await clock.tickAsync(1000);
    leave();
    await clock.tickAsync(60_000);
    assert.equal(asked.length, 1);
    assert.equal(clock.countTimers(), 0);
    assert.equal(watchers.size, 0);
  });

  it('asks once for each supervisor, and takes any who is logged in', async () => {
    watch('any', 10);
    watch('boss', 10, '1086');
    watch('other', 10, '1096');
    await clock.tickAsync(9000);
    assert.deepEqual(asked, ['0 getqueuelist 1086', '0 getqueuelist 1096']);
    assert.deepEqual(told.sort(), ['any 1', 'boss 1', 'other 2']);
  });

  it('takes the answers to others for its own, and puts its question off', async () => {
    watch('one', 10, '1086');
    await clock.tickAsync(6000);
    await queues.ask(client, '1086', {});
    await clock.tickAsync(10_000);
    assert.deepEqual(
      asked.map((line) => parseInt(line)),
      [0, 6, 16],
    );
    assert.deepEqual(told, ['one 1', 'one 2', 'one 3']);
  });

  it('asks GC at most once a second, however many ask', async () => {
    for (let index = 0; index < 50; index += 1) {
      await queues.ask(client, '1086', {});
      await clock.tickAsync(100);
    }
    assert.equal(asked.length, 5);
  });

  it('takes an answer that somebody has got just before', async () => {
    await queues.ask(client, '1086', {});
    watch('one', 10, '1086');
    await clock.tickAsync(0);
    assert.deepEqual([told, asked.length], [['one 1'], 1]);
  });

  it('gives a user who comes later what is still fresh', async () => {
    watch('one', 10, '1086');
    await clock.tickAsync(4000);
    watch('two', 5, '1086');
    assert.deepEqual(told, ['one 1', 'two 1']);
    await clock.tickAsync(1000);
    assert.deepEqual(
      asked.map((line) => parseInt(line)),
      [0, 5],
    );
  });

  it('says once that its questions fail, asks on, and says once that they work again', async () => {
    answer = () => Promise.reject(new GcError('AUTHORIZATION_FAILURE', { agentId: '1081' }));
    states.set('1081', 'READY');
    watch('one', 10, '1081');
    await clock.tickAsync(60_000);
    assert.equal(asked.length, 7);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^warn: The queues are not watched for now: .*AUTHORIZATION_FAILURE/);
    assert.deepEqual(new Set(told), new Set(['one: authorization failure']));
    answer = () => Promise.resolve(listed(3));
    await clock.tickAsync(30_000);
    assert.deepEqual(lines.slice(1), ['log: GC reports the queues again.']);
    answer = () => Promise.reject(new GcError('GC_TIMEOUT'));
    await clock.tickAsync(30_000);
    assert.equal(lines.length, 3);
  });

  it('says once each of causes that take turns', async () => {
    let count = 0;
    answer = () => Promise.reject(new GcError(count++ % 2 === 0 ? 'GC_TIMEOUT' : 'GENERAL_ERROR'));
    watch('one', 10, '1086');
    await clock.tickAsync(100_000);
    assert.equal(lines.length, 2);
  });

  it('does not ask for a supervisor who is logged out, until the supervisor is back', async () => {
    states.set('1086', 'LOGOUT');
    watch('one', 10, '1086');
    await clock.tickAsync(35_000);
    assert.deepEqual(asked, []);
    assert.deepEqual(lines, [
      'warn: The queues are not watched for now: Supervisor 1086 is logged out. Log the supervisor in.',
    ]);
    assert.equal(told.at(-1), 'one: supervisor logged out');
    states.set('1086', 'NOT_READY');
    tell({ type: 'State', agentId: '1081', state: 'READY' });
    await clock.tickAsync(0);
    assert.deepEqual(asked, []);
    tell({ type: 'State', agentId: '1086', state: 'NOT_READY' });
    await clock.tickAsync(0);
    assert.deepEqual(asked, ['35 getqueuelist 1086']);
    assert.equal(lines.at(-1), 'log: GC reports the queues again.');
  });

  it('waits once for a supervisor of whom nothing is known, and then asks GC', async () => {
    states.clear();
    watch('one', 10, '1086');
    await clock.tickAsync(9999);
    assert.deepEqual([asked, lines], [[], []]);
    await clock.tickAsync(1);
    assert.deepEqual(asked, ['10 getqueuelist 1086']);
  });

  it('asks as soon as a supervisor logs in for whom it waits', async () => {
    states.clear();
    watch('one', 10, '1086');
    await clock.tickAsync(3000);
    states.set('1086', 'NOT_READY');
    tell({ type: 'State', agentId: '1086', state: 'NOT_READY' });
    await clock.tickAsync(0);
    assert.deepEqual(asked, ['3 getqueuelist 1086']);
  });

  it('says that no supervisor is logged in, and asks as soon as one is', async () => {
    source.supervisors = [];
    watch('one', 10);
    await clock.tickAsync(25_000);
    assert.deepEqual([told.at(-1), lines.length, asked.length], ['one: no supervisor', 1, 0]);
    source.supervisors = ['1096'];
    tell({ type: 'AgentInfo', agentId: '1096' });
    await clock.tickAsync(0);
    assert.deepEqual(asked, ['25 getqueuelist 1096']);
  });

  it('never asks on UCCX', async () => {
    source.flavour = 'uccx';
    watch('one', 10, '1086');
    await clock.tickAsync(100_000);
    assert.deepEqual([asked.length, lines.length, told.at(-1)], [0, 1, 'one: queues on UCCE only']);
  });

  it('is silent during an outage, and asks once the connection is back', async () => {
    watch('one', 10, '1086');
    await clock.tickAsync(5000);
    becomes(false);
    assert.equal(clock.countTimers(), 0);
    await clock.tickAsync(60_000);
    assert.equal(asked.length, 1);
    becomes(true);
    await clock.tickAsync(0);
    assert.deepEqual(asked.slice(1), ['65 getqueuelist 1086']);
    assert.deepEqual(lines, []);
  });

  it('says nothing of a question that the outage has ended', async () => {
    answer = () => {
      source.isWell = false;
      return Promise.reject(new GcError('GC_CONNECTION_LOST'));
    };
    watch('one', 10, '1086');
    await clock.tickAsync(60_000);
    assert.deepEqual([lines, told, asked.length], [[], [], 1]);
  });

  it('is not moved to another question by news of the health alone', async () => {
    watch('one', 10, '1086');
    await clock.tickAsync(2000);
    for (let count = 0; count < 20; count += 1) {
      becomes(true);
      tell({ type: 'State', agentId: '1086', state: 'READY' });
      await clock.tickAsync(100);
    }
    assert.equal(asked.length, 1);
  });
});
