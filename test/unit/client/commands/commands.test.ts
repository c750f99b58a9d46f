import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { CommandSettings } from '../../../../lib/client/command-settings';
import type { CommandMessage } from '../../../../lib/client/commands/command-request';
import { Commands } from '../../../../lib/client/commands/commands';
import { Keys, StoreCare } from '../../../../lib/client/safety';
import { Counting } from '../../../../lib/client/metrics/counters';
import type { CommandOptions, Outcome } from '../../../../lib/client/commands/outcome';
import { Tracker } from '../../../../lib/client/model/tracker';
import { parseEvent, type CommandName, type CommandParameters, type GcError } from '../../../../lib/protocol';
import { memoryStore } from '../../../../lib/store';
import { StompError, type StompErrorCode } from '../../../../lib/stomp';

describe('Commands', () => {
  let clock: sinon.SinonFakeTimers;
  let commands: Commands;
  let counting: Counting;
  let sent: CommandMessage[];
  let refusal: StompErrorCode | undefined;
  let watched: string[];

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: 1_700_000_000_000 });
    refusal = undefined;
    make({});
    commands.connected();
  });

  afterEach(() => {
    commands.close();
    clock.restore();
  });

  function make(settings: CommandSettings, keys?: Keys): void {
    sent = [];
    watched = [];
    counting = new Counting();
    const send = (message: CommandMessage) => {
      if (refusal !== undefined) {
        return Promise.reject(new StompError(refusal, 'The broker says no.'));
      }
      sent.push(message);
      return Promise.resolve();
    };
    const watcher = {
      sent: () => undefined,
      asked: (name: CommandName) => watched.push(`asked ${name}`),
      ended: (name: CommandName, _parameters: object, result: Outcome | GcError) =>
        watched.push(`ended ${name} ${'code' in result ? result.code : result.outcome}`),
    };
    commands = new Commands(settings, send, new Tracker(), counting, watcher, keys);
  }

  /** What a command ends with, as soon as it does: its outcome or the code of its error. */
  function ask<N extends CommandName>(name: N, parameters: CommandParameters<N>, options?: CommandOptions) {
    return follow(commands.run(name, parameters, options));
  }

  function follow(running: Promise<Outcome>): { result?: string; error?: GcError } {
    const seen: { result?: string; error?: GcError } = {};
    running.then(
      ({ outcome }) => (seen.result = outcome),
      (error: GcError) => Object.assign(seen, { result: error.code, error }),
    );
    return seen;
  }

  const count = () => counting.read({ connects: 0, reconnects: 0, waitingCommands: 0, unreadMessages: 0 });
  const ready = (agentId = '1081', options?: CommandOptions) => ask('MakeReady', { agentId }, options);
  const types = () => sent.map(({ type }) => type);
  const settled = () => clock.tickAsync(0);
  const hear = (body: string) => commands.offer(parseEvent(body));
  const isLate = (body: string) => hear(body).late === true;

  describe('the time at which a command expires at the broker', () => {
    it('is its time limit and two seconds', async () => {
      ready('1081', { timeoutMs: 5000 });
      await settled();
      assert.deepEqual(sent, [
        {
          type: 'MakeReady#1081',
          body: '',
          headers: { expires: String(1_700_000_000_000 + 7000) },
          persistent: true,
        },
      ]);
    });

    it('counts from the moment it was asked for, also when it waited for its turn', async () => {
      const first = ready();
      ask('MakeNotReady', { agentId: '1081' });
      await clock.tickAsync(3000);
      hear('1081#State#READY##Ann');
      await settled();
      assert.equal(first.result, 'confirmed');
      assert.deepEqual(sent[1]?.headers, { expires: String(1_700_000_000_000 + 12_000) });
    });

    it('lets heartbeats and passwords vanish, and all else end as dead letters', async () => {
      const password = 'secret';
      ask('Connect', { agentId: '1081', destination: 'd', password });
      ask('Login', { agentId: '1081', password, extension: '2001' });
      ask('MobileAgentLogin', {
        agentId: '1082',
        password,
        extension: '2001',
        phone: '0300',
        connectionMode: true,
      });
      follow(commands.runOwn('Beat', { destination: 'd' }));
      ready('1083');
      await settled();
      assert.deepEqual(
        sent.map(({ type, persistent }) => [type, persistent]),
        [
          ['Connect#1081', false],
          ['Login#1081', false],
          ['MobileAgentLogin#1082', false],
          ['Beat#d', false],
          ['MakeReady#1083', true],
        ],
      );
    });

    it('of a heartbeat is the time of the next, so that a GC that comes back finds one', async () => {
      make({ heartbeatMs: 60_000 });
      commands.connected();
      follow(commands.runOwn('Hello', { destination: 'd' }, { timeoutMs: 10_000 }));
      await settled();
      assert.deepEqual(sent[0]?.headers, { expires: String(1_700_000_000_000 + 62_000) });
    });

    it('is not sent when that is switched off', async () => {
      make({ expireCommands: false });
      commands.connected();
      ready();
      await settled();
      assert.deepEqual(sent[0]?.headers, {});
    });
  });

  describe('while there is no connection', () => {
    it('fail at once by default, in the words of the connection', async () => {
      make({});
      refusal = 'STOMP_NOT_CONNECTED';
      const command = ready();
      await settled();
      assert.equal(command.result, 'GC_NOT_CONNECTED');
      assert.match(String(command.error), /The broker says no/);
    });

    it('wait where that is wanted, and go out in their order when it is there', async () => {
      make({ whileAway: 'wait' });
      const first = ready();
      const second = ask('MakeNotReady', { agentId: '1081' });
      const other = ready('1082');
      await clock.tickAsync(5000);
      assert.deepEqual(types(), []);
      commands.connected();
      await settled();
      assert.deepEqual(types(), ['MakeReady#1081', 'MakeReady#1082']);
      hear('1081#State#READY##Ann');
      await settled();
      assert.deepEqual(types(), ['MakeReady#1081', 'MakeReady#1082', 'MakeNotReady#1081']);
      hear('1081#State#NOT_READY##Ann');
      hear('1082#State#READY##Bob');
      await settled();
      assert.deepEqual([first.result, second.result, other.result], ['confirmed', 'confirmed', 'confirmed']);
    });

    it('wait no longer than their own time limit, and are not sent afterwards', async () => {
      make({ whileAway: 'wait' });
      const command = ready('1081', { timeoutMs: 3000 });
      await clock.tickAsync(2999);
      assert.equal(command.result, undefined);
      await clock.tickAsync(1);
      assert.equal(command.result, 'GC_NOT_CONNECTED');
      assert.match(String(command.error), /did not come back in time; nothing was sent/);
      commands.connected();
      await settled();
      assert.deepEqual(types(), []);
    });

    it('stay when the connection is lost before their turn; what is under way fails', async () => {
      make({ whileAway: 'wait' });
      commands.connected();
      const first = ready();
      const second = ask('MakeNotReady', { agentId: '1081' });
      await settled();
      commands.disconnected();
      await settled();
      assert.deepEqual([first.result, second.result], ['GC_CONNECTION_LOST', undefined]);
      commands.connected();
      await settled();
      assert.deepEqual(types(), ['MakeReady#1081', 'MakeNotReady#1081']);
    });

    it('call control fails at once, also where other commands wait', async () => {
      make({ whileAway: 'wait' });
      refusal = 'STOMP_NOT_CONNECTED';
      const waiting = ask('getallagents', { agentId: '1081' });
      const failing = [
        ask('MakeCall', { agentId: '1081', number: '1' }),
        ask('AnswerCall', { agentId: '1081', dialogId: '5' }),
        ask('wrapup', { agentId: '1081', wrapUpReason: 'Sales', dialogId: '5' }),
        ask('ZOOMPauseRecording', { agentId: '1081' }),
        ask('silentmonitor', { agentId: '1086', extension: '2001' }),
      ];
      await settled();
      assert.deepEqual(
        failing.map(({ result }) => result),
        failing.map(() => 'GC_NOT_CONNECTED'),
      );
      refusal = undefined;
      commands.connected();
      await settled();
      assert.equal(waiting.result, undefined);
      assert.deepEqual(types(), ['getallagents#1081']);
    });

    it('call control that waited for its turn when the connection was lost is never sent', async () => {
      make({ whileAway: 'wait' });
      commands.connected();
      const first = ask('HoldCall', { agentId: '1081', dialogId: '5' });
      const second = ask('ReleaseCall', { agentId: '1081', dialogId: '5' });
      await settled();
      commands.disconnected();
      commands.connected();
      await settled();
      assert.deepEqual([first.result, second.result], ['GC_CONNECTION_LOST', 'GC_NOT_CONNECTED']);
      assert.deepEqual(types(), ['HoldCall#1081']);
    });

    it('what the client needs itself never waits', async () => {
      make({ whileAway: 'wait' });
      refusal = 'STOMP_NOT_CONNECTED';
      const state = follow(commands.runOwn('GetState', { agentId: '1081' }));
      await settled();
      assert.equal(state.result, 'GC_NOT_CONNECTED');
    });

    it('at most 10 000 wait', async () => {
      make({ whileAway: 'wait' });
      for (let count = 0; count < 10_000; count += 1) {
        ready(String(count));
      }
      const last = ready();
      await settled();
      assert.equal(last.result, 'GC_TOO_MANY_COMMANDS');
      assert.equal(commands.waiting, 10_000);
    });

    it('at most 8 MB wait', async () => {
      make({ whileAway: 'wait' });
      const password = 'x'.repeat(1000);
      const login = (agentId: string) => ask('Login', { agentId, password, extension: '1'.repeat(1000) });
      let asked = 0;
      while (!login(String(asked)).result && asked < 10_000) {
        asked += 1;
        if (asked % 100 === 0) {
          await settled();
        }
        if (count().commands['GC_TOO_MANY_COMMANDS']) {
          break;
        }
      }
      assert.ok(commands.waiting < 4200 && commands.waiting > 4100, String(commands.waiting));
    });

    it('fail with GC_CLOSED when the client is closed', async () => {
      make({ whileAway: 'wait' });
      const waiting = ready();
      commands.close();
      const late = ready();
      await settled();
      assert.deepEqual([waiting.result, late.result], ['GC_CLOSED', 'GC_CLOSED']);
    });
  });

  describe('of an agent that is held', () => {
    it('wait until it is released, and those of others do not', async () => {
      commands.hold('1081');
      const held = ready('1081');
      ready('1082');
      await settled();
      assert.deepEqual(types(), ['MakeReady#1082']);
      assert.deepEqual([commands.isAwaited('1081'), commands.isAwaited('1083')], [true, false]);
      commands.release('1081');
      await settled();
      assert.deepEqual(types(), ['MakeReady#1082', 'MakeReady#1081']);
      assert.equal(commands.isAwaited('1081'), false);
      hear('1081#State#READY##Ann');
      await settled();
      assert.equal(held.result, 'confirmed');
    });

    it("let the client's own pass, in their order", async () => {
      commands.hold('1081');
      ready();
      const own = follow(commands.runOwn('MakeNotReady', { agentId: '1081' }));
      follow(commands.runOwn('GetState', { agentId: '1081' }));
      await settled();
      assert.deepEqual(types(), ['MakeNotReady#1081']);
      hear('1081#State#NOT_READY##Ann');
      await settled();
      assert.equal(own.result, 'confirmed');
      assert.deepEqual(types(), ['MakeNotReady#1081', 'GetState#1081']);
      hear('1081#State#NOT_READY##Ann');
      await settled();
      assert.equal(types().length, 2);
      commands.release('1081');
      await settled();
      assert.equal(types()[2], 'MakeReady#1081');
    });

    it('end with their time limit', async () => {
      commands.hold('1081');
      const command = ready('1081', { timeoutMs: 1000 });
      await clock.tickAsync(1000);
      assert.equal(command.result, 'GC_TIMEOUT');
      assert.match(String(command.error), /not logged in again in time after an outage; nothing was sent/);
      commands.release('1081');
      await settled();
      assert.deepEqual(types(), []);
    });
  });

  describe('that are late', () => {
    it('make their answers known as such, once', async () => {
      const command = ready();
      await clock.tickAsync(10_000);
      assert.equal(command.result, 'GC_TIMEOUT');
      assert.equal(isLate('1082#State#READY##Bob'), false);
      assert.equal(isLate('1081#State#NOT_READY##Ann'), false);
      assert.equal(isLate('1081#State#READY##Ann'), true);
      assert.equal(isLate('1081#State#READY##Ann'), false);
    });

    it('do not take the answer of a command under way', async () => {
      ready();
      await clock.tickAsync(10_000);
      const again = ready();
      await settled();
      assert.equal(isLate('1081#State#READY##Ann'), false);
      await settled();
      assert.equal(again.result, 'confirmed');
    });

    it('do not confirm another command', async () => {
      ready();
      await clock.tickAsync(10_000);
      const other = ask('MakeNotReady', { agentId: '1081' });
      await settled();
      assert.equal(isLate('1081#State#READY##Ann'), true);
      await settled();
      assert.equal(other.result, undefined);
    });

    it('know the errors they can raise', async () => {
      ask('MakeCall', { agentId: '1081', number: '1' });
      await clock.tickAsync(10_000);
      assert.equal(isLate('1081#Error#SUBSCRIPTION_FAILED'), false);
      assert.equal(isLate('1081#Error#BAD_DESTINATION'), true);
    });

    it('are forgotten after a minute, and were never known if they were not sent', async () => {
      ready();
      ask('MakeNotReady', { agentId: '1081' });
      await clock.tickAsync(10_000);
      assert.equal(isLate('1081#State#NOT_READY##Ann'), false);
      await clock.tickAsync(60_000);
      assert.equal(isLate('1081#State#READY##Ann'), false);
    });
  });

  describe('and the safety rules', () => {
    const key = 'webhook-1';

    it('a repeated key makes one call', async () => {
      const parameters = { agentId: '1081', number: '2002' };
      const first = ask('MakeCall', parameters, { key });
      const second = ask('MakeCall', parameters, { key });
      await settled();
      assert.equal(second.result, 'GC_REPEATED_KEY');
      hear('1081#InboundCall#INITIATING#DialogID:7####Ann');
      await settled();
      assert.equal(first.result, 'confirmed');
      const third = ask('MakeCall', parameters, { key });
      await settled();
      assert.equal(third.result, 'GC_REPEATED_KEY');
      assert.deepEqual(types(), ['MakeCall#1081']);
    });

    for (const code of ['STOMP_NOT_CONNECTED', 'STOMP_REFUSED'] as const) {
      it(`a key may come again after ${code}`, async () => {
        refusal = code;
        ready('1081', { key });
        await settled();
        refusal = undefined;
        const again = ready('1081', { key });
        await settled();
        assert.equal(again.result, undefined);
        assert.deepEqual(types(), ['MakeReady#1081']);
      });
    }

    it('a key may not come again after an outcome that nobody knows', async () => {
      for (const [agentId, code] of [
        ['1', 'STOMP_CONNECTION_LOST'],
        ['2', 'STOMP_RECEIPT_TIMEOUT'],
      ] as const) {
        refusal = code;
        ready(agentId, { key: agentId });
        await settled();
        refusal = undefined;
        const again = ready(agentId, { key: agentId });
        await settled();
        assert.equal(again.result, 'GC_REPEATED_KEY');
      }
      ready('3', { key: '3' });
      await clock.tickAsync(10_000);
      const again = ready('3', { key: '3' });
      await settled();
      assert.equal(again.result, 'GC_REPEATED_KEY');
    });

    it('a key may come again when its command was not sent before its time was over', async () => {
      ready('1081', { timeoutMs: 9000 });
      ask('MakeNotReady', { agentId: '1081' }, { key, timeoutMs: 1000 });
      await clock.tickAsync(1000);
      const again = ask('MakeNotReady', { agentId: '1081' }, { key });
      await settled();
      assert.equal(again.result, undefined);
    });

    it('a wrong parameter is told first, and uses up no key', async () => {
      make({ safety: { dialAllow: ['1'] } });
      commands.connected();
      const wrong = ask('MakeCall', { agentId: '1081', number: '2,2' }, { key });
      const denied = ask('MakeCall', { agentId: '1081', number: '2' }, { key });
      const right = ask('MakeCall', { agentId: '1081', number: '1' }, { key });
      await settled();
      assert.deepEqual(
        [wrong.result, denied.result, right.result],
        ['GC_INVALID_PARAMETER', 'GC_NUMBER_NOT_ALLOWED', undefined],
      );
    });

    it('a command without a key does not wait for the store, and costs it nothing', async () => {
      let uses = 0;
      const silent = () => {
        uses += 1;
        return new Promise<never>(() => undefined);
      };
      const store = { put: silent, once: silent, take: silent, list: silent, expire: silent, check: silent };
      make({}, new Keys({}, new StoreCare({ ...store, close: silent })));
      commands.connected();
      ask('MakeCall', { agentId: '1081', number: '2002' }, { key });
      ready('1082');
      assert.deepEqual(types(), ['MakeReady#1082']);
      assert.equal(uses, 1);
      await settled();
      assert.deepEqual(types(), ['MakeReady#1082']);
    });

    it('a command with a key is refused by another rule before its key is written', async () => {
      const store = memoryStore();
      make({ safety: { dialDeny: ['9'] } }, new Keys({}, new StoreCare(store)));
      commands.connected();
      const denied = ask('MakeCall', { agentId: '1081', number: '9' }, { key });
      await settled();
      assert.equal(denied.result, 'GC_NUMBER_NOT_ALLOWED');
      assert.deepEqual(await store.list('keys'), []);
    });

    it('a command with a key is not sent once the client is closed', async () => {
      const store = memoryStore();
      make({}, new Keys({}, new StoreCare(store)));
      commands.connected();
      const given = ask('MakeCall', { agentId: '1081', number: '2002' }, { key });
      commands.close();
      await settled();
      assert.deepEqual([given.result, types()], ['GC_CLOSED', []]);
      assert.deepEqual(await store.list('keys'), []);
    });

    it('the time in which a key is written counts for the time limit', async () => {
      const store = memoryStore();
      const slow = {
        ...memoryStore(),
        once: async () => void (await new Promise((resolve) => setTimeout(resolve, 600))),
      };
      make(
        {},
        new Keys(
          {},
          new StoreCare({
            ...slow,
            take: (...name) => store.take(...name),
            put: (record) => store.put(record),
          }),
        ),
      );
      commands.connected();
      const given = ask('MakeCall', { agentId: '1081', number: '2002' }, { key, timeoutMs: 1000 });
      await clock.tickAsync(999);
      assert.deepEqual([given.result, types()], [undefined, ['MakeCall#1081']]);
      await clock.tickAsync(1);
      assert.equal(given.result, 'GC_TIMEOUT');
    });

    it('a dry run checks everything and sends nothing', async () => {
      make({ safety: { dryRun: true, dialAllow: ['2XXX'] } });
      commands.connected();
      const right = commands.run('MakeCall', { agentId: '1081', number: '2002' }, { key });
      assert.deepEqual(await right, {
        command: 'MakeCall',
        outcome: 'dry-run',
        sentAt: 1_700_000_000_000,
        latencyMs: 0,
      });
      const denied = ask('MakeCall', { agentId: '1081', number: '1' });
      const repeated = ask('MakeCall', { agentId: '1081', number: '2002' }, { key });
      const wrong = ask('MakeCall', { agentId: '1081', number: 'x' });
      await settled();
      assert.deepEqual(
        [denied.result, repeated.result, wrong.result],
        ['GC_NUMBER_NOT_ALLOWED', 'GC_REPEATED_KEY', 'GC_INVALID_PARAMETER'],
      );
      assert.deepEqual([types(), watched], [[], []]);
    });

    it('do not hold up what the client needs itself', async () => {
      make({ safety: { dryRun: true, commandsPerSecond: 0.01 } });
      commands.connected();
      ready('1081');
      follow(commands.runOwn('Hello', { destination: 'd' }));
      follow(commands.runOwn('GetState', { agentId: '1081' }));
      follow(commands.runOwn('GetState', { agentId: '1082' }));
      await settled();
      assert.deepEqual(types(), ['Hello#d', 'GetState#1081', 'GetState#1082']);
    });
  });

  it("tell the watcher of users' commands that go out, and of their end", async () => {
    make({ safety: { dialDeny: ['9'] } });
    commands.connected();
    ready();
    ask('MakeCall', { agentId: '1081', number: '9' });
    follow(commands.runOwn('GetState', { agentId: '1082' }));
    await settled();
    assert.deepEqual(watched, ['asked MakeReady']);
    hear('1081#State#READY##Ann');
    hear('1082#State#READY##Bob');
    await settled();
    assert.deepEqual(watched, ['asked MakeReady', 'ended MakeReady confirmed']);
  });

  it("a member's state told to the supervisor does not confirm the supervisor's own command", async () => {
    const command = ready('1086');
    await settled();
    hear('{"type":"State","agentId":"1081","supervisorId":"1086","state":"READY"}');
    await settled();
    assert.equal(command.result, undefined);
  });

  it('are counted by what became of them, heartbeats aside', async () => {
    make({ safety: { dialDeny: ['9'] } });
    commands.connected();
    ready();
    ask('wrapup', { agentId: '1081', wrapUpReason: 'Sales', dialogId: '5' });
    ask('MakeCall', { agentId: '1081', number: '9' });
    ask('MakeCall', { agentId: '1081', number: '9,9' });
    follow(commands.runOwn('Hello', { destination: 'd' }));
    await clock.tickAsync(30);
    hear('1081#State#READY##Ann');
    hear('System#IN_SERVICE');
    ready('1082');
    await settled();
    hear('1082#Error#CF_NEVER_HEARD_OF');
    ready('1083');
    await settled();
    const { commands: byOutcome, latency } = count();
    assert.deepEqual(byOutcome, {
      GC_NUMBER_NOT_ALLOWED: 1,
      GC_INVALID_PARAMETER: 1,
      sent: 1,
      confirmed: 1,
      other: 1,
    });
    assert.equal(commands.waiting, 1);
    assert.deepEqual(latency, { counts: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], sumMs: 30 });
  });
});
