import assert from 'node:assert/strict';
import sinon from 'sinon';
import { CommandDesk, settled } from '../../../support/command-desk';
import { stopClock } from '../../../support/stopped-clock';
import { parseEvent } from '../../../../lib/protocol';
import { until } from '../../../support/wait';

describe('the answer to a private question', () => {
  let desk: CommandDesk;

  beforeEach(() => {
    desk = new CommandDesk();
  });

  afterEach(() => {
    desk.close();
    sinon.restore();
  });

  const agentId = '1081';
  const offer = (body: string) => desk.commands.offer(parseEvent(body));
  const reasons = '1081#ReasonCodes#Category:NOT_READY#Codes:1#Labels:Lunch#Ann';

  it('is private', async () => {
    const asked = desk.ask('reasoncodenotready', { agentId }, { isPrivate: true });
    await settled();
    assert.deepEqual(offer(reasons), { private: true });
    await settled();
    assert.equal(asked.result, 'confirmed');
    assert.deepEqual(offer(reasons), {});
  });

  it('is private also as an error', async () => {
    desk.ask('reasoncodenotready', { agentId }, { isPrivate: true });
    await settled();
    assert.deepEqual(offer('1081#Error#GENERIC_ERROR'), { private: true });
  });

  it('is private also when it comes too late', async () => {
    stopClock();
    const asked = desk.ask('reasoncodenotready', { agentId }, { isPrivate: true, timeoutMs: 1 });
    await until(() => asked.result === 'GC_TIMEOUT');
    assert.deepEqual(offer(reasons), { late: true, private: true });
  });

  it('is for all where others have asked as well', async () => {
    desk.ask('GetState', { agentId }, { isPrivate: true });
    desk.ask('MakeReady', { agentId });
    await settled();
    assert.deepEqual(offer('1081#State#READY##Ann'), {});
  });
});
