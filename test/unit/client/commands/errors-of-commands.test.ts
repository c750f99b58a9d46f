import assert from 'node:assert/strict';
import sinon from 'sinon';
import { CommandDesk, settled, type Followed } from '../../../support/command-desk';
import { stopClock } from '../../../support/stopped-clock';
import { until } from '../../../support/wait';

describe('an error of GC', () => {
  let desk: CommandDesk;

  beforeEach(() => {
    desk = new CommandDesk();
  });

  afterEach(() => {
    desk.close();
    sinon.restore();
  });

  const ready = (agentId = '1081') => desk.ask('MakeReady', { agentId });
  const dial = (agentId = '1081') => desk.ask('MakeCall', { agentId, number: '2002' });

  async function results(error: string, ...commands: Followed[]): Promise<(string | undefined)[]> {
    await settled();
    await desk.hear(error);
    return commands.map(({ result }) => result);
  }

  describe('that no table has for the command', () => {
    it('ends the only command of the agent', async () => {
      assert.deepEqual(await results('1081#Error#CF_AGENT_ACCOUNT_LOCKED_OUT', ready(), ready('1082')), [
        'CF_AGENT_ACCOUNT_LOCKED_OUT',
        undefined,
      ]);
    });

    it('ends silentmonitor with MISSING_EXTENSION', async () => {
      const monitor = desk.ask('silentmonitor', { agentId: '1086', extension: '2001' });
      assert.deepEqual(await results('1086#Error#MISSING_EXTENSION', monitor), ['MISSING_EXTENSION']);
    });

    it('ends nothing where two commands of the agent could have caused it', async () => {
      const error = '1081#Error#CF_AGENT_ACCOUNT_LOCKED_OUT';
      assert.deepEqual(await results(error, ready(), dial()), [undefined, undefined]);
    });

    it('is left to the command that has it', async () => {
      assert.deepEqual(await results('1081#Error#BAD_DESTINATION', ready(), dial()), [
        undefined,
        'BAD_DESTINATION',
      ]);
    });

    it('is left to a command that ended when the broker had it', async () => {
      const wrapUp = desk.ask('wrapup', { agentId: '1081', wrapUpReason: 'Sale', dialogId: '5' });
      assert.deepEqual(await results('1081#Error#NO_DIALOG_ID', ready(), wrapUp), [undefined, 'sent']);
    });

    it('is left to a command that is overdue', async () => {
      stopClock();
      const late = desk.ask('MakeCall', { agentId: '1081', number: '2002' }, { timeoutMs: 1 });
      await until(() => late.result === 'GC_TIMEOUT');
      assert.deepEqual(await results('1081#Error#BAD_DESTINATION', ready()), [undefined]);
    });

    it('ends nothing where it says that another client has the agent', async () => {
      assert.deepEqual(await results('1081#Error#SESSION_INVALIDATED', ready()), [undefined]);
    });
  });

  it('that nobody has documented ends the oldest command of the agent', async () => {
    assert.deepEqual(await results('1081#Error#CF_SOMETHING_NEW', ready(), dial()), [
      'CF_SOMETHING_NEW',
      undefined,
    ]);
  });

  describe('without an agent', () => {
    it('ends the one command under way', async () => {
      assert.deepEqual(await results('Error#DOWN', dial()), ['DOWN']);
      assert.deepEqual(await results('{"type":"Error","error":"DOWN"}', ready('1082')), ['DOWN']);
    });

    it('ends nothing where the command of another agent could have caused it', async () => {
      assert.deepEqual(await results('Error#DOWN', dial(), dial('1082')), [undefined, undefined]);
    });
  });

  it('never ends a heartbeat', async () => {
    const beat = desk.ask('Beat', { destination: 'desk' });
    assert.deepEqual(await results('1081#Error#DOWN', beat), [undefined]);
  });
});
