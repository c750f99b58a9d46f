import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { SharedConnection } from '../../lib/nodered';
import { startSimulator, type Simulator } from '../../lib/simulator';
import { connectionTo, Flow, type Received } from '../support/flow';
import { until } from '../support/wait';

/** GC is not part of Node-RED, and goes on while that is restarted. */
describe('a restart of Node-RED in the middle of a call', () => {
  let simulator: Simulator;
  let flow: Flow;

  beforeEach(async () => {
    simulator = await startSimulator();
  });

  afterEach(async () => {
    sinon.restore();
    await flow.stop();
    await simulator.close();
  });

  /** A flow as it is after the start: the agent is logged in. */
  async function start(): Promise<void> {
    flow = await Flow.start(
      [
        connectionTo(simulator.port),
        { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' },
        { id: 'state', type: 'agent-state', connection: 'connection', agent: 'ann', wires: [['done']] },
        { id: 'call', type: 'gc-call-control', connection: 'connection', agent: 'ann', wires: [['done']] },
        {
          id: 'in',
          type: 'gc-event-in',
          connection: 'connection',
          types: ['InboundCall', 'CallOffered', 'CallAnswered', 'CallHeld', 'CallRetrieved', 'CallEnded'],
          wires: [['event']],
        },
        { id: 'done', type: 'helper' },
        { id: 'event', type: 'helper' },
      ],
      { ann: { password: 'secret' } },
    );
    flow.send('state', { payload: 'login' });
    await flow.next('done');
  }

  async function next(type: string): Promise<Received & { payload: Record<string, unknown> }> {
    let message = await flow.next('event');
    while ((message.payload as { type: string }).type !== type) {
      message = await flow.next('event');
    }
    return message as Received & { payload: Record<string, unknown> };
  }

  /** What is in memory ends with the process of Node-RED. */
  async function loseMemory(): Promise<void> {
    const { shared } = flow.node('connection') as unknown as { shared: SharedConnection };
    sinon.stub(await shared.store(), 'list').resolves([]);
  }

  it('is told as what it is: the call was found, and its record has the right start', async () => {
    await start();
    const before = Date.now();
    const dialogId = simulator.incomingCall({ to: '1081', from: '03001234567' });
    const begun = Date.now();
    await next('CallOffered');
    flow.send('call', { payload: 'answer' });
    await next('CallAnswered');
    await loseMemory();
    await flow.stop();
    // GC tells times in whole seconds: so long that the start cannot be taken for that of the new Node-RED.
    await until(() => Date.now() - begun > 2500);

    await start();
    const { payload: found } = await next('InboundCall');
    assert.deepEqual(
      [found['dialogId'], found['state'], found['fromAddress'], found['recovered']],
      [dialogId, 'ACTIVE', '03001234567', true],
    );
    simulator.customerHangsUp({ to: '1081' });
    const { payload: record } = await next('CallEnded');
    const { startedAt, outcome, incomplete, durations, recovered } = record;
    // GC leaves the milliseconds out.
    assert.ok(
      Number(startedAt) > before - 1000 && Number(startedAt) <= begun,
      `${String(startedAt)}, ${begun}`,
    );
    // The end is news.
    assert.deepEqual([record['dialogId'], outcome, recovered], [dialogId, 'answered', undefined]);
    assert.ok(Number((durations as { total: number }).total) >= 2);
    // The new Node-RED has not seen the beginning itself.
    assert.equal(incomplete, true);
  });

  it('changes nothing in the record where the store outlives it', async () => {
    await start();
    const dialogId = simulator.incomingCall({ to: '1081', from: '03001234567' });
    const { payload: offered } = await next('CallOffered');
    flow.send('call', { payload: 'answer' });
    const { payload: answered } = await next('CallAnswered');
    flow.send('call', { payload: 'hold' });
    await next('CallHeld');
    await flow.stop();
    const stopped = Date.now();

    await start();
    const began = Date.now();
    assert.ok(began > stopped);
    flow.send('call', { payload: 'retrieve' });
    const { payload: retrieved } = await next('CallRetrieved');
    assert.ok(Number(retrieved['seconds']) * 1000 >= began - stopped);
    simulator.customerHangsUp({ to: '1081' });
    const { payload: record } = await next('CallEnded');
    assert.deepEqual(
      [record['dialogId'], record['startedAt'], record['answeredAt'], record['holds'], record['incomplete']],
      [dialogId, offered['at'], answered['at'], 1, undefined],
    );
    assert.equal((record['durations'] as { hold: number }).hold, retrieved['seconds']);
    assert.equal(flow.unread('event').filter(({ topic }) => topic?.includes('CallAnswered')).length, 0);
  });
});
