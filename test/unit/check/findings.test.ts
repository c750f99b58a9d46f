import assert from 'node:assert/strict';
import type { CheckResult } from '../../../lib/check/check-result';
import { checkTrace } from '../../../lib/check/offline/check-trace-file';
import type { Finding } from '../../../lib/check/report/finding';

/** A line of a trace in short: `> id Type#subject body`, `< body`, `= id outcome ms`, with its second in front. */
type Line = string;

const broker = '127.0.0.1:61613';

function lineOf(line: Line): string {
  const [, second = '', mark, rest = ''] = /^(\S+) ([><=]) (.*)$/s.exec(line) ?? [];
  const at = new Date(Date.UTC(2026, 10, 29, 10) + 1000 * Number(second)).toISOString();
  const [first = '', next = '', ...others] = rest.split(' ');
  const body = others.join(' ');
  switch (mark) {
    case '>':
      return JSON.stringify({
        kind: 'command',
        at,
        id: Number(first),
        name: next.split('#')[0],
        jmsType: next,
        body,
        broker,
      });
    case '<':
      return JSON.stringify({ kind: 'event', at, body: rest, broker });
    default:
      return JSON.stringify({
        kind: 'outcome',
        at,
        id: Number(first),
        name: 'x',
        outcome: next,
        tookMs: Number(others[0]),
      });
  }
}

async function check(lines: readonly Line[], header: object = {}): Promise<CheckResult> {
  const first = {
    kind: 'trace',
    version: 1,
    at: '2026-11-29T10:00:00.000Z',
    standIns: false,
    destination: 'desk',
    commandQueue: 'Connector1',
    package: '1.0.0',
    ...header,
  };
  return checkTrace(
    (async function* () {
      await Promise.resolve();
      yield Buffer.from([JSON.stringify(first), ...lines.map(lineOf)].join('\n'));
    })(),
  );
}

function find({ report }: CheckResult, id: string): Finding | undefined {
  return report.parts.flatMap((part) => part.findings).find((finding) => finding.id === id);
}

const login = ['0 > 1 Login#1081 ***,2001', '1 < 1081#State#NOT_READY##Anna', '1 = 1 confirmed 900'];

describe('gc-check finds in a trace', () => {
  it('a command that timed out, with the event that came nearest and the setting', async () => {
    const result = await check([
      ...login,
      '2 < 1081#InboundCall#ACTIVE#DialogID:7#0300##2026-11-29 11:00:02#Anna',
      '3 > 2 HoldCall#1081 7',
      '4 < 1081#State#HOLD##Anna',
      '4 < 1081#InboundCall#PARKED#DialogID:7#0300##2026-11-29 11:00:02#Anna',
      '13 = 2 GC_TIMEOUT 10000',
    ]);
    const finding = find(result, 'command-timed-out');
    assert.match(
      finding?.what ?? '',
      /^HoldCall for agent 1081 \(line 6\) timed out.*its state is PARKED, not HELD\.$/,
    );
    assert.equal(finding?.where?.line, 8);
    assert.deepEqual(result.profile.settings, {
      confirmations: [{ command: 'HoldCall', event: 'InboundCall', states: 'HELD, PARKED' }],
    });
  });

  it('an answer that came after the time limit, and the limit that it needs', async () => {
    const result = await check([
      ...login,
      '2 > 2 MakeReady#1081',
      '12 = 2 GC_TIMEOUT 10000',
      '16 < 1081#State#READY##Anna',
    ]);
    assert.match(find(result, 'command-answered-late')?.what ?? '', /answered 14\.0 s after it was sent/);
    assert.deepEqual(result.profile.settings, { timeout: '21' });
  });

  it('a command of which nothing came', async () => {
    const result = await check([...login, '2 > 2 MakeReady#1081', '12 = 2 GC_TIMEOUT 10000']);
    assert.match(find(result, 'command-unanswered')?.what ?? '', /No event for the agent came after it/);
    assert.deepEqual(result.profile.settings, {});
  });

  it('that GC answers commands, but no Hello with the destination', async () => {
    const result = await check(['0 > 8 Hello#desk', '1 > 9 Hello#desk', ...login]);
    assert.equal(result.profile.assumptions['hello-argument'], 'contradicted');
    assert.deepEqual(result.profile.settings, { helloArgument: '2001' });
  });

  it('the same with stand-ins, without an extension that is none', async () => {
    const result = await check(['0 > 8 Hello#desk', '1 > 9 Hello#desk', ...login], { standIns: true });
    assert.equal(result.profile.assumptions['hello-argument'], 'contradicted');
    assert.deepEqual(result.profile.settings, {});
    assert.equal(find(result, 'hello-argument')?.whatToDo, 'Setting: GC → Hello names');
  });

  it('that GC says nothing at all', async () => {
    const result = await check(['0 > 1 Hello#desk', '30 > 2 Hello#desk']);
    assert.match(find(result, 'gc-silent')?.what ?? '', /not even a heartbeat/);
    assert.equal(result.profile.assumptions['hello-argument'], 'not seen');
  });

  it('the queue on which this GC listens', async () => {
    const result = await check(login, { commandQueue: 'GC.North' });
    assert.deepEqual(result.profile.settings, { commandQueue: 'GC.North' });
  });

  it('that GC wants the own extension to complete a transfer', async () => {
    const result = await check([
      ...login,
      '2 > 2 TransferCall#1081 2002,7',
      '3 < 1081#Error#WRONG_EXTENSION',
      '3 = 2 WRONG_EXTENSION 900',
    ]);
    assert.equal(result.profile.assumptions['transfer-extension'], 'contradicted');
    assert.deepEqual(result.profile.settings, { completeWith: 'own' });
  });

  it('logouts of a failover with a reason of their own', async () => {
    const result = await check([
      ...login,
      '60 < 1081#State#LOGOUT#28#Anna',
      '90 < 1081#State#NOT_READY##Anna',
    ]);
    assert.deepEqual(result.profile.settings, { checkLogouts: 'all' });
    const usual = await check([
      ...login,
      '60 < 1081#State#LOGOUT#-1#Anna',
      '90 < 1081#State#NOT_READY##Anna',
    ]);
    assert.equal(usual.profile.assumptions['failover-logout'], 'confirmed');
  });

  it('an error that no table knows', async () => {
    const result = await check(['0 < 1081#Error#CF_SOMETHING_ELSE', '1 < 1081#Error#CF_SOMETHING_ELSE']);
    const finding = find(result, 'error-unknown');
    assert.deepEqual(
      [finding?.count, finding?.where],
      [2, { line: 2, text: '1081#Error#CF_SOMETHING_ELSE' }],
    );
    assert.equal(result.profile.assumptions['error-names'], 'contradicted');
  });

  it('what could not be read, each kind once', async () => {
    const { report } = await check([
      '0 < 1081#Weather#SUNNY',
      '1 < 1081#Weather#RAIN',
      '2 < {"type":"State","agentId":"1081","state":"DREAMING","mood":"good"}',
    ]);
    const unread = report.parts.find(({ id }) => id === 'unread')?.findings ?? [];
    assert.deepEqual(
      unread.map(({ id, severity, count, where }) => [id, severity, count, where?.line]),
      [
        ['unread-message', 'problem', 2, 2],
        ['unread-unknown-word', 'problem', 1, 4],
        ['unread-unknown-attribute', 'note', 1, 4],
      ],
    );
  });

  it('more errors than a report has room for, and says how many', async () => {
    const lines = Array.from({ length: 230 }, (_, index) => `${index} < 1081#Error#WEATHER_${index}`);
    const { report } = await check(lines);
    const errors = report.parts.find(({ id }) => id === 'errors')?.findings ?? [];
    assert.equal(errors.length, 201);
    assert.deepEqual(errors.at(-1), {
      id: 'error-more',
      severity: 'problem',
      what: 'Further errors of GC are not listed.',
      count: 30,
    });
  });

  it('the zone of GC, its clock, and how it drifts', async () => {
    const change = (second: number, state: string, time: string) =>
      `${second} < ${JSON.stringify({ type: 'State', agentId: '1081', state, stateChangeTime: time })}`;
    const result = await check([
      change(0, 'NOT_READY', '2026-11-29 04:00:00'),
      change(10, 'READY', '2026-11-29 04:00:20'),
      change(7200, 'NOT_READY', '2026-11-29 06:00:40'),
    ]);
    const clock = result.report.parts.find(({ id }) => id === 'clock');
    assert.deepEqual(clock?.facts, [
      { name: "GC's zone", value: '-06:00' },
      { name: "GC's clock", value: '40 s ahead' },
      { name: 'drift', value: '-30.0 s in 2.0 h' },
    ]);
    assert.equal(result.profile.dialect.utcOffset, '-06:00');
    assert.ok(find(result, 'clock-of-gc'));
  });

  it('events twice, and out of order', async () => {
    const event = (second: number, headers: object) => ({ second, headers });
    const lines = [
      event(0, { 'message-id': 'a', timestamp: '5000' }),
      event(1, { 'message-id': 'a', timestamp: '4000' }),
    ];
    const text = lines
      .map(({ second, headers }) =>
        JSON.stringify({ ...JSON.parse(lineOf(`${second} < System#IN_SERVICE`)), headers }),
      )
      .join('\n');
    const { report } = await checkTrace(
      (async function* () {
        await Promise.resolve();
        yield Buffer.from(text);
      })(),
    );
    const order = report.parts.find(({ id }) => id === 'order')?.findings ?? [];
    assert.deepEqual(
      order.map(({ id, where }) => [id, where?.line]),
      [
        ['order-twice', 2],
        ['order-old-broker-time', 2],
      ],
    );
  });
});
