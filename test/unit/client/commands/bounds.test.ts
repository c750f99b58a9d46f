import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GcClient, type GcClientOptions } from '../../../../lib/client';
import { GcError, type CommandName } from '../../../../lib/protocol';
import { StompConnection, StompError } from '../../../../lib/stomp';

const options: GcClientOptions = {
  brokers: [{ host: '127.0.0.1', port: 1 }],
  destination: 'VirtualTopic.test',
  stomp: { backoff: { minMs: 60_000, maxMs: 60_000 } },
};

/** What JavaScript can give instead of a number, and numbers that no timer takes. */
const impossible: readonly unknown[] = [
  Infinity,
  -Infinity,
  NaN,
  2 ** 31,
  2 ** 53,
  -1,
  null,
  '5',
  {},
  [],
  true,
  10n,
  Symbol('x'),
  () => 5,
  Object.create(null),
];

/** Where each number stands, the bounds it must name, and whether 0 is one of the possible ones. */
const numbers: readonly (readonly [path: string, bounds: RegExp, zero?: 'zero'])[] = [
  ['timeoutMs', /from 1 to 604800000/],
  ['heartbeatMs', /from 1 to 604800000/],
  ['missedBeats', /a whole number from 1 to 1000/],
  ['resyncMs', /from 1000 to 604800000/],
  ['forgetEndedCallsMs', /from 0 to 604800000/, 'zero'],
  ['recovery.loginsPerSecond', /from 0\.1 to 1000/],
  ['delivery.prefetch', /a whole number from 1 to 100000/],
  ['delivery.maxRedeliveries', /a whole number from 0 to 1000/, 'zero'],
  ['safety.commandsPerSecond', /from 0\.001 to 10000/],
  ['safety.agentCommandsPerSecond', /from 0\.001 to 10000/],
  ['safety.maxCalls', /a whole number from 1 to 100000/],
  ['safety.repeatWithinMs', /from 1 to 604800000/],
  ['stomp.heartbeatMs', /a whole number from 0 to 604800000/, 'zero'],
  ['stomp.connectTimeoutMs', /from 1 to 604800000/],
  ['stomp.receiptTimeoutMs', /from 1 to 604800000/],
  ['stomp.stableMs', /from 0 to 604800000/, 'zero'],
  ['stomp.refusedRetryMs', /from 1 to 604800000/],
  ['stomp.failBackMs', /from 0 to 604800000/, 'zero'],
  ['stomp.backoff.minMs', /from 0 to 604800000/, 'zero'],
  ['stomp.backoff.maxMs', /from 500 to 604800000/],
];

/** The options with one value in a place of it. */
function withValue(path: string, value: unknown): GcClientOptions {
  const [group = '', name, inner] = path.split('.');
  const queue = { kind: 'queue', name: 'test' } as const;
  const delivery = path.startsWith('delivery.') ? { delivery: queue } : {};
  const content = inner === undefined ? { [name ?? '']: value } : { [name ?? '']: { [inner]: value } };
  const others = group === 'delivery' ? queue : {};
  return { ...options, ...delivery, [group]: name === undefined ? value : { ...others, ...content } };
}

function refusal(path: string, value: unknown): GcError {
  try {
    void new GcClient(withValue(path, value)).close();
  } catch (error) {
    assert.ok(error instanceof GcError, String(error));
    return error;
  }
  return assert.fail(`${path} was taken`);
}

describe('bounds', () => {
  for (const [path, bounds, zero] of numbers) {
    it(`of the option ${path}`, () => {
      for (const value of [...impossible, ...(zero === undefined ? [0] : [])]) {
        const { code, message } = refusal(path, value);
        assert.equal(code, 'GC_INVALID_CONFIGURATION');
        assert.ok(message.includes(path.replace('stomp.', '')), message);
        assert.match(message, bounds);
      }
    });
  }

  it('take what is absent as the default', async () => {
    for (const [path] of numbers) {
      await new GcClient(withValue(path, undefined)).close();
    }
  });

  it('of the times of a connection alone', () => {
    const create = () => new StompConnection({ brokers: options.brokers, receiptTimeoutMs: Infinity });
    assert.throws(create, (error) => error instanceof StompError && error.code === 'STOMP_INVALID_OPTIONS');
  });

  describe('of what is asked of a client', () => {
    let client: GcClient;

    beforeEach(() => {
      client = new GcClient(options);
    });

    afterEach(() => client.close());

    it('the time limit', async () => {
      for (const timeoutMs of [...impossible, 0]) {
        const its = { timeoutMs: timeoutMs as number };
        const expected = {
          code: 'GC_INVALID_PARAMETER',
          message: /timeoutMs must be a number from 1 to 604800000/,
        };
        await assert.rejects(client.command('MakeReady', { agentId: '1' }, its), expected);
        await assert.rejects(client.refresh('1', its), expected);
        await assert.rejects(client.login({ agentId: '1', password: 'x', extension: '2' }, its), expected);
      }
      assert.equal(client.snapshot().counters.waitingCommands, 0);
    });

    it('the name of a command', async () => {
      const names = [
        'Nonsense',
        '',
        '__proto__',
        'constructor',
        'toString',
        undefined,
        null,
        5,
        {},
        [],
        Symbol('x'),
      ];
      for (const name of [...names, Object.create(null)]) {
        await assert.rejects(client.command(name as CommandName, { agentId: '1' }), {
          name: 'GcError',
          code: 'GC_INVALID_PARAMETER',
        });
      }
    });

    it('the parameters of a command', async () => {
      for (const parameters of [undefined, null, 5, 'agentId', [], Object.create(null)]) {
        await assert.rejects(client.command('MakeReady', parameters as never), {
          name: 'GcError',
          code: 'GC_INVALID_PARAMETER',
          message: /agentId is missing/,
        });
      }
    });
  });
});

describe('a client that is closed', () => {
  /** Intervals that go on. */
  const running = new Set<unknown>();

  beforeEach(() => {
    running.clear();
    const { setInterval, clearInterval } = globalThis;
    sinon.replace(globalThis, 'setInterval', ((...its: Parameters<typeof setInterval>) => {
      const interval = setInterval(...its);
      running.add(interval);
      return interval;
    }) as typeof setInterval);
    sinon.replace(globalThis, 'clearInterval', (interval) => {
      running.delete(interval);
      clearInterval(interval);
    });
  });

  afterEach(() => {
    sinon.restore();
  });

  it('has no interval when it was never connected, nor when it is asked to connect afterwards', async () => {
    const client = new GcClient(options);
    await client.close();
    assert.equal(running.size, 0);
    await assert.rejects(client.connect(), { code: 'GC_CLOSED' });
    assert.equal(running.size, 0);
  });

  it('has no interval when it was connected, and closed twice', async () => {
    const client = new GcClient(options);
    await assert.rejects(client.connect(), { code: 'GC_NOT_CONNECTED' });
    assert.equal(running.size, 1);
    await Promise.all([client.close(), client.close()]);
    assert.equal(running.size, 0);
  });
});
