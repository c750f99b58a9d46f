import assert from 'node:assert/strict';
import { Recovery, SessionKeeper, Sessions, type GcSide } from '../../../../lib/client/recovery';
import type { Outcome } from '../../../../lib/client';
import type { EventOf } from '../../../../lib/protocol';
import { until } from '../../../support/wait';

/** Several events can come in one piece from the network: before anything that waits for the first has gone on. */
describe('Recovery, while the answer to its last command is', () => {
  const agentId = '1081';
  const notReady: EventOf<'State'> = { type: 'State', agentId, state: 'NOT_READY' };
  let logins: number;
  /** Happens in the same moment as the first answer to GetState. */
  let meanwhile: () => void;
  let sessions: Sessions;
  let recovery: Recovery;
  let keeper: SessionKeeper;

  beforeEach(() => {
    logins = 0;
    sessions = new Sessions(() => undefined);
    const gc: GcSide = {
      ask: (command) => {
        const outcome: Outcome = { command, outcome: 'confirmed', event: notReady, sentAt: 0, latencyMs: 0 };
        keeper.follow(notReady);
        meanwhile();
        meanwhile = () => undefined;
        return Promise.resolve(outcome);
      },
      logIn: () => {
        logins += 1;
        return Promise.resolve({ command: 'Login', outcome: 'sent', sentAt: 0, latencyMs: 0 });
      },
      sayHello: () => Promise.resolve({ command: 'Hello', outcome: 'sent', sentAt: 0, latencyMs: 0 }),
      agent: () => notReady,
      callsOf: () => [],
      find: () => undefined,
      warn: () => assert.fail('nothing is to be warned of'),
    };
    const commands = { hold: () => undefined, release: () => undefined, isAwaited: () => false };
    recovery = new Recovery({ loginsPerSecond: 1000 }, sessions, gc, commands);
    keeper = new SessionKeeper('test-client', sessions, recovery, gc);
    const parameters = { agentId, password: 'hunter2', extension: '2001' };
    sessions.ended('Login', parameters, {
      command: 'Login',
      outcome: 'confirmed',
      event: notReady,
      sentAt: 0,
      latencyMs: 0,
    });
  });

  afterEach(() => {
    recovery.close();
  });

  it('followed by RE_LOGIN, tries again', async () => {
    meanwhile = () => {
      keeper.follow({ type: 'State', agentId, state: 'RE_LOGIN' });
    };
    recovery.lose();
    recovery.begin();
    await until(() => logins === 2 && !recovery.isLost(agentId));
  });

  it('followed by another outage, begins anew', async () => {
    meanwhile = () => {
      recovery.lose();
      recovery.begin();
    };
    recovery.lose();
    recovery.begin();
    await until(() => !recovery.isLost(agentId));
    assert.equal(logins, 2);
  });
});
