import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { CommandSettings } from '../../../../lib/client/command-settings';
import type { CommandMessage } from '../../../../lib/client/commands/command-request';
import { Commands } from '../../../../lib/client/commands/commands';
import { Counting } from '../../../../lib/client/metrics/counters';
import type { CommandOptions, Outcome } from '../../../../lib/client/commands/outcome';
import { Tracker } from '../../../../lib/client/model/tracker';
import { parseEvent, type CommandName, type CommandParameters, type GcError } from '../../../../lib/protocol';
import { StompError, type StompErrorCode } from '../../../../lib/stomp';

/** A message that was handed to the connection. */
interface Sent {
  readonly message: CommandMessage;
  readonly confirm: () => void;
  readonly refuse: (code: StompErrorCode) => void;
}

/** What a command ends with, as soon as it does: its outcome or the code of its error. */
interface Seen {
  result?: string;
  error?: GcError;
}

describe('Lanes', () => {
  let clock: sinon.SinonFakeTimers;
  let commands: Commands;
  let sent: Sent[];
  /** Whether the broker confirms at once. */
  let isQuick: boolean;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: 1_700_000_000_000 });
    isQuick = true;
    make({});
  });

  afterEach(async () => {
    commands.close();
    await settled();
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  function make(settings: CommandSettings): void {
    sent = [];
    commands = new Commands(settings, deliver, new Tracker(), new Counting());
    commands.connected();
  }

  function deliver(message: CommandMessage): Promise<void> {
    return new Promise((confirm, reject) => {
      const refuse = (code: StompErrorCode) => {
        reject(new StompError(code, 'The broker says no.'));
      };
      sent.push({ message, confirm, refuse });
      if (isQuick) {
        confirm();
      }
    });
  }

  function ask<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options?: CommandOptions,
  ): Seen {
    return follow(commands.run(name, parameters, options));
  }

  function askOwn<N extends CommandName>(name: N, parameters: CommandParameters<N>): Seen {
    return follow(commands.runOwn(name, parameters));
  }

  function follow(running: Promise<Outcome>): Seen {
    const seen: Seen = {};
    running.then(
      ({ outcome }) => (seen.result = outcome),
      (error: GcError) => Object.assign(seen, { result: error.code, error }),
    );
    return seen;
  }

  const types = () => sent.map(({ message }) => message.type);
  const settled = () => clock.tickAsync(0);
  const hear = (body: string) => commands.offer(parseEvent(body));
  const agentId = '1081';
  const ready = (id = agentId, options?: CommandOptions) => ask('MakeReady', { agentId: id }, options);

  describe('of questions', () => {
    it('let call control and changes of state pass, whatever the question', async () => {
      ask('getallagents', { agentId });
      ask('getDialogParticipants', { agentId, dialogId: '5' });
      ask('GetState', { agentId });
      ask('getdialogstate', { agentId, dialogId: '5' });
      ask('AnswerCall', { agentId, dialogId: '5' });
      ask('MakeReady', { agentId });
      ask('wrapup', { agentId, wrapUpReason: 'Sales', dialogId: '5' });
      await settled();
      const acting = types().filter((type) => /^(AnswerCall|MakeReady|wrapup)#/.test(type));
      assert.deepEqual(acting, ['AnswerCall#1081', 'MakeReady#1081', 'wrapup#1081']);
    });

    it('are one for each category: one of a kind waits for the other', async () => {
      const first = ask('reasoncodenotready', { agentId });
      const second = ask('reasoncodelogout', { agentId });
      ask('wrapupreasoncode', { agentId });
      await settled();
      assert.deepEqual(types(), ['reasoncodenotready#1081', 'wrapupreasoncode#1081']);
      hear('{"type":"ReasonCodes","agentId":"1081","category":"NOT_READY","reasonCodes":[]}');
      await settled();
      assert.equal(types()[2], 'reasoncodelogout#1081');
      assert.deepEqual([first.result, second.result], ['confirmed', undefined]);
    });

    it('keep a question for the state behind the changes of state that were asked for before it', async () => {
      const change = ready();
      const question = ask('GetState', { agentId });
      await settled();
      assert.deepEqual(types(), ['MakeReady#1081']);
      hear('1081#State#NOT_READY##Ann'); // a leftover of before
      hear('1081#State#READY##Ann');
      await settled();
      assert.deepEqual([change.result, question.result], ['confirmed', undefined]);
      assert.deepEqual(types(), ['MakeReady#1081', 'GetState#1081']);
      hear('1081#State#READY##Ann');
      await settled();
      assert.equal(question.result, 'confirmed');
    });

    it('keep a question for the state behind a login and a logout, too', async () => {
      ask('Login', { agentId, password: 'secret', extension: '2001' });
      ask('Logout', { agentId: '1082' });
      ask('GetState', { agentId });
      ask('GetState', { agentId: '1082' });
      await settled();
      assert.deepEqual(types(), ['Login#1081', 'Logout#1082']);
    });

    it('do not keep questions behind commands that something else confirms', async () => {
      ask('HoldCall', { agentId, dialogId: '5' });
      ask('getallagents', { agentId });
      await settled();
      assert.deepEqual(types(), ['HoldCall#1081', 'getallagents#1081']);
    });

    it('do not take the event away that confirms a command sent after the question', async () => {
      const question = ask('GetState', { agentId });
      const change = ready();
      await settled();
      hear('1081#State#NOT_READY##Ann');
      await settled();
      assert.deepEqual([question.result, change.result], ['confirmed', undefined]);
      hear('1081#State#READY##Ann');
      await settled();
      assert.equal(change.result, 'confirmed');
    });

    it('that nobody has answered: the state of an agent is an answer, and confirms the command as well', async () => {
      const question = ask('GetState', { agentId });
      const change = ready();
      await settled();
      hear('1081#State#READY##Ann');
      await settled();
      assert.deepEqual([question.result, change.result], ['confirmed', 'confirmed']);
    });

    it('an error ends one command: the one that acts', async () => {
      const question = ask('getallagents', { agentId });
      const action = ask('AnswerCall', { agentId, dialogId: '5' });
      await settled();
      hear('1081#Error#GENERAL_ERROR');
      await settled();
      assert.deepEqual([question.result, action.result], [undefined, 'GENERAL_ERROR']);
    });
  });

  describe("of the client's own commands", () => {
    it('never wait for what users have under way', async () => {
      const users = ready(agentId, { timeoutMs: 20_000 });
      const login = askOwn('Login', { agentId, password: 'secret', extension: '2001' });
      await settled();
      assert.deepEqual(types(), ['MakeReady#1081', 'Login#1081']);
      hear('1081#State#READY##Ann');
      await settled();
      assert.deepEqual([users.result, login.result], ['confirmed', 'confirmed']);
    });

    it('are what an error belongs to, rather than what users have sent before', async () => {
      const users = ready(agentId, { timeoutMs: 20_000 });
      const login = askOwn('Login', { agentId, password: 'secret', extension: '2001' });
      await settled();
      hear('1081#Error#CF_INVALID_OBJECT_STATE');
      await settled();
      assert.deepEqual([users.result, login.result], [undefined, 'CF_INVALID_OBJECT_STATE']);
    });

    it('go out urgently, and first though the broker confirms nothing', async () => {
      isQuick = false;
      for (let count = 0; count < 100; count += 1) {
        ready(String(count));
      }
      askOwn('Hello', { destination: 'd' });
      await settled();
      assert.equal(sent.length, 51);
      assert.equal(types()[50], 'Hello#d');
      assert.equal(sent[50]?.message.urgent, true);
      assert.equal(sent[0]?.message.urgent, undefined);
    });
  });

  describe('at the pace of the broker', () => {
    it("let 50 users' commands out at a time, in their order", async () => {
      isQuick = false;
      for (let count = 0; count < 500; count += 1) {
        ready(String(count));
      }
      await settled();
      assert.equal(sent.length, 50);
      for (let count = 0; count < 500; count += 1) {
        sent[count]?.confirm();
        await settled();
        assert.ok(sent.length <= count + 51);
      }
      assert.deepEqual(
        types(),
        Array.from({ length: 500 }, (_, index) => `MakeReady#${index}`),
      );
    });

    it('let 3000 that have waited for a connection out when it is there, each once and in order', async () => {
      make({ whileAway: 'wait' });
      commands.disconnected();
      const waiting = Array.from({ length: 3000 }, (_, index) => ready(String(index)));
      commands.connected();
      await settled();
      assert.equal(sent.length, 3000);
      assert.deepEqual(
        types(),
        waiting.map((_, index) => `MakeReady#${index}`),
      );
      assert.ok(waiting.every(({ result }) => result === undefined));
    });

    it('keep Connect in front of Login, however they had to wait', async () => {
      make({ whileAway: 'wait' });
      commands.disconnected();
      const before = ready(agentId, { timeoutMs: 1000 });
      ask('Connect', { agentId, destination: 'd', password: 'secret' });
      ask('Login', { agentId, password: 'secret', extension: '2001' });
      await clock.tickAsync(1000);
      assert.equal(before.result, 'GC_NOT_CONNECTED');
      commands.connected();
      await settled();
      assert.deepEqual(types(), ['Connect#1081', 'Login#1081']);
    });

    it('say so when the broker took all the time', async () => {
      isQuick = false;
      for (let count = 0; count < 50; count += 1) {
        ready(String(count), { timeoutMs: 20_000 });
      }
      const late = ready(agentId, { timeoutMs: 1000 });
      await clock.tickAsync(1000);
      assert.equal(late.result, 'GC_TIMEOUT');
      assert.match(
        String(late.error),
        /the broker took all the time to confirm earlier commands; nothing was sent/,
      );
      assert.equal(sent.length, 50);
    });
  });

  describe('of commands that the broker had no room for', () => {
    it('have them again, and let them out in their order when there is room', async () => {
      isQuick = false;
      const connect = ask('Connect', { agentId, destination: 'd', password: 'secret' });
      const login = ask('Login', { agentId, password: 'secret', extension: '2001' });
      await settled();
      sent.forEach(({ refuse }) => {
        refuse('STOMP_BUSY');
      });
      await settled();
      assert.deepEqual([connect.result, login.result], [undefined, undefined]);
      isQuick = true;
      await clock.tickAsync(100);
      assert.deepEqual(types().slice(2), ['Connect#1081', 'Login#1081']);
      hear('1081#State#NOT_READY##Ann');
      await settled();
      assert.deepEqual([connect.result, login.result], ['sent', 'confirmed']);
    });

    it('end them with their time limit, and their key may come again', async () => {
      const key = 'webhook-1';
      isQuick = false;
      const command = ready(agentId, { timeoutMs: 50, key });
      await settled();
      sent[0]?.refuse('STOMP_BUSY');
      await clock.tickAsync(50);
      assert.equal(command.result, 'GC_TIMEOUT');
      assert.match(String(command.error), /nothing was sent/);
      const again = ready(agentId, { key });
      await clock.tickAsync(100);
      assert.equal(again.result, undefined);
      assert.equal(sent.length, 2);
    });
  });

  describe('when the connection is lost', () => {
    it('keep what was not sent and may wait, and end what was', async () => {
      make({ whileAway: 'wait' });
      isQuick = false;
      const [unsent, lost] = [ready('1'), ready('2')];
      await settled();
      commands.disconnected();
      sent[0]?.refuse('STOMP_NOT_CONNECTED');
      sent[1]?.refuse('STOMP_CONNECTION_LOST');
      await settled();
      assert.deepEqual([unsent.result, lost.result], [undefined, 'GC_CONNECTION_LOST']);
      isQuick = true;
      commands.connected();
      await settled();
      assert.deepEqual(types().slice(2), ['MakeReady#1']);
    });

    it('say of what was not sent and may not wait that it was not sent', async () => {
      isQuick = false;
      const unsent = ready();
      await settled();
      commands.disconnected();
      sent[0]?.refuse('STOMP_NOT_CONNECTED');
      await settled();
      assert.equal(unsent.result, 'GC_NOT_CONNECTED');
    });
  });

  describe('have a limit', () => {
    it('of 200 commands for an agent; others, and the client itself, go on', async () => {
      const all = Array.from({ length: 201 }, () => ready());
      await settled();
      const last = all.at(-1);
      assert.equal(last?.result, 'GC_TOO_MANY_COMMANDS');
      assert.match(
        String(last.error),
        /MakeReady for agent 1081 failed: 200 commands of agent 1081 have no outcome yet; nothing was sent/,
      );
      assert.match(String(last.error), /Wait for the outcomes before you send more for agent 1081/);
      ready('1082');
      askOwn('Hello', { destination: 'd' });
      askOwn('GetState', { agentId });
      await settled();
      assert.deepEqual(types(), ['MakeReady#1081', 'MakeReady#1082', 'Hello#d', 'GetState#1081']);
      hear('1081#State#READY##Ann');
      await settled();
      const another = ready();
      await settled();
      assert.equal(another.result, undefined);
    });

    it('of 10 000 commands for all; the client itself goes on', async () => {
      make({ whileAway: 'wait' });
      commands.disconnected();
      for (let count = 0; count < 10_000; count += 1) {
        ready(String(count % 1000));
      }
      const last = ready();
      commands.connected();
      await settled();
      assert.equal(last.result, 'GC_TOO_MANY_COMMANDS');
      assert.match(String(last.error), /10000 commands \(0\.0 MB\) have no outcome yet/);
      const hello = askOwn('Hello', { destination: 'd' });
      hear('System#IN_SERVICE');
      await settled();
      assert.equal(hello.result, 'confirmed');
    });
  });
});
