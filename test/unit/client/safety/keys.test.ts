import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Keys, StoreCare, type FirstOutcome } from '../../../../lib/client/safety';
import type { Outcome } from '../../../../lib/client/commands/outcome';
import { GcError } from '../../../../lib/protocol';
import { memoryStore, type Store } from '../../../../lib/store';

type Rules = ConstructorParameters<typeof Keys>[0];

/** A command that is carried out, and what the test says comes of it. */
interface Sent {
  agentId: string;
  end(result: Outcome | GcError, wasSent?: boolean): Promise<void>;
}

describe('keys of commands', () => {
  let clock: sinon.SinonFakeTimers;
  let store: Store;
  let sent: Sent[];
  let problems: (string | undefined)[];

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    store = memoryStore();
    sent = [];
    problems = [];
  });

  afterEach(() => {
    clock.restore();
  });

  const settled = () => clock.tickAsync(0);
  const keysOf = (rules: Rules = {}, of = store) =>
    new Keys(rules, new StoreCare(of, (problem) => problems.push(problem?.text)));
  const outcome: Outcome = {
    command: 'MakeCall',
    outcome: 'confirmed',
    dialogId: '7',
    sentAt: 1,
    latencyMs: 2,
  };

  interface Asked {
    result?: string;
    outcome?: Outcome;
    error?: GcError;
  }

  async function ask(
    keys: Keys,
    key: string,
    options: { agentId?: string; name?: 'MakeReady'; signal?: AbortSignal } = {},
  ) {
    const { agentId = '1081', name = 'MakeCall' as const, signal } = options;
    const asked: Asked = {};
    const command = { name, parameters: { agentId, number: '2002' }, key };
    keys
      .carryOut(command, { timeoutMs: 1000, signal }, (onEnd) => {
        return new Promise((resolve, reject) => {
          sent.push({
            agentId,
            end: async (result, wasSent = true) => {
              onEnd(wasSent);
              if (result instanceof GcError) {
                reject(result);
              } else {
                resolve(result);
              }
              await settled();
            },
          });
        });
      })
      .then(
        (given) => Object.assign(asked, { outcome: given, result: given.outcome }),
        (error: GcError) => Object.assign(asked, { error, result: error.code }),
      );
    await settled();
    return asked;
  }

  const firstOf = ({ error }: Asked) => error?.cause as FirstOutcome;

  it('come once with the same command within ten minutes', async () => {
    const keys = keysOf();
    await ask(keys, 'webhook-1');
    await sent[0]?.end(outcome);
    assert.equal((await ask(keys, 'webhook-1')).result, 'GC_REPEATED_KEY');
    assert.equal((await ask(keys, 'webhook-1', { agentId: '1082' })).result, 'GC_REPEATED_KEY');
    await ask(keys, 'webhook-1', { name: 'MakeReady' });
    await ask(keys, 'webhook-2');
    assert.equal(sent.length, 3);
    await clock.tickAsync(599_000);
    assert.equal((await ask(keys, 'webhook-1')).result, 'GC_REPEATED_KEY');
    await clock.tickAsync(1000);
    await ask(keys, 'webhook-1');
    assert.equal(sent.length, 4);
  });

  it('come once even while the first command is under way', async () => {
    const keys = keysOf();
    await ask(keys, 'a');
    const again = await ask(keys, 'a');
    assert.match(
      String(again.error?.message),
      /MakeCall for agent 1081 failed: .* is still under way; nothing was sent/,
    );
    assert.deepEqual(firstOf(again), { outcome: 'unknown' });
    assert.equal(sent.length, 1);
  });

  it('may come again when GC did not get the command', async () => {
    const keys = keysOf();
    await ask(keys, 'a');
    await sent[0]?.end(new GcError('GC_NOT_CONNECTED'), false);
    await ask(keys, 'a');
    assert.equal(sent.length, 2);
  });

  it('are not used up by a command that is refused on its way', async () => {
    const keys = keysOf();
    const command = { name: 'MakeCall', parameters: { agentId: '1081' }, key: 'a' } as const;
    const refused = keys.carryOut(command, { timeoutMs: 1000 }, () => {
      throw new GcError('GC_TOO_FAST');
    });
    await assert.rejects(refused, { code: 'GC_TOO_FAST' });
    await ask(keys, 'a');
    assert.equal(sent.length, 1);
  });

  describe('tell what came of the first', () => {
    const event = { type: 'InboundCall', agentId: '1081', dialogId: '7', state: 'INITIATING' } as const;
    const large = { ...event, callVariables: { note: 'x'.repeat(70_000) } };
    const table: readonly [string, Outcome | GcError, FirstOutcome, RegExp][] = [
      ['confirmed', { ...outcome, event }, { ...outcome, event }, /that command was confirmed/],
      ['confirmed by a large event', { ...outcome, event: large }, outcome, /that command was confirmed/],
      ['sent', { ...outcome, outcome: 'sent' }, { ...outcome, outcome: 'sent' }, /that command was sent/],
      ['a dry run', { ...outcome, outcome: 'dry-run' }, { ...outcome, outcome: 'dry-run' }, /was a dry run/],
      [
        'an error of GC',
        new GcError('CF_RESOURCE_BUSY', { detail: 'busy', whatToDo: 'Wait.' }),
        { outcome: 'failed', code: 'CF_RESOURCE_BUSY', message: 'busy (CF_RESOURCE_BUSY). Wait.' },
        /that command failed \(CF_RESOURCE_BUSY\)/,
      ],
      [
        'no answer',
        new GcError('GC_TIMEOUT', { detail: 'late', whatToDo: 'Look.' }),
        { outcome: 'unknown', code: 'GC_TIMEOUT', message: 'late (GC_TIMEOUT). Look.' },
        /nobody knows what came of it \(GC_TIMEOUT\)/,
      ],
    ];
    for (const [what, result, first, message] of table) {
      it(what, async () => {
        await ask(keysOf(), 'a');
        await sent[0]?.end(result);
        // Another process with the same store.
        const again = await ask(keysOf(), 'a');
        assert.equal(again.result, 'GC_REPEATED_KEY');
        assert.deepEqual(firstOf(again), first);
        assert.match(String(again.error?.message), message);
      });
    }

    it('nothing, where the process died while it was under way', async () => {
      await ask(keysOf(), 'a');
      const again = await ask(keysOf(), 'a');
      assert.deepEqual(firstOf(again), { outcome: 'unknown' });
      assert.match(String(again.error?.message), /nobody knows what came of it; nothing was sent/);
    });
  });

  describe('that are answered', () => {
    const rules = { repeatedKey: 'answer' } as const;

    it('get the same outcome again', async () => {
      await ask(keysOf(rules), 'a');
      await sent[0]?.end(outcome);
      const again = await ask(keysOf(rules), 'a');
      assert.deepEqual(again.outcome, { ...outcome, repeated: true });
      assert.equal(sent.length, 1);
    });

    it('get the same error again', async () => {
      const keys = keysOf(rules);
      await ask(keys, 'a');
      const failure = new GcError('CF_RESOURCE_BUSY', { command: 'MakeCall', agentId: '1081' });
      await sent[0]?.end(failure);
      const again = await ask(keys, 'a');
      assert.equal(again.result, 'CF_RESOURCE_BUSY');
      assert.equal(again.error?.message, failure.message);
    });

    it('wait for the outcome while the first is under way', async () => {
      const keys = keysOf(rules);
      const first = await ask(keys, 'a');
      const second = await ask(keys, 'a');
      assert.equal(second.result, undefined);
      await sent[0]?.end(outcome);
      assert.deepEqual([first.outcome?.repeated, second.outcome?.repeated], [undefined, true]);
      assert.equal(sent.length, 1);
    });

    it('are sent where the first turns out not to have been', async () => {
      const keys = keysOf(rules);
      await ask(keys, 'a');
      const second = await ask(keys, 'a');
      await sent[0]?.end(new GcError('GC_NOT_CONNECTED'), false);
      assert.equal(sent.length, 2);
      await sent[1]?.end(outcome);
      assert.equal(second.outcome?.repeated, undefined);
      assert.equal(second.result, 'confirmed');
    });

    it('are refused where the outcome is not known', async () => {
      const keys = keysOf(rules);
      await ask(keys, 'a');
      await sent[0]?.end(new GcError('GC_TIMEOUT'));
      const again = await ask(keys, 'a');
      assert.deepEqual([again.result, firstOf(again).outcome], ['GC_REPEATED_KEY', 'unknown']);
    });
  });

  describe('share a room of the store, or have one of their own', () => {
    for (const [room, count] of [
      ['keys', 1],
      ['others', 2],
    ] as const) {
      it(room, async () => {
        await ask(keysOf(), 'a');
        await ask(keysOf({ keyRoom: room }), 'a');
        assert.equal(sent.length, count);
      });
    }
  });

  describe('with a store that', () => {
    const broken = new GcError('GC_STORE_UNAVAILABLE', {
      detail: 'the disk is full',
      whatToDo: 'Free space.',
    });
    const failing = (part: Partial<Store>): Store => ({
      put: (record) => store.put(record),
      once: (record) => store.once(record),
      take: (room, key) => store.take(room, key),
      list: (room) => store.list(room),
      expire: () => store.expire(),
      check: () => store.check(),
      close: () => store.close(),
      ...part,
    });

    it('cannot be used send nothing, and say why', async () => {
      const refused = await ask(keysOf({}, failing({ once: () => Promise.reject(broken) })), 'a');
      assert.equal(
        refused.error?.message,
        'MakeCall for agent 1081 failed: its key could not be written down, so nothing was sent: the disk is full ' +
          '(GC_STORE_UNAVAILABLE). Free space.',
      );
      assert.equal(refused.error.retryable, true);
      assert.equal(sent.length, 0);
      assert.deepEqual(problems, [broken.message]);
    });

    it('rejects with anything send nothing', async () => {
      const refused = await ask(
        keysOf({}, failing({ once: () => Promise.reject(new TypeError('odd')) })),
        'a',
      );
      assert.match(String(refused.error?.message), /nothing was sent: the store fails: odd/);
    });

    it('is full send nothing', async () => {
      const full = memoryStore({ mostBytes: 100 });
      const refused = await ask(keysOf({}, full), 'a');
      assert.deepEqual([refused.result, sent.length], ['GC_STORE_UNAVAILABLE', 0]);
    });

    it('does not answer send nothing within the time limit, and the key is free when it does', async () => {
      let answer: () => void = () => undefined;
      const once: Store['once'] = async (record) => {
        await new Promise<void>((resolve) => (answer = resolve));
        return store.once(record);
      };
      const slow = keysOf({}, failing({ once }));
      const refused = await ask(slow, 'a');
      assert.equal(refused.result, undefined);
      await clock.tickAsync(1000);
      assert.equal(refused.result, 'GC_STORE_UNAVAILABLE');
      answer();
      await settled();
      await ask(keysOf(), 'a');
      assert.equal(sent.length, 1);
    });

    it('does not answer let 10 000 keys wait, and refuse the next until there is room', async () => {
      const keys = keysOf({}, failing({ once: () => new Promise(() => undefined) }));
      const command = { name: 'MakeCall', parameters: { agentId: '1081' } } as const;
      const waiting = Array.from({ length: 10_000 }, (_, index) =>
        keys.carryOut({ ...command, key: String(index) }, { timeoutMs: 1000 }, () =>
          Promise.resolve(outcome),
        ),
      );
      const ended = Promise.allSettled(waiting);
      assert.equal((await ask(keys, 'one more')).result, 'GC_TOO_MANY_COMMANDS');
      await clock.tickAsync(1000);
      await ended;
      assert.equal((await ask(keys, 'after that')).result, undefined);
    });

    it('does not answer give up when the command is given up', async () => {
      const closing = new AbortController();
      const never = failing({ once: () => new Promise(() => undefined) });
      const asked = await ask(keysOf({}, never), 'a', { signal: closing.signal });
      closing.abort();
      await settled();
      assert.equal(asked.result, 'GC_CLOSED');
    });

    it('fails behind the command leave the outcome to those who asked first, and unknown to others', async () => {
      const keys = keysOf({}, failing({ put: () => Promise.reject(broken) }));
      const first = await ask(keys, 'a');
      await sent[0]?.end(outcome);
      assert.equal(first.result, 'confirmed');
      assert.deepEqual(firstOf(await ask(keys, 'a')), { outcome: 'unknown' });
      assert.deepEqual(problems, [broken.message, undefined]);
    });

    it('takes all day behind the command hold the outcome up for 3 s at most', async () => {
      const keys = keysOf({}, failing({ put: () => new Promise(() => undefined) }));
      const first = await ask(keys, 'a');
      await sent[0]?.end(outcome);
      assert.equal(first.result, undefined);
      await clock.tickAsync(3000);
      assert.equal(first.result, 'confirmed');
    });
  });

  it('do not write the outcome of a command that took longer than keys count', async () => {
    const keys = keysOf({ repeatWithinMs: 500 });
    await ask(keys, 'a');
    await clock.tickAsync(500);
    await ask(keys, 'a');
    await sent[0]?.end({ ...outcome, dialogId: 'of the first' });
    await sent[1]?.end(outcome);
    assert.deepEqual(firstOf(await ask(keys, 'a')), outcome);
  });

  for (const [rules, message] of [
    [{ repeatWithinMs: 0 }, /key may not be repeated/],
    [{ repeatedKey: 'twice' as 'answer' }, /repeatedKey must be one of refuse, answer/],
  ] as const) {
    it(`cannot be made of ${JSON.stringify(rules)}`, () => {
      assert.throws(() => new Keys(rules), { code: 'GC_INVALID_CONFIGURATION', message });
    });
  }
});
