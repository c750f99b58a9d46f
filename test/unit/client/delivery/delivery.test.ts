import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GcClient, type EventListener, type GcClientOptions, type Receipt } from '../../../../lib/client';
import { Commands } from '../../../../lib/client/commands/commands';
import { SessionKeeper } from '../../../../lib/client/recovery';
import { Tracker } from '../../../../lib/client/model/tracker';
import type { GcEvent } from '../../../../lib/protocol';
import { ScriptedGc } from '../../../support/scripted-gc';
import { stopClock } from '../../../support/stopped-clock';
import { once, until } from '../../../support/wait';

describe('how a GcClient tells events', () => {
  const destination = 'VirtualTopic.test';
  const queue = { kind: 'queue', name: 'flows' } as const;
  let gc: ScriptedGc;
  let client: GcClient;

  beforeEach(async () => {
    gc = await ScriptedGc.start({ destination });
  });

  afterEach(async () => {
    await client.close();
    await gc.close();
    sinon.restore();
  });

  function newClient(options: Partial<GcClientOptions> = {}): GcClient {
    const brokers = [{ host: '127.0.0.1', port: gc.broker.port }];
    client = new GcClient({ brokers, destination, ...options });
    return client;
  }

  function statesToldBy(of: GcClient): string[] {
    const told: string[] = [];
    of.on('event', (event) => {
      if (event.type === 'State') {
        told.push(event.state);
      }
    });
    return told;
  }

  it('each once, to each listener, in both kinds of delivery', async () => {
    for (const delivery of [{ kind: 'topic' } as const, queue]) {
      newClient({ delivery });
      const [first, second] = [statesToldBy(client), statesToldBy(client)];
      await client.connect();
      await gc.publish('1#State#READY##Ann', '1#State#NOT_READY##Ann', '1#State#READY##Ann');
      await until(() => first.length >= 3 && second.length >= 3);
      assert.deepEqual(first, ['READY', 'NOT_READY', 'READY']);
      assert.deepEqual(second, first);
      await client.close();
    }
  });

  it('to a listener that wants only one, one', async () => {
    newClient({ delivery: queue });
    let count = 0;
    client.once('event', () => (count += 1));
    const told = statesToldBy(client);
    await client.connect();
    await gc.publish('1#State#READY##Ann', '1#State#READY##Ann');
    await until(() => told.length === 2);
    assert.equal(count, 1);
  });

  it('from a queue, those that came while the client was away, and nothing live comes of them', async () => {
    newClient({ delivery: queue });
    await client.connect();
    await client.close();
    const before = Date.now();
    await gc.publish('1#State#READY##Ann', '1#NewInboundCall#0300#0300#DialogID:5');
    const after = Date.now();
    newClient({ delivery: queue });
    const told: [GcEvent, Receipt][] = [];
    client.on('event', (event, receipt) => told.push([event, receipt]));
    await client.connect();
    await until(() => told.some(([{ type }]) => type === 'NewInboundCall'));
    assert.deepEqual(client.snapshot().calls, []);
    assert.deepEqual(client.snapshot().agents, []);
    const publishedAt = told[0]?.[1].publishedAt;
    assert.ok(publishedAt !== undefined && before <= publishedAt && publishedAt <= after);
  });

  it('from a queue, while what is live does not wait for the listeners', async () => {
    newClient({ delivery: queue });
    const neverTake: EventListener = () => new Promise(() => undefined);
    client.on('event', neverTake);
    await client.connect();
    const outcome = client.command('MakeReady', { agentId: '1081' });
    await gc.next();
    await gc.publish('1081#State#READY##Ann');
    assert.equal((await outcome).outcome, 'confirmed');
    assert.equal(client.snapshot().agents[0]?.state, 'READY');
    await until(() => client.health.gc.condition === 'in-service');
  });

  it('that come too late for their command, marked, and counted', async () => {
    newClient();
    const marks: [string, unknown][] = [];
    client.on('event', (event, { late }) => {
      if (event.type === 'State') {
        marks.push([event.state, late]);
      }
    });
    await client.connect();
    stopClock();
    await assert.rejects(client.command('MakeReady', { agentId: '1081' }, { timeoutMs: 20 }), {
      code: 'GC_TIMEOUT',
    });
    await gc.publish('1081#State#READY##Ann', '1081#State#READY##Ann');
    await until(() => marks.length === 2);
    assert.deepEqual(marks, [
      ['READY', true],
      ['READY', undefined],
    ]);
    const { lateEvents, events, commands } = client.snapshot().counters;
    assert.deepEqual([lateEvents, events['State'], commands], [1, 2, { GC_TIMEOUT: 1 }]);
  });

  it('although a listener throws or rejects: that becomes a warning of the process', async () => {
    newClient();
    const emitWarning = sinon.stub(process, 'emitWarning');
    const warned = (text: string) =>
      emitWarning.getCalls().some(({ args }) => String(args[0]).startsWith(text));
    client.on('event', () => {
      throw new Error('thrown');
    });
    const reject: EventListener = () => Promise.reject(new Error('rejected'));
    client.on('event', reject);
    const told = statesToldBy(client);
    await client.connect();
    await gc.publish('1#State#READY##Ann');
    await until(() => told.length === 1 && warned('A listener of "event" threw: Error: thrown'));
    await until(() => warned('A listener of "event" threw: Error: rejected'));
  });

  for (const [part, breakIt, reason] of [
    ['the model', () => sinon.stub(Tracker.prototype, 'apply'), /The model failed at the event State/],
    [
      'the sessions',
      () => sinon.stub(SessionKeeper.prototype, 'follow'),
      /Following the sessions failed at the event State/,
    ],
    ['the marks', () => sinon.stub(SessionKeeper.prototype, 'mark'), /Marking failed at the event State/],
    [
      'the commands',
      () => sinon.stub(Commands.prototype, 'offer'),
      /Confirming commands failed at the event State/,
    ],
  ] as const) {
    it(`despite a fault in ${part}, which becomes a warning, in both kinds of delivery`, async () => {
      for (const delivery of [{ kind: 'topic' } as const, queue]) {
        newClient({ delivery });
        const warnings: string[] = [];
        client.on('warning', ({ message }) => warnings.push(message));
        const told = statesToldBy(client);
        await client.connect();
        await until(() => client.health.gc.condition === 'in-service');
        const stub = breakIt();
        stub.callThrough();
        stub.onFirstCall().throws(new Error('out of order'));
        await gc.publish('1#State#READY##Ann', '1#State#NOT_READY##Ann');
        await until(() => told.length === 2 && client.snapshot().counters.events['State'] === 2);
        assert.deepEqual(told, ['READY', 'NOT_READY']);
        assert.match(String(warnings[0]), reason);
        assert.match(String(warnings[0]), /^Agent 1: .*out of order \(GC_INTERNAL_ERROR\)\. Report it/);
        assert.equal(warnings.length, 1);
        stub.restore();
        await client.close();
      }
    });
  }

  it('live, to each listener, although the one before throws', async () => {
    newClient();
    sinon.stub(process, 'emitWarning');
    const told: string[] = [];
    for (const name of ['live', 'health', 'warning'] as const) {
      client.on(name, () => {
        throw new Error(`the first listener of ${name}`);
      });
      client.on(name, () => told.push(name));
    }
    await client.connect();
    await gc.publish('1#Error#SESSION_INVALIDATED#x');
    await until(() => new Set(told).size === 3);
  });

  it('not at all from a queue without a virtual topic', () => {
    newClient();
    assert.throws(() => newClient({ destination: 'node-red', delivery: queue }), {
      code: 'GC_INVALID_CONFIGURATION',
      message: /begins with "VirtualTopic\."/,
    });
  });

  it('and counts sessions, commands and events', async () => {
    newClient({ stomp: { backoff: { minMs: 1, maxMs: 2 } } });
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service');
    gc.broker.dropConnections();
    await once(client, 'health');
    await until(() => client.health.gc.condition === 'in-service');
    await client.command('refresh', { agentId: '1081' });
    const { counters } = client.snapshot();
    assert.deepEqual([counters.connects, counters.reconnects, counters.waitingCommands], [2, 1, 0]);
    assert.deepEqual(counters.commands, { sent: 1 });
    assert.equal(counters.events['System'], 2);
  });
});
