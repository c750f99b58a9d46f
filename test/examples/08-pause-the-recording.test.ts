import assert from 'node:assert/strict';
import { post } from './post';
import { onStage, type Example } from './stage';

interface Told {
  recording?: string;
  forSeconds?: number;
  error?: string;
}

describe('the example of pausing the recording', () => {
  onStage((stage) => {
    let example: Example;

    async function begin(properties?: Record<string, string>): Promise<void> {
      example = await stage().deploy('08', properties);
      await example.next('logged in');
    }

    const send = (body: unknown) => post<Told>(`${stage().url}payment-page`, body);
    const page = (state: string) => send({ agentId: '1081', page: state });

    async function talk(): Promise<void> {
      await example.press('1 Call comes in');
      await example.next('talking');
    }

    /** The simulator, like nobody else, objects to a recording that is paused twice or resumed when it is on. */
    function assertNoObjections(): void {
      assert.deepEqual([example.shown('GC error'), example.shown('errors')], [[], []]);
    }

    it('pauses while the page is open', async () => {
      await begin();
      await talk();
      await example.press('2 The page opens');
      assert.deepEqual(await example.next('answer to the page'), { recording: 'paused', forSeconds: 8 });
      await example.press('3 The page closes');
      assert.deepEqual(await example.next('answer to the page'), { recording: 'on' });
      assertNoObjections();
    });

    it('acts once when the page tells the same twice', async () => {
      await begin();
      await talk();
      for (const state of ['open', 'open', 'closed', 'closed', 'open']) {
        const { status, body } = await page(state);
        assert.deepEqual([status, body.recording], [200, state === 'open' ? 'paused' : 'on']);
      }
      assertNoObjections();
    });

    it('goes on by itself when the page is forgotten', async () => {
      await begin({ PAUSE_SECONDS: '1' });
      await talk();
      await page('open');
      assert.deepEqual(await example.next('recording'), { recording: 'paused', forSeconds: 1 });
      assert.deepEqual(await example.next('recording'), { recording: 'on' });
      // It is on again: otherwise there would be an objection.
      await page('open');
      assert.equal((await example.next<Told>('recording')).recording, 'paused');
      assertNoObjections();
    });

    it('goes on by itself after a deploy, too', async () => {
      await begin({ PAUSE_SECONDS: '2' });
      await talk();
      await page('open');
      assert.equal((await example.next<Told>('recording')).recording, 'paused');
      await example.deploy();
      assert.deepEqual(await example.next('recording'), { recording: 'on' });
      assertNoObjections();
    });

    it('leaves a call alone that is over', async () => {
      await begin({ PAUSE_SECONDS: '1' });
      await talk();
      await page('open');
      await example.next('recording');
      await example.press('5 Hang up');
      assert.equal((await example.next<Told>('recording')).recording, 'over');
      assert.deepEqual((await page('closed')).body, { recording: 'on' });
      assertNoObjections();
    });

    it('tells the page that nothing is paused where nobody talks', async () => {
      await begin();
      const { status, body } = await page('open');
      assert.equal(status, 409);
      assert.match(body.error ?? '', /^Agent 1081: the agent has no call/);
    });

    it('tells the page when GC cannot be reached, and tries until the recording is on again', async () => {
      await begin();
      await talk();
      await page('open');
      await example.press('6 The broker goes down');
      await example.next('simulated');
      const { status, body } = await page('closed');
      assert.equal(status, 503);
      assert.match(body.error ?? '', /^ZOOMResumeRecording for agent 1081 failed/);
      assert.equal((await page('open')).status, 503);
      assert.match(await example.next<string>('not resumed'), /ZOOMResumeRecording/);
      await example.press('7 The broker is back');
      await example.next('simulated');
      let told = await example.next<Told>('recording');
      while (told.recording !== 'on') {
        told = await example.next<Told>('recording');
      }
      assert.equal((await page('open')).body.recording, 'paused');
      assertNoObjections();
    });

    it('answers rubbish with 400 and the reason', async () => {
      await begin();
      const rubbish: [unknown, RegExp][] = [
        ['open', /not valid JSON/],
        [{ page: 'open' }, /required property 'agentId'/],
        [{ agentId: '1081', page: 'ajar' }, /page must be equal to one of the allowed values/],
        [{ agentId: 1081, page: 'open' }, /agentId must be string/],
      ];
      for (const [body, reason] of rubbish) {
        const answer = await send(body);
        assert.equal(answer.status, 400, JSON.stringify(body));
        assert.match(answer.body.error ?? '', reason);
      }
    });
  });
});
