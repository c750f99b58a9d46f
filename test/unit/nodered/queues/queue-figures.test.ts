import assert from 'node:assert/strict';
import sinon from 'sinon';
import { QueueReader } from '../../../../lib/nodered/queues/queue-figures';
import { parseEvent } from '../../../../lib/protocol';

const noon = Date.UTC(2026, 2, 5, 12);

describe('QueueReader', () => {
  let clock: sinon.SinonFakeTimers;
  let reader: QueueReader;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: noon, toFake: ['Date', 'performance'] });
    reader = new QueueReader();
  });

  afterEach(() => {
    clock.restore();
  });

  function read(body: string, gcTime: (text: string) => number | undefined = () => undefined) {
    const event = parseEvent(body);
    assert.ok(event.type === 'QueueList');
    return JSON.parse(JSON.stringify(reader.read(event.queues ?? [], gcTime))) as Record<string, unknown>[];
  }

  const line = (calls: number, start: string) =>
    `1086#QueueList# QueueName:Sales,AgentsReady:2,CallsInQueue:${calls}, StartTimeOfLongestCallInQueue:${start}`;

  it('reads all numbers of the line of the specification', () => {
    const [sales, support] = read(
      '1086#QueueList# QueueName:Verkauf,AgentsNotReady:1,AgentsReady:2, AgentsTalkingInbound:3,AgentsTalkingInternal:0, AgentsTalkingOutbound:1,AgentsWrapUpNotReady:0, AgentsWrapUpReady:1,CallsInQueue:4, StartTimeOfLongestCallInQueue:2026-03-05 11:59:30# QueueName:サポート,AgentsReady:5,CallsInQueue:0, StartTimeOfLongestCallInQueue:',
      () => noon - 30_000,
    );
    assert.deepEqual(sales, {
      queueName: 'Verkauf',
      callsInQueue: 4,
      agentsReady: 2,
      agentsNotReady: 1,
      agentsTalkingInbound: 3,
      agentsTalkingOutbound: 1,
      agentsTalkingInternal: 0,
      agentsWrapUpReady: 1,
      agentsWrapUpNotReady: 0,
      longestWait: 30,
    });
    assert.deepEqual(support, { queueName: 'サポート', callsInQueue: 0, agentsReady: 5, longestWait: 0 });
  });

  it('counts a wait from the answer that showed it first, while the zone of GC is not certain', () => {
    const start = '2026-03-05 05:59:00';
    const waits = () => read(line(1, start))[0]?.['longestWait'];
    assert.equal(waits(), 0);
    clock.tick(20_000);
    assert.equal(waits(), 20);
    assert.equal(read(line(1, '2026-03-05 05:59:15'))[0]?.['longestWait'], 0);
    clock.tick(5000);
    read(line(0, ''));
    assert.equal(waits(), 0);
  });

  it('takes no notice of somebody who sets the clock', () => {
    read(line(1, 'x'));
    clock.tick(10_000);
    clock.setSystemTime(noon + 3_600_000);
    assert.equal(read(line(1, 'x'))[0]?.['longestWait'], 10);
  });

  it('reads a time with its zone, as Finesse writes it', () => {
    const body = JSON.stringify({
      type: 'QueueList',
      queues: [
        { queueName: 'Sales', callsInQueue: 2, startTimeOfLongestCallInQueue: '2026-03-05T11:58:30Z' },
        { queueName: 'Claims', callsInQueue: 2, startTimeOfLongestCallInQueue: '2026-13-99T11:58:30Z' },
      ],
    });
    const [sales, claims] = read(body);
    assert.deepEqual([sales?.['longestWait'], claims?.['longestWait']], [90, 0]);
  });

  it('is never in the future', () => {
    assert.equal(read(line(1, 'x'), () => noon + 5000)[0]?.['longestWait'], 0);
  });

  it('says of a queue that nobody serves that it has no numbers', () => {
    const body =
      '1086#QueueList#QueueName:Closed,AgentsNotReady:-1,AgentsReady:-1,CallsInQueue:-1, StartTimeOfLongestCallInQueue:';
    assert.deepEqual(read(body), [{ queueName: 'Closed', unserved: true }]);
  });

  it('leaves out what is no number, and a queue without a name', () => {
    const queues = [
      { queueName: 'Sales', callsInQueue: 'many', agentsReady: '1e9', agentsNotReady: '99999999999' },
      { callsInQueue: '3' },
      { queueName: { deep: true }, callsInQueue: '3' },
    ];
    assert.deepEqual(read(JSON.stringify({ type: 'QueueList', queues })), [{ queueName: 'Sales' }]);
  });
});
