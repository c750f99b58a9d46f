import assert from 'node:assert/strict';
import type { Unread } from '../../../lib/client';
import { Tracker } from '../../../lib/client/model/tracker';
import type { SharedConnection } from '../../../lib/nodered';
import { parseEvent } from '../../../lib/protocol';
import { rowsOf } from '../../../plugins/gc-sidebar/runtime/rows';

const health = {
  broker: { condition: 'connected', reason: '' },
  gc: { condition: 'in-service', reason: '' },
};

/** A call in which the agent has talked, until GC says this of it. */
const callUntil = (state: string, others: string) => [
  '{"type":"State","agentId":"1081","state":"TALKING"}',
  '{"type":"NewInboundCall","agentId":"1081","dialogId":"7","fromAddress":"0300"}',
  ...[
    {
      state: 'ACTIVE',
      participants: [
        { extension: '2001', state: 'ACTIVE' },
        { extension: '0300', state: 'ACTIVE' },
      ],
    },
    {
      state,
      participants: [
        { extension: '2001', state },
        { extension: '0300', state: others },
        { extension: '2002', state: others },
      ],
    },
  ].map((call) => JSON.stringify({ type: 'InboundCall', agentId: '1081', dialogId: '7', ...call })),
];

function callsShown(lines: readonly string[]): [string | undefined, string][] {
  const tracker = new Tracker();
  lines.forEach((line, index) => {
    tracker.apply(parseEvent(line), 1_790_000_000_000 + 1000 * index);
  });
  const connection = { health, flavour: undefined, snapshot: tracker.snapshot() };
  const rows = rowsOf('desk', connection as unknown as SharedConnection, () => false);
  return rows.flatMap((row) => (row.kind === 'call' ? [[row.dialogId, row.state]] : []));
}

describe('the calls in the sidebar', () => {
  it('are there while the agent talks', () => {
    assert.deepEqual(callsShown(callUntil('HELD', 'ACTIVE')), [['7', 'HELD']]);
  });

  it('are there while the agent wraps them up, also after handing them on', () => {
    assert.deepEqual(callsShown(callUntil('WRAP_UP', 'DROPPED')), [['7', 'WRAP_UP']]);
    assert.deepEqual(callsShown(callUntil('WRAP_UP', 'ACTIVE')), [['7', 'WRAP_UP']]);
  });

  it('go once all is over', () => {
    assert.deepEqual(
      callsShown([...callUntil('WRAP_UP', 'ACTIVE'), '{"type":"State","agentId":"1081","state":"READY"}']),
      [],
    );
  });
});

describe('the agents in the sidebar', () => {
  function agentsShown(lines: readonly string[], configured: readonly string[] = []): string[] {
    const tracker = new Tracker();
    lines.forEach((line) => tracker.apply(parseEvent(line), 1_790_000_000_000));
    const connection = { health, flavour: undefined, snapshot: tracker.snapshot() };
    const rows = rowsOf('desk', connection as unknown as SharedConnection, (id) => configured.includes(id));
    return rows.flatMap((row) => (row.kind === 'agent' ? [`${row.agentId} ${row.state}`] : []));
  }

  it('are those whom GC knows, and not a login id that was mistyped', () => {
    const lines = ['1081#State#READY', '1018#State#RE_LOGIN', '1180#State#UNKNOWN'];
    assert.deepEqual(agentsShown(lines), ['1081 READY']);
  });

  it('are also those of a gc-agent', () => {
    assert.deepEqual(agentsShown(['1081#State#RE_LOGIN'], ['1081']), ['1081 RE_LOGIN']);
  });

  it('are also those whose login GC has lost', () => {
    assert.deepEqual(agentsShown(['1081#State#READY', '1081#State#RE_LOGIN']), ['1081 RE_LOGIN']);
  });

  it('are also the members of a team who have not logged in yet', () => {
    const users = [{ agentId: '1083', firstName: 'Ann', lastName: 'Lee', state: 'UNKNOWN' }];
    const list = JSON.stringify({ type: 'Agents', agentId: '1081', users });
    assert.deepEqual(agentsShown([list]), ['1083 UNKNOWN']);
  });
});

describe('what could not be read, in the sidebar', () => {
  const finding = { kind: 'unknown-word', type: 'State', attribute: 'state', detail: 'ON_BREAK' } as const;

  function rowsWith(unread: Unread | undefined) {
    const connection = { health, snapshot: undefined, unread } as unknown as SharedConnection;
    return rowsOf('desk', connection, () => false);
  }

  it('is counted at the connection, and has a row for each sort', () => {
    const rows = rowsWith({
      messages: 3,
      findings: [
        { ...finding, count: 2, lastAt: 7, line: '1081#State#ON_BREAK' },
        { kind: 'message', type: 'Unknown', detail: 'the message is empty', count: 1, lastAt: 8 },
      ],
    });
    assert.deepEqual(
      rows.map((row) => (row.kind === 'unread' ? [row.reason, row.count, row.lastAt, row.line] : row.kind)),
      ['connection', ['unknown-word', 2, 7, '1081#State#ON_BREAK'], ['message', 1, 8, undefined]],
    );
    const [connection] = rows;
    assert.equal(connection?.kind === 'connection' && connection.unread, 3);
    assert.equal(new Set(rows.map(({ key }) => key)).size, 3);
  });

  it('is nothing where all could be read, and while the connection is closed', () => {
    for (const unread of [{ messages: 0, findings: [] }, undefined]) {
      const [connection, ...others] = rowsWith(unread);
      assert.equal(connection?.kind === 'connection' && connection.unread, undefined);
      assert.deepEqual(others, []);
    }
  });
});
