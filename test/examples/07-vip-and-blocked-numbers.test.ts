import assert from 'node:assert/strict';
import { post } from './post';
import { onStage, type Example } from './stage';

interface CallEvent {
  dialogId: string;
  state: string;
}

describe('the example of VIP and blocked numbers', () => {
  onStage((stage) => {
    let example: Example;

    beforeEach(async () => {
      example = await stage().deploy('07');
      await example.next('1081');
      await example.next('1082');
    });

    const send = (body: unknown) => post<{ error?: string }>(`${stage().url}callers`, body);

    /** A customer calls; returns what is shown of it there. */
    async function call(button: string, shownAt: string): Promise<CallEvent> {
      await example.press(button);
      return example.next<CallEvent>(shownAt);
    }

    it('answers a VIP, hands one caller on, and hangs up on another', async () => {
      assert.equal((await call('1 A VIP calls', 'VIP answered')).state, 'ACTIVE');
      await example.press('5 Customer hangs up');
      await example.next('hung up');
      assert.equal((await call('2 Caller for the desk', 'transferred')).state, 'DROP');
      assert.equal((await call('3 A blocked number', 'blocked')).state, 'DROP');
      assert.deepEqual(example.shown('errors'), []);
    });

    it('lets all others ring, until the list says something else', async () => {
      await call('4 Any other caller', 'called');
      await example.press('5 Customer hangs up');
      await example.next('hung up');
      await example.press('6 Block 03004444444');
      await example.next('answer to the CRM');
      await call('4 Any other caller', 'blocked');
      await example.press('7 Unblock it');
      await example.next('answer to the CRM');
      await call('4 Any other caller', 'called');
      await example.next('called');
      // It rings: only then is there a call with a customer that nobody has answered.
      await example.press('5 Customer hangs up');
      await example.next('hung up');
      assert.equal(example.shown('blocked').length, 1);
      assert.deepEqual([example.shown('VIP answered'), example.shown('transferred')], [[], []]);
    });

    it('keeps its list at a deploy', async () => {
      await send({ number: '03004444444', treatment: 'blocked' });
      await example.deploy();
      await example.next('1081');
      await call('4 Any other caller', 'blocked');
    });

    it('answers rubbish with 400 and the reason, and keeps its list', async () => {
      const rubbish: [unknown, RegExp][] = [
        ['', /Unexpected end of JSON input/],
        ['block everybody', /not valid JSON/],
        [{ number: '03001111111' }, /required property 'treatment'/],
        [
          { number: '03001111111', treatment: 'shout' },
          /treatment must be equal to one of the allowed values/,
        ],
        [{ number: '__proto__', treatment: 'vip' }, /number must match pattern/],
        [{ number: 3001111111, treatment: 'blocked' }, /number must be string/],
      ];
      for (const [body, reason] of rubbish) {
        const answer = await send(body);
        assert.equal(answer.status, 400, JSON.stringify(body));
        assert.match(answer.body.error ?? '', reason);
      }
      await call('1 A VIP calls', 'VIP answered');
    });
  });
});
