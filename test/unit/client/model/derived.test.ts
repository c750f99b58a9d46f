import assert from 'node:assert/strict';
import { GcClient, type GcClientOptions, type Receipt } from '../../../../lib/client';
import type { DerivedEvent, GcEvent } from '../../../../lib/protocol';
import { startSimulator, type Simulator } from '../../../../lib/simulator';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';

const destination = 'VirtualTopic.test';
const queue = { kind: 'queue', name: 'flows' } as const;

/** What a client derives. */
function derivedBy(client: GcClient): DerivedEvent[] {
  const told: DerivedEvent[] = [];
  client.on('derived', (event) => told.push(event));
  return told;
}

const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('what a GcClient derives', () => {
  let gc: ScriptedGc;
  const clients: GcClient[] = [];

  beforeEach(async () => {
    gc = await ScriptedGc.start({ destination });
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await gc.close();
  });

  function newClient(options: Partial<GcClientOptions> = {}): GcClient {
    const brokers = [{ host: '127.0.0.1', port: gc.broker.port }];
    const client = new GcClient({ brokers, destination, ...options });
    clients.push(client);
    return client;
  }

  const ringing = ['1#State#RESERVED##Ann', '1#NewInboundCall#0300#0300#DialogID:7'];
  const talking = ['1#State#TALKING##Ann', '1#InboundCall#ACTIVE#DialogID:7####Ann'];
  const ending = ['1#InboundCall#DROP#DialogID:7####Ann', '1#State#READY##Ann'];
  const call = ['CallOffered', 'CallAnswered', 'CallEnded'];

  it('is told next to the events, with how the event came that it follows from', async () => {
    const client = newClient();
    const told: [string, Receipt][] = [];
    const live: string[] = [];
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service');
    client.on('event', ({ type }, receipt) => told.push([type, receipt]));
    client.on('derived', ({ type }, receipt) => told.push([type, receipt]));
    client.on('live', ({ type }) => live.push(type));
    await gc.publish(ringing[1] ?? '');
    await until(() => told.length === 2);
    assert.deepEqual(
      told.map(([type]) => type),
      ['NewInboundCall', 'CallOffered'],
    );
    assert.equal(told[1]?.[1], told[0]?.[1]);
    assert.deepEqual(live, ['NewInboundCall', 'CallOffered']);
  });

  it('is told where only time shows it', async () => {
    const client = newClient();
    const derived = derivedBy(client);
    await client.connect();
    await gc.publish(...ringing, ...talking, ...ending.slice(0, 1));
    await until(() => typesOf(derived).includes('CallEnded'));
  });

  it('comes of the queue, and an event is taken when the listeners of both have taken it', async () => {
    const client = newClient({ delivery: queue });
    const derived: [string, true | undefined][] = [];
    const events: string[] = [];
    let failures = 1;
    client.on('event', ({ type }) => events.push(type));
    client.on('derived', ({ type }, { redelivered }) => {
      if (type === 'CallAnswered' && failures > 0) {
        failures -= 1;
        throw new Error('not now');
      }
      derived.push([type, redelivered]);
    });
    await client.connect();
    await gc.publish(...ringing, ...talking, ...ending);
    await until(() => derived.some(([type]) => type === 'CallEnded'));
    assert.deepEqual(
      derived.filter(([type]) => type.startsWith('Call')),
      [
        ['CallOffered', undefined],
        ['CallAnswered', true],
        ['CallEnded', undefined],
      ],
    );
    assert.equal(events.filter((type) => type === 'InboundCall').length, 2);
  });

  it('has the times at which the events were published that waited in the queue', async () => {
    const first = newClient({ delivery: queue });
    await first.connect();
    await first.close();
    await gc.publish(...ringing);
    const between = Date.now();
    await until(() => Date.now() > between + 20);
    await gc.publish(...talking, ...ending);
    const client = newClient({ delivery: queue });
    const derived = derivedBy(client);
    await client.connect();
    await until(() => typesOf(derived).includes('CallEnded'));
    const ended = derived.find((event) => event.type === 'CallEnded');
    assert.ok(ended && ended.durations.ring >= 0.02 && ended.startedAt <= between);
  });

  it('is told by the one of two clients that has the queue, while both know all', async () => {
    const delivery = { ...queue, exclusive: true };
    const [active, standby] = [newClient({ delivery }), newClient({ delivery })];
    const [told, toldByStandby] = [derivedBy(active), derivedBy(standby)];
    await active.connect();
    await standby.connect();
    const live: (GcEvent | DerivedEvent)[] = [];
    standby.on('live', (event) => live.push(event));
    await gc.publish(...ringing, ...talking, ...ending);
    await until(() => typesOf(told).includes('CallEnded') && typesOf(live).includes('CallEnded'));
    assert.deepEqual(
      typesOf(told).filter((type) => call.includes(type)),
      call,
    );
    assert.deepEqual(toldByStandby, []);
    assert.equal(standby.snapshot().calls[0]?.legs[0]?.outcome, 'answered');
  });

  it('has the whole call also where another client has told its beginning', async () => {
    const delivery = { ...queue, exclusive: true };
    const [first, second] = [newClient({ delivery }), newClient({ delivery })];
    const [told, toldBySecond] = [derivedBy(first), derivedBy(second)];
    await first.connect();
    await second.connect();
    await gc.publish(...ringing, ...talking);
    await until(() => typesOf(told).includes('CallAnswered') && second.callsOf('1')[0]?.state === 'ACTIVE');
    const answeredAt = Date.now();
    await until(() => Date.now() > answeredAt + 2100);
    await first.close();
    await gc.publish(...ending);
    await until(() => typesOf(toldBySecond).includes('CallEnded'));
    const ended = toldBySecond.find((event) => event.type === 'CallEnded');
    assert.ok(ended && ended.durations.talk >= 2 && ended.fromAddress === '0300');
  });

  it('is found out by asking, of a call that is silent for too long', async () => {
    const client = newClient({ resyncMs: 1000 });
    const derived = derivedBy(client);
    await client.connect();
    await gc.publish(...ringing);
    assert.deepEqual(await gc.next(), { type: 'getdialogstate#1', body: '7' });
    await gc.publish('1#DialogState#NOT_FOUND#7#Ann');
    await until(() => typesOf(derived).includes('CallEnded'));
    assert.equal(derived.at(-1)?.recovered, true);
  });

  it('is there after a refresh: the state, and each call that is known', async () => {
    const client = newClient();
    await client.connect();
    await gc.publish(...ringing);
    await until(() => client.callsOf('1').length === 1);
    const refreshed = client.refresh('1');
    assert.equal((await gc.next()).type, 'GetState#1');
    await gc.publish('1#State#READY##Ann');
    assert.equal((await gc.next()).type, 'getdialogstate#1');
    await gc.publish('1#DialogState#NOT_FOUND#7#Ann');
    await refreshed;
    assert.deepEqual([client.agent('1').state, client.callsOf('1')], ['READY', []]);
  });

  it('has the team of those whom GC lists when it is asked for a team', async () => {
    const client = newClient();
    await client.connect();
    const asked = client.command('getteamusers', { agentId: '9', teamId: '3' });
    await gc.next();
    await gc.publish('{"type":"Agents","users":[{"agentId":"1","state":"READY"}],"agentId":"9"}');
    await asked;
    assert.deepEqual(client.agent('1').team, { id: '3' });
  });
});

describe('a client that starts in the middle of a call', () => {
  let simulator: Simulator;
  let client: GcClient;

  afterEach(async () => {
    await client.close();
    await simulator.close();
  });

  const agent = { agentId: '1081', password: 'secret', extension: '2001' };

  async function start(delivery?: GcClientOptions['delivery']): Promise<DerivedEvent[]> {
    const brokers = [{ host: '127.0.0.1', port: simulator.port }];
    client = new GcClient({ brokers, destination, delivery });
    const derived = derivedBy(client);
    await client.connect();
    await client.login(agent);
    return derived;
  }

  for (const delivery of [undefined, queue]) {
    it(`finds it, and tells its end with the right start${delivery ? ', through a queue' : ''}`, async () => {
      simulator = await startSimulator();
      await start(delivery);
      const before = Date.now();
      const dialogId = simulator.incomingCall({ to: agent.agentId, from: '0300' });
      await until(() => client.callsOf(agent.agentId).length === 1);
      await client.command('AnswerCall', { agentId: agent.agentId, dialogId });
      await client.close();
      const after = Date.now();
      await until(() => Date.now() > after + 1500);

      const derived = await start(delivery);
      await until(() => typesOf(derived).includes('CallAnswered'));
      const answered = derived.find(({ type }) => type === 'CallAnswered');
      await client.command('ReleaseCall', { agentId: agent.agentId, dialogId });
      await until(() => typesOf(derived).includes('CallEnded'));
      const ended = derived.find((event) => event.type === 'CallEnded');
      assert.ok(ended);
      // GC leaves the milliseconds out. The second client starts later than that.
      const { startedAt } = ended;
      assert.ok(startedAt > before - 1000 && startedAt <= after, `${before} ${startedAt} ${after}`);
      if (delivery === undefined) {
        assert.equal(answered?.recovered, true);
      }
    });
  }
});
