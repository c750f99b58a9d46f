import assert from 'node:assert/strict';
import sinon from 'sinon';
import { LiveLog } from '../../../../lib/simulator/command-line/live-log';
import type { SimulatorNews } from '../../../../lib/simulator/log';

describe('the live log of gc-simulator', () => {
  const at = new Date(2025, 0, 15, 9, 30, 5).getTime();
  const names = new Map([
    ['1081', 'Anna Becker'],
    ['1085', '美咲 佐藤'],
    ['1084', 'प्रिया शर्मा'],
  ]);
  let clock: sinon.SinonFakeTimers;
  let lines: string[];
  let show: (news: SimulatorNews) => void;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    lines = [];
    const log = new LiveLog(
      (agentId) => names.get(agentId),
      (line) => lines.push(line),
    );
    show = (news) => {
      log.show({ at, ...news });
    };
  });

  afterEach(() => {
    clock.restore();
  });

  function event(
    event: Extract<SimulatorNews, { kind: 'event' }>['event'],
    destination = 'desk',
  ): SimulatorNews {
    return { kind: 'event', destination, body: '…', event };
  }

  it('shows commands and events in columns', () => {
    show({ kind: 'connected', broker: '127.0.0.1:61613' });
    show({ kind: 'command', type: 'Hello#desk', body: '' });
    show(event({ type: 'System', status: 'IN_SERVICE' }));
    show({ kind: 'command', type: 'MakeNotReadyWithReason#1085', body: '3' });
    show(
      event({ type: 'State', agentId: '1085', state: 'NOT_READY', reasonCode: '3', stateChangeTime: 'now' }),
    );
    show(event({ type: 'State', agentId: '1084', state: 'READY' }));
    const participants = [{ extension: '2001' }, { extension: '0300' }];
    show(event({ type: 'InboundCall', agentId: '1081', state: 'ACTIVE', dialogId: '7', participants }));
    show(event({ type: 'Error', agentId: '4711', code: 'USER_NOT_FOUND' }));
    show(event(undefined));
    show({ kind: 'command', type: 'Dance', body: '***' });
    show({ kind: 'problem', text: 'Nothing came of this.' });
    assert.deepEqual(lines, [
      '09:30:05 connected to the broker 127.0.0.1:61613',
      '09:30:05 > Hello                  desk',
      '09:30:05 < System                 desk                       status=IN_SERVICE',
      '09:30:05 > MakeNotReadyWithReason 1085 美咲 佐藤             3',
      '09:30:05 < State                  1085 美咲 佐藤             NOT_READY reasonCode=3',
      '09:30:05 < State                  1084 प्रिया शर्मा            READY',
      '09:30:05 < InboundCall            1081 Anna Becker           ACTIVE dialogId=7 participants=2',
      '09:30:05 < Error                  4711                       code=USER_NOT_FOUND',
      '09:30:05 < rubbish                desk                       …',
      '09:30:05 > Dance                                             ***',
      '09:30:05 ! Nothing came of this.',
    ]);
  });

  it('counts the events of the load, and tells once in a second', () => {
    for (let count = 0; count < 3; count += 1) {
      show(event({ type: 'State', agentId: '5001', state: 'READY' }, 'gc-load'));
    }
    show(event({ type: 'AgentInfo', agentId: '5001' }, 'gc-load'));
    show(event(undefined, 'gc-load'));
    assert.deepEqual(lines, []);
    clock.tick(1000);
    show(event({ type: 'State', agentId: '5001', state: 'READY' }, 'gc-load'));
    clock.tick(5000);
    assert.deepEqual(lines, ['09:30:05 ~ load: 3 State, 1 AgentInfo, 1 rubbish', '09:30:05 ~ load: 1 State']);
  });

  it('does not repeat a problem all the time', () => {
    for (let count = 0; count < 18; count += 1) {
      show({ kind: 'problem', text: 'The broker is gone.' });
    }
    show({ kind: 'problem', text: 'Something else.' });
    assert.deepEqual(lines, ['09:30:05 ! The broker is gone.', '09:30:05 ! Something else.']);
    clock.tick(1000);
    assert.deepEqual(lines.slice(2), ['09:30:05 ! 17 times more: The broker is gone.']);
  });
});
