import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { post } from './post';
import { onStage, type Example } from './stage';

interface Told {
  outcome: string;
  cause?: string;
  reason?: string;
  dialogId?: string;
}

describe('the example of click to call', () => {
  onStage((stage) => {
    let example: Example;
    let test = 0;
    /** The connection remembers the ids of requests over deploys: each test has its own. */
    let request: { id: string; agentId: string; number: string };

    beforeEach(() => {
      test += 1;
      request = { id: `order-${test}`, agentId: '1081', number: '03001234567' };
    });

    const dial = (body: unknown, signal?: AbortSignal) =>
      post<Told>(`${stage().url}click-to-call`, body, signal);

    async function begin(properties?: Record<string, string>): Promise<void> {
      example = await stage().deploy('05', properties);
      await example.next('1081');
      await example.next('1082');
    }

    /** Lets something happen in the simulator, by the button of another thing. */
    async function simulate(props: Record<string, string>): Promise<void> {
      const set = Object.entries(props).map(([p, v]) => ({ p, v, vt: 'str' }));
      await fetch(`${stage().url}inject/${example.node('6 GC stops answering').id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ __user_inject_props__: set }),
      });
      await example.next('simulated');
    }

    async function hangUp(): Promise<void> {
      await example.press('Hang up');
      await example.next('hung up');
    }

    /** The simulator counts its calls: as many as are asserted here have been made, and not one more. */
    async function assertNextCallIs(number: number, first: string | undefined): Promise<void> {
      const { body } = await dial({ ...request, id: `next-${test}-${number}` });
      assert.equal(Number(body.dialogId) - Number(first), number - 1);
    }

    it('tells that somebody has answered; the same request again makes no call', async () => {
      await begin();
      await example.press('1 Call a customer');
      const { outcome, dialogId } = await example.next<Told>('answer to the CRM');
      assert.equal(outcome, 'answered');
      await example.press('2 The same request again');
      const again = await example.next<Told>('answer to the CRM');
      assert.deepEqual([again.outcome, again.cause], ['repeated', 'GC_REPEATED_KEY']);
      await hangUp();
      await example.press('2 The same request again');
      assert.equal((await example.next<Told>('answer to the CRM')).outcome, 'repeated');
      await assertNextCallIs(2, dialogId);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('makes one call of requests that come at the same time', async () => {
      await begin();
      const answers = await Promise.all(Array.from({ length: 5 }, () => dial(request)));
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [200, 409, 409, 409, 409]);
      const first = answers.find(({ status }) => status === 200)?.body.dialogId;
      await hangUp();
      await assertNextCallIs(2, first);
    });

    it('tells that the number is busy, or does not exist', async () => {
      await begin();
      await example.press('3 A busy number');
      const { outcome, cause, reason } = await example.next<Told>('answer to the CRM');
      assert.deepEqual([outcome, cause], ['busy', 'BUSY']);
      assert.match(reason ?? '', /^MakeCall for agent 1081, call \d+, failed: the called number is busy/);
      await hangUp();
      const { status, body } = await dial({ ...request, number: '404' });
      assert.deepEqual([status, body.outcome, body.cause], [200, 'failed', 'BAD_DESTINATION']);
    });

    it('hangs up when nobody answers in time', async () => {
      await begin({ RING_SECONDS: '1' });
      await example.press('4 Nobody answers');
      const { outcome, cause } = await example.next<Told>('answer to the CRM');
      assert.deepEqual([outcome, cause], ['time-out', 'GC_NO_ANSWER']);
      await example.next('stopped ringing');
      assert.deepEqual(example.shown('errors'), []);
    });

    it('refuses a call of an agent who is in one', async () => {
      await begin();
      await dial(request);
      const { status, body } = await dial({ ...request, id: `${request.id}-too` });
      assert.deepEqual([status, body.outcome], [409, 'refused']);
    });

    it('answers rubbish with 400 and the reason, and dials nothing', async () => {
      await begin();
      const { dialogId } = (await dial(request)).body;
      await hangUp();
      const rubbish: [unknown, RegExp][] = [
        ['', /Unexpected end of JSON input/],
        ['call somebody', /not valid JSON/],
        ['[1, 2]', /must be object/],
        [{}, /required property 'id'.*'agentId'.*'number'/],
        [{ ...request, id: '' }, /id must NOT have fewer than 1 characters/],
        [{ ...request, id: 4711 }, /id must be string/],
        [{ ...request, number: 3001234567 }, /number must be string/],
        [{ ...request, number: '0300#1' }, /^MakeCall for agent 1081 failed: number must not contain "#"/],
        [{ ...request, agentId: '10,81' }, /agentId must not contain ","/],
        [{ ...request, speed: 9 }, /must NOT have additional properties/],
      ];
      for (const [body, reason] of rubbish) {
        const answer = await dial(body);
        assert.deepEqual([answer.status, answer.body.outcome], [400, 'invalid'], JSON.stringify(body));
        assert.match(answer.body.reason ?? '', reason);
      }
      await example.press('5 Invalid request');
      assert.equal((await example.next<Told>('answer to the CRM')).outcome, 'invalid');
      await assertNextCallIs(2, dialogId);
    });

    it('dials nothing twice while GC is silent', async () => {
      await begin({ RING_SECONDS: '5' });
      const { dialogId } = (await dial(request)).body;
      await hangUp();
      await example.press('6 GC stops answering');
      await example.next('simulated');
      const silent = { ...request, id: `${request.id}-silent` };
      const { status, body } = await dial(silent);
      assert.deepEqual([status, body.outcome, body.cause], [504, 'unknown', 'GC_TIMEOUT']);
      assert.equal((await dial(silent)).body.outcome, 'repeated');
      await example.press('7 GC answers again');
      await example.next('simulated');
      await example.next('simulated');
      assert.equal((await dial(silent)).body.outcome, 'repeated');
      // GC has made the call, and the flow has asked for it.
      await hangUp();
      await assertNextCallIs(3, dialogId);
    });

    it('may be asked again when the broker was away, and dials then', async () => {
      await begin();
      await simulate({ payload: 'fault-on', fault: 'broker-gone' });
      const { status, body } = await dial(request);
      assert.deepEqual([status, body.outcome, body.cause], [503, 'not-connected', 'GC_NOT_CONNECTED']);
      await simulate({ payload: 'fault-off', fault: 'broker-gone' });
      const answer = await until(
        async () => {
          const again = await dial(request);
          return again.status === 200 ? again : undefined;
        },
        { what: 'the broker to be back' },
      );
      assert.equal(answer.body.outcome, 'answered');
    });

    it('shows what became of a call whose asker has gone, and does not repeat it', async () => {
      await begin();
      const asker = new AbortController();
      const asked = dial(request, asker.signal);
      await example.next('requests');
      asker.abort();
      await assert.rejects(asked, { name: 'AbortError' });
      const { outcome } = await example.next<Told>('outcomes');
      assert.equal(outcome, 'answered');
      assert.equal((await dial(request)).body.outcome, 'repeated');
    });
  });
});
