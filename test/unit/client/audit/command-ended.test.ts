import assert from 'node:assert/strict';
import fc from 'fast-check';
import sinon from 'sinon';
import { Audit } from '../../../../lib/client/audit';
import type { CommandSettings } from '../../../../lib/client/command-settings';
import { Commands } from '../../../../lib/client/commands/commands';
import type { CommandOptions } from '../../../../lib/client/commands/outcome';
import { Counting } from '../../../../lib/client/metrics/counters';
import { Tracker } from '../../../../lib/client/model/tracker';
import { Keys, StoreCare } from '../../../../lib/client/safety';
import {
  commandRow,
  commands as catalogue,
  GcError,
  parameters as parameterRows,
  parseEvent,
  type CommandEnded,
  type CommandName,
  type CommandParameters,
  type Parameter,
} from '../../../../lib/protocol';
import { memoryStore } from '../../../../lib/store';
import { StompError, type StompErrorCode } from '../../../../lib/stomp';
import { assertFitsRow } from '../../../support/derived-row';
import { everyParameterOf, secrets } from '../../../support/every-parameter';

const names = Object.keys(catalogue) as CommandName[];
const now = 1_700_000_000_000;

describe('CommandEnded', () => {
  let clock: sinon.SinonFakeTimers;
  let commands: Commands;
  let told: CommandEnded[];
  let isWanted: boolean;
  let refusal: StompErrorCode | undefined;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now });
    refusal = undefined;
    make();
  });

  afterEach(() => {
    commands.close();
    clock.restore();
  });

  function make(settings: CommandSettings = {}): void {
    told = [];
    isWanted = true;
    const send = () =>
      refusal === undefined
        ? Promise.resolve()
        : Promise.reject(new StompError(refusal, 'The broker says no.'));
    const listeners = {
      toldError: (error: Error) => error,
      get wantCommands() {
        return isWanted;
      },
      tellCommand: (event: CommandEnded) => {
        assertFitsRow(event);
        told.push(event);
      },
    };
    const keys = new Keys(settings.safety, new StoreCare(memoryStore()));
    const others = [undefined, keys, undefined, undefined] as const;
    commands = new Commands(settings, send, new Tracker(), new Counting(), ...others, new Audit(listeners));
    commands.connected();
  }

  function ask<N extends CommandName>(name: N, parameters: CommandParameters<N>, options?: CommandOptions) {
    commands.run(name, parameters, options).catch(() => undefined);
  }

  const ready = (options?: CommandOptions) => {
    ask('MakeReady', { agentId: '1081' }, options);
  };
  const settled = () => clock.tickAsync(0);
  const theOnly = (): CommandEnded => {
    assert.equal(told.length, 1);
    return told[0] as CommandEnded;
  };
  const ends = () => told.map(({ outcome, code }) => (code === undefined ? outcome : `${outcome} ${code}`));

  describe('of every command', () => {
    for (const name of names) {
      it(`${name}: says what was asked for, without its secrets`, async () => {
        const given = everyParameterOf(name);
        ask(name, given, { goOnWhen: 'sent' });
        await settled();
        const shown = Object.entries(given).filter(([one]) => !(one in secrets));
        const { agentId, dialogId } = given;
        const { commandId, ...rest } = theOnly();
        assert.match(commandId, /^[0-9a-f-]{36}$/);
        assert.deepEqual(rest, {
          type: 'CommandEnded',
          ...(agentId !== undefined && { agentId }),
          ...(dialogId !== undefined && { dialogId }),
          at: now,
          command: name,
          parameters: Object.fromEntries(shown),
          by: { kind: 'library' },
          outcome: 'sent',
          askedAt: now,
          sentAt: now,
          latencyMs: 0,
        });
      });

      it(`${name}: shows no secret that was refused`, async () => {
        for (const broken of ['\n', '#', '\u202e', 'x'.repeat(1001)]) {
          const bad = Object.keys(secrets).map((one) => [one, `Pa55-of-1081${broken}`]);
          ask(name, { ...everyParameterOf(name), ...Object.fromEntries(bad) }, { timeoutMs: 1 });
        }
        await clock.tickAsync(10);
        assert.equal(told.length, 4);
        const { parameters, optional = [] } = commandRow(name);
        assert.doesNotMatch(JSON.stringify(told), /Pa55|Token/, [...parameters, ...optional].join(', '));
      });
    }

    it('has secrets in the rows of the catalogue that the tests know', () => {
      const rows = Object.entries<Parameter>(parameterRows);
      const secret = rows.filter(([, row]) => row.secret || row.confidential).map(([name]) => name);
      assert.deepEqual(secret, Object.keys(secrets));
    });
  });

  describe('says how a command ended', () => {
    it('confirmed, with the call that came of it, and its times', async () => {
      ask('MakeCall', { agentId: '1081', number: '2002' });
      await clock.tickAsync(70);
      commands.offer(parseEvent('1081#InboundCall#INITIATING#DialogID:7####Ann'));
      await settled();
      const { outcome, dialogId, askedAt, sentAt, latencyMs, at } = theOnly();
      assert.deepEqual(
        [outcome, dialogId, askedAt, sentAt, latencyMs, at],
        ['confirmed', '7', now, now, 70, now + 70],
      );
    });

    it('with the number as it was dialled', async () => {
      make({ dialPlan: { country: 'GB', outsideLine: '9' }, safety: { dialDeny: ['90*'] } });
      ask('MakeCall', { agentId: '1081', number: '+44 20 7946-0123' });
      await settled();
      const { parameters, dialled, code } = theOnly();
      assert.deepEqual(
        [parameters['number'], dialled, code],
        ['+44 20 7946-0123', '902079460123', 'GC_NUMBER_NOT_ALLOWED'],
      );
    });

    it('failed, where GC has refused it', async () => {
      ready();
      await settled();
      commands.offer(parseEvent('1081#Error#CF_INVALID_OBJECT_STATE'));
      await settled();
      const { outcome, code, error, sentAt } = theOnly();
      assert.deepEqual([outcome, code, sentAt], ['failed', 'CF_INVALID_OBJECT_STATE', now]);
      assert.match(String(error), /^MakeReady for agent 1081 failed: /);
    });

    it('unknown, where nobody knows whether GC has carried it out', async () => {
      ready({ timeoutMs: 1000 });
      await clock.tickAsync(1000);
      const { outcome, code, latencyMs } = theOnly();
      assert.deepEqual([outcome, code, latencyMs], ['unknown', 'GC_TIMEOUT', 1000]);
    });

    it('unknown, where the connection has gone in between', async () => {
      ready();
      await settled();
      commands.disconnected();
      await settled();
      assert.deepEqual(ends(), ['unknown GC_CONNECTION_LOST']);
    });

    const unsent: Record<string, { code: string; settings?: CommandSettings; ask: () => unknown }> = {
      'a parameter is wrong': {
        code: 'GC_INVALID_PARAMETER',
        ask: () => {
          ask('MakeCall', { agentId: '1081', number: 'x' });
        },
      },
      'a parameter is missing': {
        code: 'GC_INVALID_PARAMETER',
        ask: () => {
          ask('MakeCall', undefined as never);
        },
      },
      'there is no such command': {
        code: 'GC_INVALID_PARAMETER',
        ask: () => {
          ask('Dance' as never, { agentId: '1081', password: secrets.password } as never);
        },
      },
      'the name of the command is no text': {
        code: 'GC_INVALID_PARAMETER',
        ask: () => {
          ask(7 as never, null as never);
        },
      },
      'nobody can ask as the connection': {
        code: 'GC_INVALID_PARAMETER',
        ask: () => {
          ready({ by: { kind: 'connection' } as never });
        },
      },
      'the time limit is wrong': {
        code: 'GC_INVALID_PARAMETER',
        ask: () => {
          ready({ timeoutMs: -1 });
        },
      },
      'a safety rule refuses it': {
        code: 'GC_NUMBER_NOT_ALLOWED',
        settings: { safety: { dialDeny: ['2*'] } },
        ask: () => {
          ask('MakeCall', { agentId: '1081', number: '2002' });
        },
      },
      'the client is not connected': {
        code: 'GC_NOT_CONNECTED',
        ask: () => {
          refusal = 'STOMP_NOT_CONNECTED';
          commands.disconnected();
          ready();
        },
      },
      'the broker refuses it': {
        code: 'GC_NOT_ACCEPTED',
        ask: () => {
          refusal = 'STOMP_REFUSED';
          ready();
        },
      },
      'an objection comes up': {
        code: 'GC_CALL_OVER',
        ask: () => {
          ready({ objection: () => new GcError('GC_CALL_OVER') });
        },
      },
      'the caller has gone': {
        code: 'GC_CLOSED',
        ask: () => {
          ready({ signal: AbortSignal.abort() });
        },
      },
      'the client is closed': {
        code: 'GC_CLOSED',
        ask: () => {
          commands.close();
          ready();
        },
      },
    };

    for (const [why, { code, settings, ask }] of Object.entries(unsent)) {
      it(`not sent, where ${why}`, async () => {
        make(settings);
        ask();
        await settled();
        assert.deepEqual(ends(), [`not-sent ${code}`]);
        assert.deepEqual([theOnly().sentAt, theOnly().latencyMs], [undefined, undefined]);
        assert.doesNotMatch(JSON.stringify(told), /Pa55/);
      });
    }

    it('not sent, where too many wait', async () => {
      commands.disconnected();
      make({ whileAway: 'wait' });
      commands.disconnected();
      for (let count = 0; told.length === 0 && count < 10_000; count += 1) {
        ready();
        await Promise.resolve();
        await Promise.resolve();
        await Promise.resolve();
      }
      assert.deepEqual(ends(), ['not-sent GC_TOO_MANY_COMMANDS']);
    });

    it('dry-run, without a time of sending', async () => {
      make({ safety: { dryRun: true } });
      ready();
      await settled();
      assert.deepEqual([theOnly().outcome, theOnly().sentAt], ['dry-run', undefined]);
    });

    it('repeated, where a key has come before', async () => {
      make({ safety: { repeatedKey: 'answer' } });
      ready({ key: 'order 7', goOnWhen: 'sent' });
      await clock.tickAsync(10);
      ready({ key: 'order 7', goOnWhen: 'sent' });
      await clock.tickAsync(10);
      assert.deepEqual(
        told.map(({ outcome, key, repeated, sentAt }) => [outcome, key, repeated, typeof sentAt]),
        [
          ['sent', 'order 7', undefined, 'number'],
          ['sent', 'order 7', true, 'undefined'],
        ],
      );
    });

    it('at the end of the client', async () => {
      ready();
      await settled();
      commands.close();
      await settled();
      assert.deepEqual(ends(), ['unknown GC_CLOSED']);
    });
  });

  describe('says who asked', () => {
    it('as the caller says, with known texts of bounded length', async () => {
      const by = {
        kind: 'node',
        nodeId: 'n1',
        nodeName: `H\n${'x'.repeat(500)}`,
        flowName: '',
        password: 'p',
        user: 7,
      };
      ready({ by: by as never, tries: 3, goOnWhen: 'sent' });
      await settled();
      assert.deepEqual(theOnly().by, { kind: 'node', nodeId: 'n1', nodeName: `H?${'x'.repeat(198)}…` });
      assert.equal(theOnly().tries, 3);
    });

    it('the connection, where the client itself needs it', async () => {
      commands.runOwn('GetState', { agentId: '1081' }).catch(() => undefined);
      commands.close();
      await settled();
      assert.deepEqual([theOnly().by, theOnly().automatic], [{ kind: 'connection' }, true]);
    });

    it('and whether nobody has asked for it', async () => {
      const askers = [
        [{ kind: 'library' }, undefined, undefined],
        [{ kind: 'sidebar' }, false, undefined],
        [{ kind: 'node' }, true, true],
        [{ kind: 'dialog' }, undefined, true],
      ] as const;
      for (const [by, automatic] of askers) {
        ready({ by, automatic, goOnWhen: 'sent' });
        await settled();
      }
      assert.deepEqual(
        told.map((event) => event.automatic),
        askers.map(([, , isAutomatic]) => isAutomatic),
      );
    });

    it('nothing of heartbeats that the client sends', async () => {
      commands.runOwn('Hello', { destination: 'test-client' }).catch(() => undefined);
      commands.runOwn('Beat', { destination: 'test-client' }).catch(() => undefined);
      commands.close();
      await settled();
      assert.deepEqual(told, []);
    });
  });

  it('is not made where nobody listens, and is where somebody listens by its end', async () => {
    isWanted = false;
    ready();
    await settled();
    isWanted = true;
    commands.close();
    await settled();
    assert.deepEqual(ends(), ['unknown GC_CLOSED']);
  });

  it('comes exactly once for each command, whatever happens', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...names) },
      fc.constantFrom(
        'connect',
        'disconnect',
        'refuse',
        'accept',
        'abort',
        'tick',
        'ready',
        'error',
        'close',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.boolean(), fc.constantFrom(undefined, 'k1', 'k2')), { maxLength: 60 }),
        async (steps) => {
          make({ whileAway: 'wait', safety: { repeatedKey: 'answer', agentCommandsPerSecond: 5 } });
          const asked: string[] = [];
          const settledKeys: string[] = [];
          let aborting = new AbortController();
          for (const [what, isOwn, key] of steps) {
            if (what in catalogue) {
              const name = what as CommandName;
              const by = { kind: 'node', nodeId: String(asked.length) } as const;
              const options = { by, signal: aborting.signal };
              asked.push(by.nodeId);
              const running =
                isOwn && !['Hello', 'Beat'].includes(name)
                  ? commands.runOwn(name, everyParameterOf(name), options)
                  : commands.run(name, everyParameterOf(name), { ...options, key });
              const end = () => settledKeys.push(by.nodeId);
              running.then(end, end);
            } else if (what === 'connect') {
              commands.connected();
            } else if (what === 'disconnect') {
              commands.disconnected();
            } else if (what === 'refuse' || what === 'accept') {
              refusal = what === 'refuse' ? 'STOMP_NOT_CONNECTED' : undefined;
            } else if (what === 'abort') {
              aborting.abort();
              aborting = new AbortController();
            } else if (what === 'tick') {
              await clock.tickAsync(1500);
            } else if (what === 'close' && isOwn) {
              commands.close();
            } else {
              const body = what === 'ready' ? '1081#State#READY##Ann' : '1081#Error#CF_INVALID_OBJECT_STATE';
              commands.offer(parseEvent(body));
            }
          }
          commands.close();
          await clock.tickAsync(20_000);
          const ended = told.map(({ by }) => String(by.nodeId));
          assert.deepEqual([...ended].sort(), [...asked].sort());
          assert.equal(new Set(told.map(({ commandId }) => commandId)).size, asked.length);
          assert.deepEqual(ended, settledKeys);
        },
      ),
      { numRuns: 60 },
    );
  });
});
