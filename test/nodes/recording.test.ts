import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import helper from 'node-red-node-test-helper';
import { recordingOf } from '../../lib/nodered';
import { temporaryFolder } from '../support/child';
import { connectionTo, Flow } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

const call = '1081#NewInboundCall#03001234567#7#Ann Lee#orderNumber=A-77';
const realData = /03001234567|Ann Lee|A-77/;

describe('a connection that is recorded from its start', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;
  let userDir: string;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    userDir = temporaryFolder('user-dir');
    helper.settings({ userDir });
  });

  afterEach(async () => {
    await stop();
    helper.settings({});
    await gc.close();
  });

  async function start(settings: Record<string, unknown>): Promise<Flow> {
    flow = await Flow.start([
      connectionTo(gc.broker.port, settings),
      { id: 'events', type: 'gc-event-in', connection: 'connection', wires: [['out']] },
      { id: 'dial', type: 'make-call', connection: 'connection', wires: [['dialled']] },
      { id: 'out', type: 'helper' },
      { id: 'dialled', type: 'helper' },
    ]);
    await untilTold('System');
    return flow;
  }

  /** Waits until the flow is told an event of this type. */
  async function untilTold(type: string): Promise<void> {
    let told: unknown;
    while (told !== type) {
      const { payload } = (await flow?.next('out')) ?? assert.fail();
      told = (payload as { type: string }).type;
    }
  }

  async function stop(): Promise<void> {
    await flow?.stop();
    flow = undefined;
  }

  const filesIn = (folder: string) => readdirSync(folder).map((file) => path.join(folder, file));

  /** What all files of a folder have in them, once they have this. */
  function untilWritten(folder: string, text: string): Promise<string> {
    return until(
      () => {
        const content = filesIn(folder).map((file) => readFileSync(file, 'utf8'));
        return content.join('').includes(text) ? content.join('') : undefined;
      },
      { what: text },
    );
  }

  const logged = (level: 'info' | 'warn') =>
    flow
      ?.log(level)
      .map((entry) => JSON.stringify(entry))
      .join('\n') ?? '';

  /** What the log says of recordings that have ended, without their sizes. */
  const endsInLog = () =>
    [...logged('info').matchAll(/The recording in \S+ has ended because [^:]+/g)].flat();

  it('has events, commands and their outcomes in a file of the user directory, with stand-ins', async () => {
    const running = await start({ record: true });
    await gc.publish(call);
    running.send('dial', { agentId: '1082', payload: '03001234567' });
    await gc.next();
    await gc.publish('1082#InboundCall#INITIATING#DialogID:8#2001##2025-01-15 09:30:00#Ann Lee');
    await running.next('dialled');
    const folder = path.join(userDir, 'gc-traces');
    const content = await untilWritten(folder, '"outcome":"confirmed"');
    const [header, ...entries] = content
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual([header?.['kind'], header?.['standIns']], ['trace', true]);
    const kinds = new Set(entries.map(({ kind }) => kind));
    assert.ok(['event', 'command', 'outcome', 'health'].every((kind) => kinds.has(kind)));
    assert.doesNotMatch(content, realData);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.match(logged('info'), /Recording the messages to and from GC in .*gc-traces/);
    const { ended, toFile, standIns } = recordingOf('connection') ?? {};
    assert.deepEqual([ended, toFile, standIns], [undefined, true, true]);
  });

  it('has what was sent where the connection says so, in the folder that it says, and warns of it', async () => {
    const folder = temporaryFolder('traces');
    await start({ record: true, recordStandIns: false, recordFolder: folder });
    await gc.publish(call);
    assert.match(await untilWritten(folder, 'NewInboundCall'), realData);
    assert.match(logged('warn'), /without stand-ins: the file has real telephone numbers/);
  });

  it('is recorded anew after a deploy that changes it, and on in the same file after any other', async () => {
    const folder = temporaryFolder('traces');
    const running = await start({ record: true, recordFolder: folder });
    await until(() => filesIn(folder).length === 1, { what: 'the first file' });
    await running.deploy('nodes', { events: { types: ['State'] } });
    await gc.publish(call);
    await untilWritten(folder, 'NewInboundCall');
    assert.equal(filesIn(folder).length, 1);
    await running.deploy('nodes', { connection: { timeout: '20' } });
    await until(() => filesIn(folder).length === 2, { what: 'the second file' });
    const [first = ''] = filesIn(folder).sort();
    assert.deepEqual(endsInLog(), [`The recording in ${first} has ended because the connection was closed`]);
  });

  it('ends when it is full, where that is chosen, and says so once', async () => {
    const folder = temporaryFolder('traces');
    await start({
      record: true,
      recordFolder: folder,
      recordStandIns: false,
      recordWhenFull: 'stop',
      recordMegabytes: '1',
    });
    await gc.publish(
      ...Array.from({ length: 12 }, () => `1081#Error#CF_RESOURCE_BUSY#${'x'.repeat(100_000)}`),
    );
    await until(() => endsInLog().length > 0, { what: 'the end in the log' });
    const [file = ''] = filesIn(folder);
    assert.deepEqual(endsInLog(), [`The recording in ${file} has ended because it reached its maximum size`]);
    const { ended, endedAt = Infinity, startedAt } = recordingOf('connection') ?? assert.fail();
    assert.equal(ended, 'full');
    assert.ok(endedAt >= startedAt && endedAt <= Date.now());
    assert.ok(statSync(file).size <= 1_000_000);
  });

  it('goes on where nothing can be written, and says so', async () => {
    const folder = path.join(userDir, 'in-the-way');
    writeFileSync(folder, '');
    await start({ record: true, recordFolder: folder });
    await until(() => logged('warn').includes('could not be written'), { what: 'the warning' });
    await gc.publish(call);
    await untilTold('NewInboundCall');
  });

  it('is not recorded unless it is set', async () => {
    await start({});
    await gc.publish(call);
    await untilTold('NewInboundCall');
    assert.deepEqual(readdirSync(userDir), []);
  });
});
