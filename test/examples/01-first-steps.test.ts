import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { onStage, type Example } from './stage';

interface Event {
  state: string;
  reasonCode?: string;
  outcome?: string;
}

describe('the first steps', () => {
  onStage((stage) => {
    let example: Example;

    async function play(number: string): Promise<void> {
      example = await stage().deploy(number);
    }

    /** Clicks a button, and returns what the debug node at the end of its row shows. */
    async function click<T = Event>(button: string, shown: string): Promise<T> {
      await example.press(button);
      return example.next<T>(shown);
    }

    afterEach(() => {
      assert.deepEqual(example.shown('errors'), []);
    });

    it('begin with the quick start: log in, take a call, dial, hang up, log out', async () => {
      await play('01');
      assert.equal((await click('1 Log in', 'ready')).state, 'READY');
      assert.equal((await click('2 Call comes in', 'answered')).state, 'ACTIVE');
      assert.equal((await click('3 Hang up', 'hung up')).state, 'DROP');
      assert.equal((await click('4 Dial 2002', 'dialled')).state, 'INITIATING');
      assert.equal((await click('5 Hang up again', 'hung up again')).state, 'DROP');
      assert.equal((await click('6 Log out', 'logged out')).state, 'LOGOUT');
    });

    it('go on with a call that is not answered: not ready, with a reason', async () => {
      await play('02');
      await click('1 Log in', 'ready');
      await click('2 Call comes in', 'called');
      const { state, reasonCode } = await example.next<Event>('not answered');
      assert.deepEqual([state, reasonCode], ['NOT_READY', '1']);
    });

    it('show agents at a glance: their states, their calls, and all there is', async () => {
      await play('03');
      await click('1 Log in', 'ready');
      await click('3 Call comes in', 'called');
      const { outcome } = await click('4 Customer hangs up', 'call records');
      assert.equal(outcome, 'abandoned');
      await click('2 Break', 'break');
      const { agents } = await click<{ agents: Event[] }>('5 Who is there?', 'snapshot');
      assert.deepEqual(
        agents.map(({ state }) => state),
        ['NOT_READY'],
      );
      await until(() => example.shown<Event>('states').at(-1)?.reasonCode === '1', { what: 'the break' });
    });

    it('hand calls on, and look things up', async () => {
      await play('04');
      assert.equal((await click('1 Log in', '1081 ready')).state, 'READY');
      await example.next('1082 ready');
      await click('2 Call comes in', 'answered');
      await click('3 Hand it on', 'transferred');
      assert.equal((await click('4 Lunch', 'lunch')).reasonCode, '2');
      const { contacts } = await click<{ contacts: object[] }>('5 Find Ravi', 'found');
      assert.equal(contacts.length, 1);
      const { queues } = await click<{ queues: object[] }>('6 Queues', 'queues');
      assert.equal(queues.length, 3);
      assert.ok(await click('7 Any command', 'agents'));
    });
  });
});
