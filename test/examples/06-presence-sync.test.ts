import assert from 'node:assert/strict';
import { post } from './post';
import { onStage, type Example } from './stage';

interface Told {
  done?: string;
  because?: string;
  reasonCode?: string;
  error?: string;
}

describe('the example of presence sync', () => {
  onStage((stage) => {
    let example: Example;

    beforeEach(async () => {
      example = await stage().deploy('06');
      await example.next('is ready');
    });

    const send = (body: unknown) => post<Told>(`${stage().url}presence`, body);
    const busy = () => send({ agentId: '1081', presence: 'busy' });
    const free = () => send({ agentId: '1081', presence: 'free' });
    const leftAlone = { status: 200, body: { done: 'nothing', because: 'the agent is NOT_READY' } };

    /** The agent does something by hand. */
    async function byHand(button: string, state: string): Promise<void> {
      await example.press(button);
      const shown = await example.next<{ state: string }>('agent state');
      assert.equal(shown.state, state);
    }

    async function talk(): Promise<void> {
      await example.press('7 Call comes in');
      await example.next('talking');
    }

    async function hangUp(): Promise<void> {
      await example.press('8 Hang up');
      await example.next('hung up');
    }

    it('makes the agent not ready with the reason, and ready again', async () => {
      await example.press('1 Meeting begins');
      assert.deepEqual(await example.next('answer to the calendar'), { done: 'not ready', reasonCode: '3' });
      await example.press('2 Meeting is over');
      assert.deepEqual(await example.next('answer to the calendar'), { done: 'ready' });
      assert.deepEqual((await free()).body, { done: 'nothing', because: 'the agent is READY' });
    });

    it('leaves alone whom it finds on a break', async () => {
      await byHand('4 Break', 'NOT_READY');
      assert.deepEqual(await busy(), leftAlone);
      assert.deepEqual(await free(), leftAlone);
    });

    it('leaves alone who has chosen another state, or another reason, since', async () => {
      await busy();
      await byHand('4 Break', 'NOT_READY');
      assert.deepEqual(await free(), leftAlone);
      await byHand('5 Ready', 'READY');
      assert.equal((await busy()).body.done, 'not ready');
      await byHand('5 Ready', 'READY');
      assert.equal((await free()).body.because, 'the agent is READY');
      await byHand('4 Break', 'NOT_READY');
      assert.deepEqual(await free(), leftAlone);
    });

    it('waits for the end of a call', async () => {
      await talk();
      const { status, body } = await busy();
      assert.deepEqual([status, body], [202, { done: 'nothing yet', because: 'the agent is TALKING' }]);
      assert.deepEqual(example.shown('synchronised'), []);
      await hangUp();
      assert.deepEqual(await example.next('synchronised'), { done: 'not ready', reasonCode: '3' });
    });

    it('does what came last when the call is over', async () => {
      await talk();
      assert.equal((await busy()).status, 202);
      assert.equal((await free()).status, 202);
      await hangUp();
      assert.deepEqual(await example.next('synchronised'), {
        done: 'nothing',
        because: 'the agent is READY',
      });
      assert.equal((await free()).body.because, 'the agent is READY');
    });

    it('answers rubbish with 400 and the reason, and an agent nobody knows with 404', async () => {
      const rubbish: [unknown, RegExp][] = [
        ['out of office', /not valid JSON/],
        [{ presence: 'busy' }, /required property 'agentId'/],
        [{ agentId: '1081', presence: 'away' }, /presence must be equal to one of the allowed values/],
        [{ agentId: '__proto__', presence: 'busy' }, /agentId must match pattern/],
      ];
      for (const [body, reason] of rubbish) {
        const answer = await send(body);
        assert.equal(answer.status, 400, JSON.stringify(body));
        assert.match(answer.body.error ?? '', reason);
      }
      const unknown = await send({ agentId: '9', presence: 'busy' });
      assert.deepEqual([unknown.status, unknown.body.error], [404, 'no agent 9 has logged in here']);
    });

    it('says when GC does not answer, and ends what GC has done all the same', async () => {
      await example.press('9 GC stops answering');
      await example.next('simulated');
      const { status, body } = await busy();
      assert.equal(status, 504);
      assert.match(
        body.error ?? '',
        /^MakeNotReadyWithReason for agent 1081 failed: GC did not answer in time/,
      );
      await example.press('10 GC answers again');
      await example.next('simulated');
      // The agent is asked for by hand, so that it is known what GC has done meanwhile.
      await byHand('6 Ask for the state', 'NOT_READY');
      assert.equal((await free()).body.done, 'ready');
    });
  });
});
