import assert from 'node:assert/strict';
import sinon from 'sinon';
import { CommandDesk, settled, type Followed } from '../../../support/command-desk';
import { stopClock } from '../../../support/stopped-clock';

const team = (member: string, agentId?: string) =>
  JSON.stringify({ type: 'Agents', users: [{ loginId: member }], agentId });

describe('questions for lists that may name no agent', () => {
  let desk: CommandDesk;

  beforeEach(() => {
    desk = new CommandDesk();
  });

  afterEach(() => {
    desk.close();
    sinon.restore();
  });

  const ask = (agentId: string, teamId: string) => desk.ask('getteamusers', { agentId, teamId });
  const types = () => desk.sent.map(({ type, body }) => `${type} ${body}`.trim());
  const users = ({ outcome }: Followed) =>
    outcome?.event?.type === 'Agents' ? outcome.event.users?.map(({ agentId }) => agentId) : undefined;

  it('are under way one after the other, whoever asks, so that each gets its own list', async () => {
    const first = ask('1086', '1');
    const second = ask('1096', '2');
    await settled();
    assert.deepEqual(types(), ['getteamusers#1086 1']);
    await desk.hear(team('1081'));
    assert.deepEqual(types(), ['getteamusers#1086 1', 'getteamusers#1096 2']);
    await desk.hear(team('1091'));
    assert.deepEqual([users(first), users(second)], [['1081'], ['1091']]);
  });

  it('wait for every question with such an answer, and for no others', async () => {
    ask('1086', '1');
    desk.ask('getallagents', { agentId: '1096' });
    desk.ask('GetPhonebooks', { agentId: '1096' });
    desk.ask('GetTeamPhonebooks', { agentId: '1097' });
    desk.ask('GetPhonebookContacts', { agentId: '1097', phonebookId: '1' });
    desk.ask('getqueuelist', { agentId: '1097' });
    await settled();
    const first = [
      'getteamusers#1086 1',
      'GetPhonebooks#1096',
      'GetPhonebookContacts#1097 1',
      'getqueuelist#1097',
    ];
    assert.deepEqual(types(), first);
    await desk.hear(team('1081'), 'Phonebooks#name:All,type:GLOBAL,id:1');
    assert.deepEqual(types().slice(4), ['getallagents#1096', 'GetTeamPhonebooks#1097']);
  });

  it('are under way together once GC has named the agent in its answers', async () => {
    const first = ask('1086', '1');
    await settled();
    await desk.hear(team('1081', '1086'));
    assert.equal(first.result, 'confirmed');
    const second = ask('1086', '1');
    const third = ask('1096', '2');
    await settled();
    assert.deepEqual(types().slice(1), ['getteamusers#1086 1', 'getteamusers#1096 2']);
    await desk.hear(team('1091', '1096'), team('1081', '1086'));
    assert.deepEqual([users(second), users(third)], [['1081'], ['1091']]);
  });

  it('wait for each other again once GC does not name the agent any more', async () => {
    ask('1086', '1');
    await settled();
    await desk.hear(team('1081', '1086'));
    ask('1086', '1');
    await settled();
    await desk.hear(team('1081'));
    ask('1086', '1');
    ask('1096', '2');
    await settled();
    assert.deepEqual(types().slice(2), ['getteamusers#1086 1']);
  });

  it('go on when one has taken all its time, and say what they have waited for', async () => {
    stopClock();
    const first = desk.ask('getteamusers', { agentId: '1086', teamId: '1' }, { timeoutMs: 40 });
    const second = desk.ask('getteamusers', { agentId: '1096', teamId: '2' }, { timeoutMs: 20 });
    const third = ask('1097', '3');
    while (first.result === undefined || second.result === undefined) {
      await settled();
    }
    assert.deepEqual([first.result, second.result], ['GC_TIMEOUT', 'GC_TIMEOUT']);
    assert.match(String(second.error), /other questions for such a list took all the time; nothing was sent/);
    await settled();
    assert.deepEqual(types(), ['getteamusers#1086 1', 'getteamusers#1097 3']);
    await desk.hear(team('1093'));
    assert.deepEqual(users(third), ['1093']);
  });

  for (const [name, parameters, answer] of [
    ['GetPhonebooks', {}, { type: 'Phonebooks', phonebooks: [] }],
    ['GetTeamPhonebooks', {}, { type: 'TeamPhoneBooks', phonebooks: [] }],
    ['GetPhonebookContacts', { phonebookId: '1' }, { type: 'PhonebookContacts', contacts: [] }],
    ['getteamusers', { teamId: '1' }, { type: 'Agents', users: [] }],
    ['getallagents', {}, { type: 'Agents', users: [] }],
    ['getqueuelist', {}, { type: 'QueueList', queues: [] }],
  ] as const) {
    it(`are answered by a list without a type and with nothing in it: ${name}`, async () => {
      for (const line of ['[]', ' [ ]\n']) {
        const question = desk.ask(name, { agentId: '1081', ...parameters });
        desk.ask('MakeReady', { agentId: '1081' }, { timeoutMs: 60_000, goOnWhen: 'sent' });
        await settled();
        await desk.hear(line);
        assert.deepEqual(question.outcome?.event, answer);
      }
    });
  }

  it('are not answered by such a list while two are under way', async () => {
    const phonebooks = desk.ask('GetPhonebooks', { agentId: '1081' });
    const queues = desk.ask('getqueuelist', { agentId: '1082' });
    await settled();
    await desk.hear('[]');
    assert.deepEqual([phonebooks.result, queues.result], [undefined, undefined]);
  });

  it('leave such a list alone where nobody has asked for one', async () => {
    const state = desk.ask('GetState', { agentId: '1081' });
    await settled();
    await desk.hear('[]');
    assert.equal(state.result, undefined);
  });

  it('do not keep anything else from going out', async () => {
    ask('1086', '1');
    ask('1096', '2');
    desk.ask('MakeReady', { agentId: '1096' });
    desk.ask('reasoncodenotready', { agentId: '1096' });
    await settled();
    assert.deepEqual(types().slice(1), ['MakeReady#1096', 'reasoncodenotready#1096']);
  });
});
