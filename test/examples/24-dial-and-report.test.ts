import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { deployFlows } from '../support/node-red';
import { post, type Answer } from './post';
import { addSimulator, onStage, setProperties, type Example } from './stage';

interface Told {
  outcome: string;
  cause?: string;
  reason?: string;
  agentId?: string;
  dialogId?: string;
  seconds?: number;
  hungUp?: boolean;
}

const customer = { number: '03001234567' };

describe('the subflow that dials and reports', () => {
  onStage((stage) => {
    let example: Example;

    const call = (body: unknown): Promise<Answer<Told>> => post(`${stage().url}call`, body);

    /** With the agents logged in; `properties`: of the subflow. */
    async function begin(properties: Record<string, string> = {}): Promise<void> {
      example = await stage().deploy('24');
      addSimulator(example);
      setProperties(example, properties);
      await example.deploy();
      await example.press('1 Log in');
      await example.next('ready');
      await example.next('1082');
    }

    async function simulate(action: string, fault: string): Promise<void> {
      await example.press('test', { payload: action, fault });
      await example.next('simulated');
    }

    it('answers a request with the call, as soon as somebody answers', async () => {
      await begin();
      const { status, body } = await call(customer);
      const { dialogId, seconds, ...rest } = body;
      assert.deepEqual([status, rest], [200, { outcome: 'answered', agentId: '1081' }]);
      assert.match(dialogId ?? '', /^\d+$/);
      assert.ok((seconds ?? 0) > 0);
      await example.press('Hang up');
      await example.next('hung up');
      assert.deepEqual(example.shown('errors'), []);
    });

    it('answers as soon as the number is dialled, where that is chosen', async () => {
      await begin({ WAIT_UNTIL: 'accepted' });
      const { status, body } = await call(customer);
      assert.deepEqual([status, body.outcome], [200, 'dialled']);
    });

    it('takes the agent and the number from its properties, or from the request', async () => {
      await begin({ AGENT: '', AGENT_ID: '1082', NUMBER: '03001112233' });
      assert.deepEqual(await call({ ...customer, agentId: '1081' }).then(({ body }) => body.agentId), '1082');
      await begin({ AGENT: '' });
      const { body } = await call({ ...customer, agentId: '1082' });
      assert.deepEqual([body.outcome, body.agentId], ['answered', '1082']);
    });

    it('reports a busy number, and hangs up, so that the agent can dial again', async () => {
      await begin();
      const { status, body } = await call({ number: '486' });
      assert.deepEqual([status, body.outcome, body.cause, body.hungUp], [200, 'busy', 'BUSY', true]);
      assert.match(body.reason ?? '', /the called number is busy/);
      const unknown = await call({ number: '404' });
      assert.deepEqual([unknown.body.outcome, unknown.body.hungUp], ['failed', true]);
      assert.equal((await call(customer)).body.outcome, 'answered');
      assert.deepEqual(example.shown('errors'), []);
    });

    it('reports that nobody answers in time, and hangs up', async () => {
      await begin({ TIME_LIMIT: '1' });
      const { status, body } = await call({ number: '2002' });
      assert.deepEqual(
        [status, body.outcome, body.cause, body.hungUp],
        [200, 'time-out', 'GC_NO_ANSWER', true],
      );
    });

    it('reports in words what is wrong with a request, and dials nothing', async () => {
      await begin();
      for (const [request, reason] of [
        [{ number: 'Ann' }, /number must be a number of digits/],
        [{}, /number/],
        [{ number: [] }, /number/],
        [{ number: { number: '1' } }, /number/],
      ] as const) {
        const { status, body } = await call(request);
        assert.deepEqual([status, body.outcome], [400, 'invalid'], JSON.stringify(request));
        assert.match(body.reason ?? '', reason);
      }
    });

    it('reports that the agent is in a call, or not logged in', async () => {
      await begin();
      const first = await call(customer);
      const { status, body } = await call(customer);
      assert.deepEqual([status, body.outcome], [409, 'refused']);
      // The call that the agent is in goes on.
      assert.equal(body.hungUp, undefined);
      await example.press('Hang up');
      assert.equal((await example.next<Told>('hung up')).dialogId, first.body.dialogId);
      setProperties(example, { AGENT: '', AGENT_ID: '1083' });
      await example.deploy();
      const other = await call(customer);
      assert.deepEqual([other.status, other.body.outcome], [409, 'refused']);
      assert.match(other.body.reason ?? '', /1083/);
    });

    it('reports that no connection is chosen', async () => {
      await begin();
      setProperties(example, { CONNECTION: '' });
      await example.deploy();
      const { status, body } = await call(customer);
      assert.deepEqual([status, body.cause], [503, 'GC_NO_CONNECTION']);
    });

    it('shows the last outcome below itself', async () => {
      await begin();
      await call(customer);
      await until(() => /^(confirmed|ACTIVE) /.test(example.status(example.instance.type)), {
        what: 'the outcome',
      });
    });

    it('reports that GC is unavailable, or silent', async () => {
      await begin({ TIME_LIMIT: '2' });
      await simulate('fault-on', 'gc-silent');
      const silent = await call(customer);
      assert.deepEqual([silent.status, silent.body.outcome], [504, 'unknown']);
      await simulate('fault-off', 'gc-silent');
      await simulate('fault-on', 'broker-gone');
      const gone = await call(customer);
      assert.deepEqual([gone.status, gone.body.outcome], [503, 'not-connected']);
    });

    it('also reports when it cannot hang up', async () => {
      await begin({ TIME_LIMIT: '4' });
      const answer = call({ number: '2002' });
      await example.next('offered');
      await simulate('fault-on', 'gc-silent');
      const { body } = await answer;
      assert.deepEqual([body.outcome, body.hungUp], ['time-out', false]);
    });

    it('goes on with a request while other nodes are deployed, and works after a deploy of everything', async () => {
      await begin({ TIME_LIMIT: '5' });
      const answer = call({ number: '2002' });
      const comment = example.nodes.find(({ type }) => type === 'comment');
      Object.assign(comment ?? {}, { name: 'changed' });
      await deployFlows(stage().nodeRed, example.nodes, 'nodes');
      const { body } = await answer;
      assert.deepEqual([body.outcome, body.hungUp], ['time-out', true]);
      await example.deploy();
      assert.equal((await call(customer)).body.outcome, 'answered');
    });
  });
});
