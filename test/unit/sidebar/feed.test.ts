import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { NodeAPI } from 'node-red';
import sinon from 'sinon';
import type { AgentSnapshot, EndOfRecording } from '../../../lib/client';
import {
  forgetRecording,
  type FoundConnection,
  type SharedConnection,
  type Watcher,
} from '../../../lib/nodered';
import { keepRecording } from '../../../lib/nodered/recording/kept-recordings';
import type { GcEvent } from '../../../lib/protocol';
import { Feed } from '../../../plugins/gc-sidebar/runtime/feed';
import gcSidebar from '../../../plugins/gc-sidebar/gc-sidebar';
import type { AgentRow, ConnectionRow } from '../../../plugins/gc-sidebar/news';

const healthy = {
  broker: { condition: 'connected', since: 1, reason: 'there' },
  gc: { condition: 'in-service', since: 1, reason: 'there' },
};

/** A connection of which a test says what it knows. */
class FakeConnection {
  readonly watchers = new Set<Watcher>();
  readonly plan = {};
  health: object = healthy;
  agents: AgentSnapshot[] = [];
  looks = 0;

  get snapshot() {
    this.looks += 1;
    return { agents: this.agents, calls: [] };
  }

  watch(watcher: Watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** An agent changes its state, and GC tells it. */
  change(agentId: string, state: string): void {
    this.agents = [...this.agents.filter((agent) => agent.agentId !== agentId), { agentId, state }];
    const event: GcEvent = { type: 'State', agentId, state };
    this.watchers.forEach((watcher) => watcher.onEvent(event));
  }
}

describe('what the sidebar is told', () => {
  let clock: sinon.SinonFakeTimers;
  let connection: FakeConnection;
  let connections: FoundConnection[];
  let tell: sinon.SinonSpy;
  let log: sinon.SinonSpy;
  let feed: Feed;

  beforeEach(() => {
    clock = sinon.useFakeTimers(1_790_000_000_000);
    connection = new FakeConnection();
    connections = [found(connection)];
    tell = sinon.spy();
    log = sinon.spy();
    feed = new Feed(
      () => connections,
      () => false,
      tell,
      { error: log },
    );
    clock.tick(500);
    tell.resetHistory();
  });

  afterEach(() => {
    feed.close();
    clock.restore();
  });

  function found(shared: FakeConnection): FoundConnection {
    return { id: 'desk', name: 'Front desk', connection: shared as unknown as SharedConnection };
  }

  const states = (news: { rows: readonly object[] }) =>
    news.rows.filter((row): row is AgentRow => 'state' in row).map(({ agentId, state }) => [agentId, state]);

  it('is everything at first, and then what has changed', () => {
    connection.change('1081', 'READY');
    connection.change('1082', 'READY');
    clock.tick(500);
    const first = feed.newsSince(0);
    assert.equal(first.isWhole, true);
    assert.deepEqual(states(first), [
      ['1081', 'READY'],
      ['1082', 'READY'],
    ]);
    connection.change('1082', 'TALKING');
    clock.tick(500);
    const second = feed.newsSince(first.revision);
    assert.equal(second.isWhole, false);
    assert.deepEqual(states(second), [['1082', 'TALKING']]);
    assert.deepEqual(
      second.events.map(({ type, agentId, detail, detailKind }) => [type, agentId, detail, detailKind]),
      [['State', '1082', 'TALKING', 'state']],
    );
  });

  it('comes at most twice a second, however much happens', () => {
    for (let count = 0; count < 400; count += 1) {
      connection.change(String(1081 + (count % 20)), count % 2 ? 'READY' : 'TALKING');
      clock.tick(5);
    }
    clock.tick(500);
    assert.ok(tell.callCount <= 5, `${tell.callCount} in 2.5 s`);
    assert.equal(feed.newsSince(0).events.length, 200);
  });

  it('has what changes without a word, too', () => {
    connection.change('1081', 'LOGOUT');
    clock.tick(500);
    const { revision } = feed.newsSince(0);
    clock.tick(10_000);
    connection.agents = [];
    feed.newsSince(revision);
    clock.tick(500);
    assert.deepEqual(feed.newsSince(revision).gone, ['desk/1081']);
  });

  it('tells when a recording begins, and when and why it has ended by itself', async () => {
    const finished: Promise<EndOfRecording> = Promise.resolve('full');
    const running = { startedAt: 1, bytes: 2, entries: 3, dropped: 0, finished, stop: () => undefined };
    const { revision } = feed.newsSince(0);
    const said: string[] = [];
    const recording = { ...running, ended: 'full', endedAt: 7, lines: () => [] } as const;
    try {
      keepRecording('desk', recording, true, ({ why, entries, megabytes }) =>
        said.push(`${why.text}: ${entries} entries, ${megabytes} MB`),
      );
      clock.tick(500);
      sinon.assert.calledOnce(tell);
      await finished;
      clock.tick(500);
      const [row] = feed.newsSince(revision).rows as ConnectionRow[];
      assert.deepEqual([row?.recording?.ended, row?.recording?.endedAt], ['full', 7]);
      assert.deepEqual(said, ['it reached its maximum size: 3 entries, 0.0 MB']);
    } finally {
      forgetRecording('desk');
    }
  });

  it('stays news for who asks again and again while nothing happens', () => {
    let { revision } = feed.newsSince(0);
    for (let count = 0; count < 20; count += 1) {
      clock.tick(10_000);
      const news = feed.newsSince(revision);
      assert.deepEqual([news.isWhole, news.rows], [false, []]);
      revision = news.revision;
    }
  });

  it('costs nothing while nothing happens', () => {
    const { looks } = connection;
    clock.tick(60_000);
    assert.equal(connection.looks, looks);
    sinon.assert.notCalled(tell);
  });

  it('is everything again for who was away for long, or knows another server', () => {
    const { revision } = feed.newsSince(0);
    clock.tick(61_000);
    assert.equal(feed.newsSince(revision).isWhole, true);
    assert.equal(feed.newsSince(Date.now() + 1).isWhole, true);
  });

  it('says when a connection is not well any more', () => {
    connection.health = { ...healthy, broker: { condition: 'disconnected', reason: 'the cable' } };
    connection.watchers.forEach((watcher) => {
      watcher.onHealth();
      watcher.onHealth();
    });
    clock.tick(500);
    const { rows, events } = feed.newsSince(0);
    assert.match(JSON.stringify(rows), /the cable/);
    assert.deepEqual(
      events.map(({ type, detail, detailKind }) => [type, detail, detailKind]),
      [['Health', 'disconnected', 'broker']],
    );
  });

  it('follows the connections of a deploy, and no others', () => {
    const next = new FakeConnection();
    connections = [found(next)];
    feed.follow();
    assert.equal(connection.watchers.size, 0);
    next.change('1090', 'READY');
    clock.tick(500);
    assert.deepEqual(states(feed.newsSince(0)), [['1090', 'READY']]);
    feed.close();
    assert.equal(next.watchers.size, 0);
  });
});

describe('the plugin of the sidebar', () => {
  it('follows connections only while somebody asks', () => {
    const clock = sinon.useFakeTimers();
    try {
      const connection = new FakeConnection();
      const ask = plugIn(connection);
      clock.tick(60_000);
      assert.equal(connection.watchers.size, 0);
      ask();
      clock.tick(20_000);
      ask();
      clock.tick(29_000);
      assert.equal(connection.watchers.size, 1);
      clock.tick(1000);
      assert.equal(connection.watchers.size, 0);
      assert.equal(clock.countTimers(), 0);
      ask();
      assert.equal(connection.watchers.size, 1);
    } finally {
      clock.restore();
    }
  });
});

/** Gives the plugin as much of Node-RED as it needs; returns what asks for news. */
function plugIn(shared: FakeConnection): () => void {
  const routes = new Map<string, (request: object, response: object) => void>();
  const serve = (path: string, ...handlers: ((request: object, response: object) => void)[]) => {
    routes.set(path, handlers.at(-1) ?? assert.fail());
  };
  gcSidebar({
    events: new EventEmitter(),
    httpAdmin: { get: serve, post: serve },
    auth: { needsPermission: () => undefined },
    comms: { publish: () => undefined },
    nodes: {
      eachNode: (visit: (node: object) => void) => {
        visit({ type: 'gc-connection', id: 'desk' });
      },
      getNode: () => ({ type: 'gc-connection', shared }),
    },
  } as unknown as NodeAPI);
  const response = {
    on: () => response,
    status: () => response,
    type: () => response,
    set: () => response,
    send: () => response,
  };
  return () => routes.get('/gc-sidebar/news')?.({ query: {}, params: {} }, response);
}
