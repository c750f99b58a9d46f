import assert from 'node:assert/strict';
import * as util from '@node-red/util';
import type { ConnectionNode } from '../../lib/nodered';
import {
  connectionTo,
  Flow,
  runtimeEvents,
  type FlowNode,
  type Message,
  type Received,
} from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

const { util: red } = util as unknown as { util: { cloneMessage(message: object): Message } };

describe('gc-done', () => {
  const destination = 'VirtualTopic.gc.done';
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start({ destination });
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  const eventIn = (more: object = {}): FlowNode => ({
    id: 'in',
    type: 'gc-event-in',
    connection: 'connection',
    types: ['State'],
    acknowledge: 'flow-says-so',
    wires: [['out']],
    ...more,
  });
  const done = (id: string, more: object): FlowNode => ({ id, type: 'gc-done', wires: [['ended']], ...more });
  const fixed = (action: string) => ({ action, actionType: 'action' });

  async function start(connection: object, ...nodes: FlowNode[]): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port, { destination, delivery: 'queue', ...connection }),
      ...nodes,
      done('done', fixed('done')),
      done('again', { ...fixed('again'), pause: '0.01', pauseType: 'str' }),
      done('aside', { ...fixed('put-aside'), reason: 'reason', reasonType: 'msg' }),
      { id: 'out', type: 'helper' },
      { id: 'other', type: 'helper' },
      { id: 'ended', type: 'helper' },
    ]);
    await until(() => gc.heartbeats.length > 0);
  }

  const publish = (...numbers: string[]) =>
    gc.publish(...numbers.map((number) => `1081#State#NOT_READY#${number}#Ann`));

  const numberOf = ({ payload }: Received) => (payload as { reasonCode?: string }).reasonCode;
  const howOf = ({ gc: how }: Received) => how as Record<string, unknown>;

  /** Messages that the broker keeps for the queue of the flows, as another client sees it once the flows are gone. */
  async function kept(): Promise<string[]> {
    await flow.stop();
    const bodies: string[] = [];
    flow = await Flow.start([
      connectionTo(gc.broker.port, { destination, delivery: 'queue' }),
      eventIn({ acknowledge: 'passed-on', types: ['State'] }),
      { id: 'out', type: 'helper' },
    ]);
    await publish('end');
    for (let next = await flow.next('out'); numberOf(next) !== 'end'; next = await flow.next('out')) {
      bodies.push(`${numberOf(next)}${howOf(next)['redelivered'] === true ? ' again' : ''}`);
    }
    return bodies;
  }

  it('acknowledges an event, and passes the message on', async () => {
    await start({}, eventIn());
    await publish('1', '2');
    const first = await flow.next('out');
    assert.equal(typeof howOf(first)['ticket'], 'string');
    assert.equal(typeof howOf(first)['messageId'], 'string');
    assert.deepEqual(flow.unread('out'), [], 'the next event of the agent waits');
    flow.send('done', first);
    assert.equal(numberOf(await flow.next('ended')), '1');
    assert.equal(numberOf(await flow.next('out')), '2');
    assert.deepEqual(await kept(), ['2 again']);
  });

  it('lets the events of other agents go on, and those that the filter does not pass', async () => {
    await start({}, eventIn({ agents: '1081, 1082' }));
    await gc.publish('1081#State#READY##Ann', '1083#State#READY##Cem', '1082#State#READY##Bob');
    assert.equal((await flow.next('out')).agentId, '1081');
    assert.equal((await flow.next('out')).agentId, '1082');
    assert.deepEqual(await kept(), ['undefined again', 'undefined again']);
  });

  it('gives an event again after the pause, and says which try it is', async () => {
    await start({}, eventIn());
    await publish('1');
    const first = await flow.next('out');
    flow.send('again', first);
    await flow.next('ended');
    const second = await flow.next('out');
    const [before, now] = [howOf(first), howOf(second)];
    assert.deepEqual([before['tries'], now['tries'], now['redelivered']], [undefined, 2, true]);
    assert.notEqual(now['ticket'], before['ticket']);
    assert.equal(now['messageId'], before['messageId']);
  });

  it('puts an event aside with a reason, and tells of it', async () => {
    await start({}, eventIn(), eventIn({ id: 'aside-in', types: ['EventPutAside'], wires: [['other']] }));
    await publish('1', '2');
    flow.send('aside', { ...(await flow.next('out')), reason: 'no such agent' });
    const told = await flow.next('other');
    const { at, messageId, ...payload } = told.payload as Record<string, unknown>;
    assert.deepEqual(payload, {
      type: 'EventPutAside',
      agentId: '1081',
      eventType: 'State',
      event: { type: 'State', agentId: '1081', state: 'NOT_READY', reasonCode: '1' },
      raw: '1081#State#NOT_READY#1#Ann',
      tries: 1,
      reason: 'no such agent',
    });
    assert.deepEqual([typeof at, typeof messageId], ['number', 'string']);
    assert.equal(numberOf(await flow.next('out')), '2');
    await flow.next('ended');
    flow.send('done', told);
    assert.equal((await flow.next('ended')).topic, '1081/EventPutAside');
  });

  it('puts an event aside after as many tries as the connection allows, with the message of the error', async () => {
    await start(
      { maxTries: '2' },
      eventIn(),
      eventIn({ id: 'aside-in', types: ['EventPutAside'], wires: [['other']] }),
    );
    await publish('1');
    for (let tries = 0; tries < 2; tries += 1) {
      flow.send('again', { ...(await flow.next('out')), error: { message: 'the table is locked' } });
    }
    const { payload } = await flow.next('other');
    const { tries, reason } = payload as Record<string, unknown>;
    assert.deepEqual([tries, reason], [2, 'the table is locked']);
  });

  it('gives an event again whose flow does not end it in time, and its ticket ends nothing then', async () => {
    await start({ workLimit: '1' }, eventIn());
    await publish('1');
    const first = await flow.next('out');
    const second = await flow.next('out');
    assert.equal(howOf(second)['tries'], 2);
    flow.send('done', first);
    const { error } = await flow.next('caught');
    assert.match(String(error?.message), /time limit was over.*\(GC_TICKET_NOT_OPEN\)/);
    flow.send('done', second);
    await flow.next('ended');
    assert.deepEqual(await kept(), []);
  });

  it('acknowledges an event when all flows that end it themselves have done so', async () => {
    await start(
      {},
      eventIn(),
      eventIn({ id: 'in2', wires: [['other']] }),
      eventIn({ id: 'in3', acknowledge: 'passed-on', wires: [['ended']] }),
    );
    await publish('1');
    assert.equal(numberOf(await flow.next('ended')), '1');
    const [one, other] = [await flow.next('out'), await flow.next('other')];
    flow.send('again', one);
    flow.send('done', other);
    flow.send('done', await flow.next('out'));
    for (let count = 0; count < 3; count += 1) {
      await flow.next('ended');
    }
    assert.deepEqual(flow.unread('other'), [], 'what is done is not done again');
    assert.deepEqual(await kept(), []);
  });

  it('knows an event by its text, whatever flows do with the message', async () => {
    await start({}, eventIn());
    await publish('1', '2');
    flow.send('done', red.cloneMessage(await flow.next('out')));
    await flow.next('ended');
    flow.send('done', JSON.parse(JSON.stringify(await flow.next('out'))) as Message);
    await flow.next('ended');
    assert.deepEqual(await kept(), []);
  });

  it('takes what is to be done from the message', async () => {
    await start(
      {},
      eventIn(),
      done('told', { action: 'payload', actionType: 'msg', pause: 'pause', pauseType: 'msg' }),
    );
    await publish('1');
    flow.send('told', { ...(await flow.next('out')), payload: 'Again', pause: 0 });
    await flow.next('ended');
    const second = await flow.next('out');
    flow.send('told', { ...second, payload: 'dance' });
    assert.match(String((await flow.next('caught')).error?.message), /done, again, put-aside/);
    flow.send('told', { ...second, payload: 'again', pause: 'soon' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
    flow.send('told', { ...second, payload: 'done' });
    await flow.next('ended');
    assert.deepEqual(await kept(), []);
  });

  describe('refuses', () => {
    const wrong: readonly [string, unknown, string][] = [
      ['a message without msg.gc', undefined, 'GC_NO_TICKET'],
      ['a message without a ticket', { command: 'MakeCall' }, 'GC_NO_TICKET'],
      ['a ticket that is no text', { ticket: 7 }, 'GC_NO_TICKET'],
      ['an empty ticket', { ticket: '' }, 'GC_NO_TICKET'],
      [
        'a ticket that nobody knows',
        { ticket: '00000000-0000-4000-8000-000000000000' },
        'GC_TICKET_NOT_OPEN',
      ],
    ];
    for (const [what, how, code] of wrong) {
      it(what, async () => {
        await start({}, eventIn());
        flow.send('done', { payload: 'x', gc: how });
        assert.equal((await flow.next('caught')).error?.code, code);
        assert.deepEqual(flow.unread('ended'), []);
      });
    }

    it('an event that is done', async () => {
      await start({}, eventIn());
      await publish('1');
      const message = await flow.next('out');
      flow.send('done', message);
      await flow.next('ended');
      flow.send('again', message);
      const { error } = await flow.next('caught');
      assert.match(String(error?.message), /has ended this event already.*\(GC_TICKET_NOT_OPEN\)/);
      assert.deepEqual(await kept(), []);
    });
  });

  it('is told when a deploy came in between, and the event comes again when the flows run', async () => {
    await start({}, eventIn());
    await publish('1');
    const first = await flow.next('out');
    await flow.deploy('nodes', { done: { name: 'changed' } });
    const second = await flow.next('out');
    assert.deepEqual([howOf(second)['redelivered'], howOf(second)['tries']], [true, undefined]);
    flow.send('done', first);
    assert.match(String((await flow.next('caught')).error?.message), /a deploy came in between/);
    flow.send('done', second);
    await flow.next('ended');
    assert.deepEqual(await kept(), []);
  });

  it('does not begin while the flows are stopped', async () => {
    await start({ workLimit: '1' }, eventIn());
    runtimeEvents.emit('flows:stopping', {});
    await publish('1');
    const { shared } = flow.node('connection') as ConnectionNode;
    await until(() => shared.snapshot?.agents.length === 1);
    assert.deepEqual(flow.unread('out'), []);
    runtimeEvents.emit('flows:started', {});
    assert.equal(howOf(await flow.next('out'))['tries'], undefined);
  });

  it('counts when the broker has gone and comes back meanwhile', async () => {
    await start({ heartbeat: '1' }, eventIn());
    await publish('1', '2');
    const first = await flow.next('out');
    gc.broker.dropConnections();
    flow.send('done', first);
    await flow.next('ended');
    const second = await flow.next('out');
    assert.deepEqual([numberOf(second), howOf(second)['tries']], ['2', undefined]);
    flow.send('done', second);
    await flow.next('ended');
    const { shared } = flow.node('connection') as ConnectionNode;
    await until(() => shared.snapshot?.counters.duplicateEvents === 2);
    assert.deepEqual(await kept(), []);
  });

  it('takes an event that did not come through a queue as done, and nothing else', async () => {
    await start({ delivery: 'topic' }, eventIn());
    await publish('1');
    const message = await flow.next('out');
    assert.equal(howOf(message)['ticket'], 'live');
    flow.send('done', message);
    await flow.next('ended');
    flow.send('again', message);
    assert.match(String((await flow.next('caught')).error?.message), /did not come through a queue/);
  });

  it('finds the ticket behind our command nodes', async () => {
    await start({}, eventIn(), {
      id: 'look',
      type: 'gc-snapshot',
      connection: 'connection',
      about: 'agent',
      wires: [['done']],
    });
    await publish('1');
    flow.send('look', await flow.next('out'));
    await flow.next('ended');
    assert.deepEqual(await kept(), []);
  });
});
