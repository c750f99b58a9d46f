import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { GcClient, type GcClientOptions, type Recording } from '../../../../lib/client';
import { readTrace, type TraceEntry, type TraceLine } from '../../../../lib/trace';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';

const password = 'hunter-2?';

describe('recording a client', () => {
  let gc: ScriptedGc;
  let client: GcClient;

  async function start(options: Partial<GcClientOptions> = {}): Promise<void> {
    const { destination = 'test-client' } = options;
    gc = await ScriptedGc.start({ destination });
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination,
      ...options,
    });
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service');
  }

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  it('has the header, how things are, and then what goes over the wire, in its order', async () => {
    await start();
    const recording = client.record();
    const called = client.command('MakeCall', { agentId: '1081', number: '03001234567' });
    await gc.next();
    await gc.publish('1081#InboundCall#INITIATED#DialogID:5#03001234567##2026-11-29 10:00:00#Ann Lee');
    await called;
    const lines = await read(recording);
    const { header } = lines[0] as { header: { at: string } };
    assert.deepEqual(
      { ...header, at: '', package: '' },
      {
        kind: 'trace',
        version: 1,
        at: '',
        standIns: true,
        destination: 'test-client',
        commandQueue: 'Connector1',
        package: '',
      },
    );
    const entries = entriesOf(lines).filter(({ kind }) => kind !== 'health');
    assert.deepEqual(entries.map(wordOf), ['command MakeCall', 'event', 'outcome confirmed']);
    const [command, event, outcome] = entries as [TraceEntry, TraceEntry, TraceEntry];
    assert.ok(command.kind === 'command' && event.kind === 'event' && outcome.kind === 'outcome');
    assert.deepEqual([command.id, outcome.id, outcome.agentId], [1, 1, '1081']);
    assert.equal(command.jmsType, 'MakeCall#1081');
    assert.match(command.body, /^0\d{10}$/);
    assert.notEqual(command.body, '03001234567');
    assert.equal(event.broker, `127.0.0.1:${gc.broker.port}`);
    assert.match(
      event.body,
      new RegExp(
        `^1081#InboundCall#INITIATED#DialogID:5#${command.body}##2026-11-29 10:00:00#[A-Z][a-z]{2} [A-Z][a-z]{2}$`,
      ),
    );
  });

  it('has no password: neither as it was given, nor encrypted, nor in what GC answers', async () => {
    await start({ passwordEncryption: { key: '0123456789abcdefghijklmn', iv: '12345678' } });
    const recording = client.record({ standIns: false });
    const refused = assert.rejects(
      client.login({ agentId: '1081', password, extension: '2001', sso: 'token-4711' }),
    );
    const connect = await gc.next();
    const [, encrypted = ''] = connect.body.split(',');
    assert.ok(encrypted.length > 8);
    await gc.next();
    await gc.publish(
      `1081#Error#SUBSCRIPTION_FAILED#wrong password ${password} (${encrypted}) for token-4711`,
      `AgentState#1081#${password}#with#2001#2026-11-29 10:00:00`,
      `{"type":"AgentState","agentId":"1081","pw":"other","extension":"2001"}`,
      `{"type":"Error","code":"X","agentId":"1081","text":"${password}","password":"other"}`,
    );
    await refused;
    await until(() => recording.entries >= 9);
    const all = [...recording.lines()].join('\n');
    for (const secret of [password, encrypted, 'token-4711', 'other', '#with', '0123456789abcdefghijklmn']) {
      assert.ok(!all.includes(secret), `${secret} in\n${all}`);
    }
    assert.match(all, /"body":"test-client,\*\*\*,\*\*\*"/);
    assert.match(all, /"body":"\*\*\*,2001"/);
    assert.match(all, /"body":"AgentState#1081#\*\*\*"/);
  });

  it('has no password of a login that was refused before it began, and neither has what could not be read', async () => {
    await start();
    const refused = assert.rejects(client.login({ agentId: '1081', password, extension: '2001' }));
    await gc.next();
    await gc.next();
    await gc.publish('1081#Error#SUBSCRIPTION_FAILED#no');
    await refused;
    const recording = client.record({ standIns: false });
    await gc.publish(`no event: ${password}`);
    await until(() => client.unread.messages === 1);
    assert.ok(![...recording.lines()].join('\n').includes(password));
    assert.ok(!JSON.stringify(client.unread).includes(password));
  });

  it('has what became of commands that never went out', async () => {
    await start();
    const recording = client.record();
    await assert.rejects(client.command('MakeCall', { agentId: '1081', number: 'nobody' }));
    await client.close();
    await assert.rejects(client.command('MakeReady', { agentId: '1081' }));
    assert.equal(recording.ended, 'closed');
    assert.equal(await recording.finished, 'closed');
    const outcomes = entriesOf(await read(recording)).filter(({ kind }) => kind === 'outcome');
    assert.deepEqual(
      outcomes.map((entry) => 'outcome' in entry && [entry.name, entry.outcome, entry.id]),
      [['MakeCall', 'GC_INVALID_PARAMETER', undefined]],
    );
  });

  it('has the events of the queue as well, and says so', async () => {
    await start({ destination: 'VirtualTopic.test', delivery: { kind: 'queue', name: 'desk' } });
    const recording = client.record();
    await gc.publish('1081#State#READY#Ann Lee');
    const states = () => [...recording.lines()].filter((line) => line.includes('#State#READY'));
    await until(() => states().length === 2);
    assert.deepEqual(
      states()
        .map((line) => line.includes('"from":"queue"'))
        .sort(),
      [false, true],
    );
  });

  it('runs once at a time, and again after its end', async () => {
    await start();
    const first = client.record();
    assert.throws(() => client.record(), { code: 'GC_INVALID_CONFIGURATION' });
    first.stop();
    assert.equal(first.ended, 'stopped');
    await gc.publish('1081#State#READY#Ann Lee');
    const second = client.record();
    await gc.publish('1082#State#READY#Ann Lee');
    await until(() => second.entries === 2);
    assert.equal(first.entries, 1);
    second.stop();
  });

  it('names options with which it cannot be started', async () => {
    await start();
    for (const options of [
      { maxBytes: 1 },
      { maxMs: 0 },
      { whenFull: 'burst' },
      { standIns: 'no' },
    ] as object[]) {
      assert.throws(() => client.record(options), { code: 'GC_INVALID_CONFIGURATION' });
    }
    await client.close();
    assert.throws(() => client.record(), { code: 'GC_CLOSED' });
  });
});

async function read(recording: Recording): Promise<TraceLine[]> {
  const lines: TraceLine[] = [];
  const source = Readable.from([...recording.lines()].map((line) => Buffer.from(`${line}\n`)));
  for await (const line of readTrace(source)) {
    lines.push(line);
  }
  return lines;
}

function entriesOf(lines: readonly TraceLine[]): TraceEntry[] {
  return lines.flatMap((line) => {
    assert.ok(!('problem' in line), JSON.stringify(line));
    return 'entry' in line ? [line.entry] : [];
  });
}

function wordOf(entry: TraceEntry): string {
  return entry.kind === 'command'
    ? `command ${entry.name}`
    : entry.kind === 'outcome'
      ? `outcome ${entry.outcome}`
      : entry.kind;
}
