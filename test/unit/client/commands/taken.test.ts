import assert from 'node:assert/strict';
import sinon from 'sinon';
import { commands, isCommandName, mayKeepTrying } from '../../../../lib/protocol';
import { CommandDesk, settled } from '../../../support/command-desk';

describe('a command that has its outcome when GC has taken it', () => {
  let clock: sinon.SinonFakeTimers;
  let desk: CommandDesk;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    desk = new CommandDesk();
  });

  afterEach(() => {
    desk.close();
    clock.restore();
  });

  const types = () => desk.sent.map(({ type }) => type);

  function setVariable(variableValue: string) {
    const parameters = { agentId: '1081', dialogId: '5', variableName: 'note', variableValue };
    return desk.ask('update_call_variable', parameters, { timeoutMs: 60_000, goOnWhen: 'taken' });
  }

  it('waits for the answer to a heartbeat that goes out after the command', async () => {
    const followed = setVariable('a');
    await settled();
    assert.deepEqual(types(), ['update_call_variable#1081', 'Beat#test-client']);
    assert.equal(followed.result, undefined);
    await desk.hear('System#IN_SERVICE');
    assert.equal(followed.result, 'sent');
  });

  it('asks once more for a command that comes after the heartbeat, and only once for several', async () => {
    const first = setVariable('a');
    await settled();
    const others = ['1082', '1083'].map((agentId) =>
      desk.ask('ZOOMPauseRecording', { agentId }, { timeoutMs: 60_000, goOnWhen: 'taken' }),
    );
    await settled();
    await desk.hear('System#IN_SERVICE');
    assert.deepEqual([first.result, ...others.map(({ result }) => result)], ['sent', undefined, undefined]);
    await desk.hear('System#IN_SERVICE');
    assert.deepEqual(
      others.map(({ result }) => result),
      ['sent', 'sent'],
    );
    assert.equal(types().filter((type) => type === 'Beat#test-client').length, 2);
  });

  it('fails with what GC says of it before that', async () => {
    const refused = setVariable('a');
    await settled();
    await desk.hear('1081#Error#NO_DIALOG_ID');
    assert.equal(refused.result, 'NO_DIALOG_ID');
    await desk.hear('System#IN_SERVICE');
    const unknown = setVariable('b');
    await settled();
    await desk.hear('1081#State#RE_LOGIN');
    assert.equal(unknown.result, 'RE_LOGIN');
  });

  it('fails when GC does not answer, or is out of service, and works again afterwards', async () => {
    const silent = setVariable('a');
    await settled();
    clock.tick(5000);
    await settled();
    assert.equal(silent.result, 'GC_TIMEOUT');
    const down = setVariable('b');
    await settled();
    await desk.hear('System#OUT_OF_SERVICE');
    assert.equal(down.result, 'DOWN');
    const taken = setVariable('c');
    await settled();
    await desk.hear('System#IN_SERVICE');
    assert.equal(taken.result, 'sent');
  });

  it('waits for the event of GC where one confirms the command', async () => {
    const held = desk.ask(
      'HoldCall',
      { agentId: '1081', dialogId: '5' },
      { timeoutMs: 9000, goOnWhen: 'taken' },
    );
    await desk.hear('1081#InboundCall#HELD#DialogID:5#0301234####Ann');
    assert.equal(held.result, 'confirmed');
    assert.deepEqual(types(), ['HoldCall#1081']);
  });

  it('fails at once when the client is closed', async () => {
    const followed = setVariable('a');
    await settled();
    desk.commands.close();
    await settled();
    assert.equal(followed.result, 'GC_CLOSED');
  });

  it('may be sent again only where it sets something', () => {
    const names = Object.keys(commands).filter(isCommandName);
    assert.deepEqual(names.filter(mayKeepTrying), [
      'wrapup',
      'update_call_variable',
      'ZOOMPauseRecording',
      'ZOOMResumeRecording',
    ]);
  });
});
