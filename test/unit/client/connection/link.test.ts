import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GcClient, type GcClientOptions, type Health } from '../../../../lib/client';
import type { GcError } from '../../../../lib/protocol';
import { startBroker, type Broker } from '../../../../lib/simulator/broker';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';
import { ScriptedBroker } from '../../stomp/scripted-broker';

describe('The way to GC', () => {
  let client: GcClient;
  let reports: Health[];

  function newClient(ports: readonly number[], options: Partial<GcClientOptions> = {}): GcClient {
    client = new GcClient({
      brokers: ports.map((port) => ({ host: '127.0.0.1', port })),
      destination: 'test-client',
      stomp: { backoff: { minMs: 10, maxMs: 50 } },
      ...options,
    });
    reports = [];
    client.on('health', (health) => reports.push(health));
    return client;
  }

  function conditions(): string[] {
    return reports.map(({ broker, gc }) => `${broker.condition} ${gc.condition}`);
  }

  describe('with GC behind it', () => {
    let gc: ScriptedGc;

    beforeEach(async () => {
      gc = await ScriptedGc.start();
    });

    afterEach(async () => {
      await client.close();
      await gc.close();
      sinon.restore();
    });

    it('tells each change of the broker and of GC, with a time and a reason', async () => {
      const { port } = gc.broker;
      const begun = Date.now();
      newClient([port], { heartbeatMs: 50 });
      assert.match(client.health.broker.reason, /not asked to connect/);
      await client.connect();
      await until(() => client.health.gc.condition === 'in-service');
      gc.heartbeatAnswer = 'System#OUT_OF_SERVICE';
      await until(() => client.health.gc.condition === 'out-of-service');
      gc.heartbeatAnswer = undefined;
      await until(() => client.health.gc.condition === 'silent');
      gc.heartbeatAnswer = 'System#IN_SERVICE';
      await until(() => client.health.gc.condition === 'in-service');
      await client.close();

      assert.deepEqual(
        conditions().filter((each, index, all) => each !== all[index - 1]),
        [
          'connecting unknown',
          'connected unknown',
          'connected in-service',
          'connected out-of-service',
          'connected silent',
          'connected in-service',
          'disconnected unknown',
        ],
      );
      const reasonOf = (condition: string) =>
        reports.find((health) => health.gc.condition === condition)?.gc.reason ?? '';
      const silence = `GC has not answered the last 2 heartbeats. Check that GC runs, that it uses the broker 127.0.0.1:${port}, and that it takes its commands from the queue "Connector1".`;
      assert.equal(reasonOf('silent'), silence);
      assert.match(reasonOf('out-of-service'), /Finesse/);
      for (const { broker, gc: behind } of reports) {
        for (const { reason, since } of [broker, behind]) {
          assert.match(reason, /\.$/);
          assert.ok(begun <= since && since <= Date.now());
        }
      }
      assert.equal(client.health.broker.reason, `The connection to the broker 127.0.0.1:${port} was closed.`);
    });

    it('keeps the time while the condition stays the same', async () => {
      newClient([gc.broker.port], { heartbeatMs: 20 });
      await client.connect();
      await until(() => client.health.gc.condition === 'in-service');
      const before = reports.length;
      await until(() => gc.heartbeats.length > 3);
      assert.equal(reports.length, before);
    });

    it('is not taken as found by what GC has published for somebody', async () => {
      gc.heartbeatAnswer = undefined;
      newClient([gc.broker.port]);
      await client.connect();
      const seen = new Promise((resolve) => client.once('event', resolve));
      await gc.publish('1081#State#READY##Ann');
      await seen;
      assert.equal(client.health.gc.condition, 'unknown');
    });

    it('looks for GC at the other broker when it is silent at this one', async () => {
      const lonely: Broker = await startBroker();
      try {
        newClient([lonely.port, gc.broker.port], { heartbeatMs: 50 });
        await client.connect();
        await until(() => client.health.gc.condition === 'in-service');
        assert.ok(conditions().includes('connected silent'));
        assert.equal(client.health.broker.reason, `Connected to the broker 127.0.0.1:${gc.broker.port}.`);
      } finally {
        await client.close();
        await lonely.close();
      }
    });

    it('does not suffer from a listener that throws', async () => {
      newClient([gc.broker.port]);
      const emitWarning = sinon.stub(process, 'emitWarning');
      client.on('health', () => {
        throw new Error('a mistake in a flow');
      });
      await client.connect();
      await until(() => client.health.gc.condition === 'in-service');
      assert.match(
        String(emitWarning.args[0]?.[0]),
        /^A listener of "health" threw: Error: a mistake in a flow/,
      );
    });
  });

  it('says so where the broker does not let the client read its topic', async () => {
    const broker = await ScriptedBroker.start({
      SUBSCRIBE: (peer, frame) => peer.error('not authorized', frame),
    });
    try {
      newClient([broker.address.port], { heartbeatMs: 20 });
      const warnings: GcError[] = [];
      client.on('warning', (warning) => warnings.push(warning));
      await client.connect();
      await until(() => broker.frames('SEND').length > 3);
      const { condition, reason } = client.health.gc;
      assert.equal(condition, 'silent');
      assert.match(reason, /^What GC publishes cannot be received: .*not authorized/);
      assert.deepEqual(warnings, []);
    } finally {
      await client.close();
      await broker.close();
    }
  });

  it('gets what GC publishes once the broker lets it, without a new connection', async () => {
    let isAllowed = false;
    const broker = await ScriptedBroker.start({
      SUBSCRIBE: (peer, frame) => {
        if (isAllowed) {
          peer.receipt(frame);
        } else {
          peer.error('User flows is not authorized to create: topic://test-client', frame);
        }
      },
      SEND: (peer, frame) => {
        peer.receipt(frame);
        const id = peer.frames.findLast(({ command }) => command === 'SUBSCRIBE')?.headers['id'];
        peer.write(`MESSAGE\nsubscription:${id}\nmessage-id:1\n\nSystem#IN_SERVICE\0\n`);
      },
    });
    try {
      newClient([broker.address.port], { heartbeatMs: 20 });
      await client.connect();
      assert.equal(client.health.gc.condition, 'silent');
      isAllowed = true;
      await until(() => client.health.gc.condition === 'in-service');
      assert.equal(broker.frames('CONNECT').length, 1);
    } finally {
      await client.close();
      await broker.close();
    }
  });
});
