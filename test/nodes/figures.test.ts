import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow } from '../support/flow';

type Rows = readonly Record<string, unknown>[];

describe('gc-figures', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  async function start(
    config: Record<string, unknown>,
    connection: Record<string, unknown> = {},
  ): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port, connection),
      { id: 'figures', type: 'gc-figures', connection: 'connection', wires: [['out']], ...config },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'out', type: 'helper' },
      { id: 'event', type: 'helper' },
    ]);
    await flow.next('event');
  }

  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#Error#THE_END');
    let { topic } = await flow.next('event');
    while (topic !== '9999/Error/THE_END') {
      ({ topic } = await flow.next('event'));
    }
  }

  async function ask(): Promise<Record<string, unknown>> {
    flow.send('figures', { extra: 1 });
    return await flow.next('out');
  }

  const info =
    '{"type":"AgentInfo","agentId":"1081","firstName":"Ann","lastName":"Lee","team":{"id":"1","name":"Sales"}}';
  const call = (state: string) =>
    `{"type":"InboundCall","agentId":"1081","dialogId":"7","state":"${state}","fromAddress":"0300"}`;
  const state = (word: string, reason = '') =>
    `{"type":"State","agentId":"1081","state":"${word}","reasonCode":"${reason}"}`;

  it('adds up what agents have done, on the same message', async () => {
    await start({ level: 'agent', period: 'rolling', window: '30', timeZone: 'Europe/Berlin' });
    await ask();
    await publish(info, state('NOT_READY', '2'), state('READY'), call('ALERTING'), call('ACTIVE'));
    await publish(call('DROP'), state('READY'));
    const { payload, reasons, gc: told, extra } = await ask();
    const [row = {}] = payload as Rows;
    assert.deepEqual(
      [row['id'], row['name'], row['team'], row['timeZone']],
      ['1081', 'Ann Lee', 'Sales', 'Europe/Berlin'],
    );
    assert.deepEqual([row['offered'], row['answered'], row['missed']], [1, 1, 0]);
    assert.equal(row['complete'], false);
    assert.ok(Object.values(row).every((value) => value === null || typeof value !== 'object'));
    assert.ok((reasons as Rows).every(({ reasonCode }) => reasonCode === '2'));
    const { at, ...how } = told as Record<string, unknown>;
    assert.equal(typeof at, 'number');
    assert.deepEqual([how, extra], [{ level: 'agent', ended: false, corrected: false }, 1]);
  });

  it('names no agent where the connection conceals agents in messages', async () => {
    const privacy = { privacy: 'mask', privacyAgents: true, privacyEvents: true };
    await start({ level: 'agent', period: 'rolling', window: '30' }, privacy);
    await ask();
    await publish(info, state('NOT_READY', '2'), state('READY'));
    const { payload, reasons } = await ask();
    const [row = {}] = payload as Rows;
    assert.deepEqual([row['id'], row['name'], row['team']], ['1081', '••••', 'Sales']);
    assert.doesNotMatch(JSON.stringify([payload, reasons]), /Ann Lee/);
  });

  it('has one row for the connection, also where nothing has happened', async () => {
    await start({ level: 'connection', period: '15', timeZone: 'Asia/Kathmandu' });
    const [row, ...others] = (await ask())['payload'] as Rows;
    assert.deepEqual(
      [row?.['level'], row?.['offered'], row?.['occupancy'], others],
      ['connection', 0, null, []],
    );
    assert.match(String(row?.['from']), /:(00|15|30|45):00\+05:45$/);
  });

  it('has a row for each team', async () => {
    await start({ level: 'team', period: 'day' });
    await ask();
    await publish(info, state('READY'));
    const { payload } = await ask();
    assert.deepEqual(
      (payload as Rows).map(({ id, name, agents }) => [id, name, agents]),
      [['1', 'Sales', 1]],
    );
  });

  it('refuses a time zone that there is not', async () => {
    await start({ level: 'agent', period: '30', timeZone: 'Europe/Atlantis' });
    flow.send('figures', {});
    assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_CONFIGURATION');
  });
});
