import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Safety, type SafetyRules } from '../../../../lib/client/safety';
import type { AskedCommand, OnOutcome } from '../../../../lib/client/safety/rule';

describe('the safety rules', () => {
  let clock: sinon.SinonFakeTimers;
  let calls: { dialogId: string; state: string }[];

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    calls = [];
  });

  afterEach(() => {
    clock.restore();
  });

  const active = (dialogId: string) => ({ dialogId, state: 'ACTIVE' });
  const safety = (rules: SafetyRules) => new Safety(rules, { all: () => calls });
  const call = (agentId = '1081'): AskedCommand => ({
    name: 'MakeCall',
    parameters: { agentId, number: '2002' },
  });
  const ready = (agentId = '1081'): AskedCommand => ({ name: 'MakeReady', parameters: { agentId } });

  /** The code of the refusal, or the function that ends the command. */
  function admitted(by: Safety, command: AskedCommand): string | OnOutcome {
    try {
      return by.admit(command);
    } catch (error) {
      return (error as { code: string }).code;
    }
  }

  function end(admission: string | OnOutcome, wasSent = true): void {
    assert.ok(typeof admission === 'function');
    admission(wasSent);
  }

  it('let everything through when there are none', () => {
    const none = safety({});
    for (let count = 0; count < 1000; count += 1) {
      none.admit(call());
    }
  });

  it('say what happened, to whom, and what to do', () => {
    assert.throws(() => safety({ dialDeny: ['*'] }).admit(call()), {
      code: 'GC_NUMBER_NOT_ALLOWED',
      command: 'MakeCall',
      agentId: '1081',
      retryable: false,
      message:
        'MakeCall for agent 1081 failed: the number 2002 may not be dialled here: the pattern * denies it; nothing was sent ' +
        '(GC_NUMBER_NOT_ALLOWED). Dial another number, or change the numbers that the connection allows and denies.',
    });
  });

  describe('commands per second', () => {
    it('never lets more of them through in any second', () => {
      const limited = safety({ commandsPerSecond: 3 });
      const passed: number[] = [];
      for (let ms = 0; ms < 3000; ms += 50) {
        if (typeof admitted(limited, ready(String(ms))) === 'function') {
          passed.push(ms);
        }
        clock.tick(50);
      }
      assert.deepEqual(passed, [0, 50, 100, 1000, 1050, 1100, 2000, 2050, 2100]);
    });

    it('takes a fraction as a pause', () => {
      const limited = safety({ commandsPerSecond: 0.5 });
      const passed: number[] = [];
      for (let ms = 0; ms <= 6000; ms += 500) {
        if (typeof admitted(limited, ready()) === 'function') {
          passed.push(ms);
        }
        clock.tick(500);
      }
      assert.deepEqual(passed, [0, 2000, 4000, 6000]);
    });

    it('of one agent does not hold up another', () => {
      const limited = safety({ agentCommandsPerSecond: 1 });
      end(admitted(limited, ready('1081')));
      assert.equal(admitted(limited, call('1081')), 'GC_TOO_FAST');
      end(admitted(limited, ready('1082')));
      clock.tick(1000);
      end(admitted(limited, call('1081')));
    });

    it('counts no command that another rule refuses, and Connect with its Login as one', () => {
      const limited = safety({ agentCommandsPerSecond: 1, dialDeny: ['2*'] });
      assert.equal(admitted(limited, call()), 'GC_NUMBER_NOT_ALLOWED');
      end(admitted(limited, { name: 'Connect', parameters: { agentId: '1081' } }));
      end(admitted(limited, { name: 'Login', parameters: { agentId: '1081' } }));
      assert.equal(admitted(limited, ready()), 'GC_TOO_FAST');
    });

    it('may be tried again, says the error', () => {
      const limited = safety({ commandsPerSecond: 1 });
      limited.admit(ready());
      assert.throws(() => limited.admit(ready()), { code: 'GC_TOO_FAST', retryable: true });
    });
  });

  describe('calls at once', () => {
    it('counts a call between two agents as one, and none that is wrapped up', () => {
      const limited = safety({ maxCalls: 2 });
      calls = [active('1'), active('1')];
      end(admitted(limited, call()));
      calls.push(active('2'));
      assert.equal(admitted(limited, call()), 'GC_TOO_MANY_CALLS');
      calls = [active('1'), { dialogId: '2', state: 'WRAP_UP' }];
      end(admitted(limited, call()));
    });

    it('counts calls that were asked for and are not there yet', () => {
      const limited = safety({ maxCalls: 1 });
      const first = admitted(limited, call('1081'));
      assert.equal(admitted(limited, call('1082')), 'GC_TOO_MANY_CALLS');
      end(first);
      end(admitted(limited, call('1082')));
    });

    it('does not keep from consulting, answering or anything else', () => {
      const limited = safety({ maxCalls: 1 });
      calls = [active('1')];
      const parameters = { agentId: '1081', number: '1', dialogId: '1' };
      for (const name of ['ConsultCall', 'AnswerCall', 'AcceptOutboundPreview', 'MakeReady'] as const) {
        end(admitted(limited, { name, parameters }));
      }
    });
  });

  const wrong: readonly [SafetyRules, RegExp][] = [
    [{ commandsPerSecond: 0 }, /commands per second/],
    [{ commandsPerSecond: Number.NaN }, /commands per second/],
    [{ agentCommandsPerSecond: -1 }, /commands per second/],
    [{ maxCalls: 0 }, /calls at once/],
    [{ maxCalls: 1.5 }, /calls at once/],
  ];
  for (const [rules, message] of wrong) {
    it(`cannot be made of ${JSON.stringify(rules)}`, () => {
      assert.throws(() => safety(rules), { code: 'GC_INVALID_CONFIGURATION', message });
    });
  }
});
