import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GcClient, type GcClientOptions, type Receipt } from '../../../lib/client';
import { Privacy } from '../../../lib/privacy';
import { GcError, type CommandEnded, type GcEvent } from '../../../lib/protocol';
import { memoryStore } from '../../../lib/store';
import { ScriptedGc } from '../../support/scripted-gc';
import { until } from '../../support/wait';

const number = '+442079460123';
const ringing = `1081#NewInboundCall#${number}#${number}|name=Anna Schmidt#DialogID:5`;

describe('a client with privacy', () => {
  let gc: ScriptedGc;
  let client: GcClient;
  let told: { event: GcEvent; receipt: Receipt }[];
  let warnings: GcError[];

  async function start(options: Partial<GcClientOptions> = {}): Promise<void> {
    const { destination = 'test-client' } = options;
    gc = await ScriptedGc.start({ destination });
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination,
      privacy: new Privacy({ method: 'mask' }),
      ...options,
    });
    told = [];
    warnings = [];
    client.on('event', (event, receipt) => void told.push({ event, receipt }));
    client.on('warning', (warning) => void warnings.push(warning));
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service');
  }

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  /** The calls that were told. */
  const calls = () => told.filter(({ event }) => event.type === 'NewInboundCall');

  it('tells listeners the event, but not the text in which GC has sent it', async () => {
    await start();
    await gc.publish(ringing);
    await until(() => calls().length > 0);
    const [{ event, receipt }] = calls() as [{ event: GcEvent; receipt: Receipt }];
    assert.equal((event as { fromAddress?: string }).fromAddress, number);
    assert.equal(receipt.raw, '1081#NewInboundCall#••••0123#••••0123|name=••••#DialogID:5');
    assert.equal(client.callsOf('1081')[0]?.fromAddress, number);
  });

  it('conceals the events as well, if that is chosen, and follows the calls as they are', async () => {
    await start({ concealEvents: true });
    const live: unknown[] = [];
    const derived: unknown[] = [];
    client.on('live', (event) => live.push(event));
    client.on('derived', (event) => derived.push(event));
    await gc.publish(ringing);
    await until(() => calls().length > 0 && derived.length > 0);
    const all = JSON.stringify([calls(), live, derived]);
    assert.doesNotMatch(all, /9460123|Anna/);
    assert.match(all, /"fromAddress":"••••0123"/);
    assert.equal(client.callsOf('1081')[0]?.fromAddress, number);
  });

  it('does so also where events come through a queue', async () => {
    const destination = 'VirtualTopic.test-client';
    await start({ destination, delivery: { kind: 'queue', name: 'tests' }, concealEvents: true });
    await gc.publish(ringing);
    await until(() => calls().length > 0);
    assert.doesNotMatch(JSON.stringify(calls()), /9460123|Anna/);
  });

  it('sends commands as they are, and fails without the number', async () => {
    await start({ safety: { dialDeny: ['+4420*'] } });
    const sent = client.command('MakeCall', { agentId: '1081', number: '0207946012' }, { goOnWhen: 'sent' });
    assert.equal((await gc.next()).body, '0207946012');
    await sent;
    for (const wrong of [number, '020 7946 0123', '7946 0123']) {
      await assert.rejects(client.command('MakeCall', { agentId: '1081', number: wrong }), (error) => {
        assert.ok(error instanceof GcError);
        const all = [error.message, error.stack, JSON.stringify(error.phrase)].join(' ');
        assert.doesNotMatch(all.replace(/[^\d"a-z]/g, ''), /9460123/, all);
        return error.message.includes('••••');
      });
    }
  });

  it('has outcomes without what is personal only where events are concealed', async () => {
    await start({ concealEvents: true });
    const outcome = client.command('MakeCall', { agentId: '1081', number });
    await gc.next();
    await gc.publish(`1081#InboundCall#INITIATED#DialogID:5#${number}#name=Anna#2026-11-29 10:00:00#Ann Lee`);
    const { event } = await outcome;
    assert.equal((event as { fromAddress?: string }).fromAddress, '••••0123');
  });

  it('records with stand-ins, whatever is asked for', async () => {
    await start();
    const recording = client.record({ standIns: false });
    await gc.publish(ringing);
    await until(() => calls().length > 0);
    const lines = [...recording.lines()].join('\n');
    assert.match(lines, /"standIns":true/);
    assert.doesNotMatch(lines, /9460123|Anna/);
  });

  it('knows what is personal in calls from before a restart', async () => {
    const store = memoryStore();
    await start({ store, hintRoom: 'calls' });
    await gc.publish(ringing);
    await until(() => calls().length > 0);
    await client.close();
    await gc.close();
    const privacy = new Privacy({ method: 'mask' });
    await start({ store, hintRoom: 'calls', privacy });
    assert.equal(privacy.text('Anna Schmidt calls from 20 7946-0123'), '•••• calls from ••••0123');
  });

  it('warns without what is personal', async () => {
    await start();
    await gc.publish(ringing);
    await until(() => calls().length > 0);
    client.recordToFile(`${__filename}/${number}.jsonl`);
    await until(() => warnings.length > 0);
    assert.match(warnings[0]?.message ?? '', /••••0123/);
    assert.doesNotMatch(JSON.stringify(warnings[0]?.phrase), /9460123/);
  });

  it('lets no listener say more in a process warning', async () => {
    const warn = sinon.stub(process, 'emitWarning');
    try {
      await start();
      client.on('event', (event) => {
        throw new Error(`no ticket: ${JSON.stringify(event)}`);
      });
      client.on('live', (event) => {
        throw new Error(`no call of: ${JSON.stringify(event)}`);
      });
      await gc.publish(ringing);
      const said = () => JSON.stringify(warn.args);
      await until(() => said().includes('no call of') && said().includes('no ticket'));
      const all = said();
      assert.match(all, /A listener of ..event.. threw: Error: no ticket/);
      assert.match(all, /A listener of ..live.. threw: Error: no call of/);
      assert.doesNotMatch(all, /9460123|Anna/);
    } finally {
      warn.restore();
    }
  });

  for (const concealEvents of [false, true]) {
    it(`conceals the error in the report of a command${concealEvents ? ', and its parameters' : ''}`, async () => {
      await start({ concealEvents, safety: { dialDeny: ['+44*'] } });
      const ended: CommandEnded[] = [];
      client.on('command', (event) => void ended.push(event));
      await client.command('MakeCall', { agentId: '1081', number }).catch(() => undefined);
      const [{ error, code, parameters }] = ended as [CommandEnded];
      assert.equal(code, 'GC_NUMBER_NOT_ALLOWED');
      assert.doesNotMatch(String(error), /2079460123/);
      assert.equal(parameters['number'], concealEvents ? '••••0123' : number);
    });
  }
});
