import assert from 'node:assert/strict';
import * as nodeRedUtil from '@node-red/util';
import type { Node } from 'node-red';
import sinon from 'sinon';
import { exampleFile } from './example-files';

interface Rule {
  p: string;
  pt: 'msg' | 'flow';
  to: string;
  tot: 'jsonata' | 'msg';
}

interface Shown {
  waiting: number | string;
  longest: number;
  ready: number | string;
  busy: number | string;
}

const queue = {
  queueName: 'Sales',
  callsInQueue: '1',
  startTimeOfLongestCallInQueue: '2026-03-05 09:00:00',
  agentsReady: '0',
  agentsNotReady: '1',
  agentsTalkingInbound: '2',
  agentsTalkingOutbound: '1',
  agentsTalkingInternal: '0',
};

const thresholds: Readonly<Record<string, string>> = {
  CALLS_YELLOW: '3',
  CALLS_RED: '6',
  SECONDS_YELLOW: '20',
  SECONDS_RED: '60',
};

describe('the wallboard works out for a queue', () => {
  const changeNode = exampleFile('19')
    .nodes()
    .find(({ name }) => name === 'green, yellow, red');
  const rules = changeNode?.['rules'] as Rule[];
  let context: Map<string, unknown>;

  beforeEach(() => {
    context = new Map();
    sinon.useFakeTimers({ now: Date.UTC(2026, 2, 5, 14, 0, 5), toFake: ['Date'] });
  });

  afterEach(() => {
    sinon.restore();
  });

  const node = {
    context: () => ({
      flow: {
        get: (name: string, _store: unknown, done: (error: undefined, value: unknown) => void) => {
          done(undefined, context.get(name));
        },
      },
    }),
    _flow: { getSetting: (name: string) => thresholds[name] },
  } as unknown as Node;

  function evaluate(expression: string, message: object): Promise<unknown> {
    const prepared = nodeRedUtil.util.prepareJSONataExpression(expression, node);
    return new Promise((resolve, reject) => {
      nodeRedUtil.util.evaluateJSONataExpression(prepared, { ...message }, (error, value) => {
        if (error) {
          reject(error);
        } else {
          resolve(value);
        }
      });
    });
  }

  /** As the change node does with a message that has this queue. */
  async function shown(changes: object = {}): Promise<Shown | undefined> {
    const message: Record<string, unknown> = { payload: { queues: [{ ...queue, ...changes }] } };
    for (const { p, pt, to, tot } of rules) {
      const value = tot === 'msg' ? message[to] : await evaluate(to, message);
      if (pt === 'flow') {
        context.set(p, value);
      } else {
        message[p] = value;
      }
    }
    return (message['payload'] as Shown[])[0];
  }

  it('a wait that does not depend on the time zone of GC', async () => {
    assert.equal((await shown())?.longest, 0);
    sinon.clock.tick(5000);
    assert.equal((await shown())?.longest, 5);
    assert.equal((await shown({ startTimeOfLongestCallInQueue: '2026-03-05 09:00:07' }))?.longest, 0);
    assert.equal((await shown({ callsInQueue: '0', startTimeOfLongestCallInQueue: '' }))?.longest, 0);
    assert.deepEqual(context.get('waits'), {});
  });

  it('the agents who talk', async () => {
    const { ready, busy } = (await shown()) ?? {};
    assert.deepEqual([ready, busy], [0, 3]);
  });

  it('dashes where nobody serves it', async () => {
    const none = Object.fromEntries(
      Object.keys(queue)
        .filter((name) => name.startsWith('agents') || name === 'callsInQueue')
        .map((name) => [name, '-1']),
    );
    const { waiting, ready, busy } = (await shown({ ...none, startTimeOfLongestCallInQueue: '' })) ?? {};
    assert.deepEqual([waiting, ready, busy], ['–', '–', '–']);
  });
});
