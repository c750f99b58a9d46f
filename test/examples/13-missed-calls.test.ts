import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { WebhookTarget } from '../support/webhook-target';
import { post } from './post';
import { onStage, type Example } from './stage';

interface Callback {
  id: string;
  number: string;
  calls: number;
  agent_id: string;
  reason: string;
  ticket: string | null;
  done_at: Date | null;
}

interface Told {
  outcome?: string;
  dialogId?: string;
  error?: string;
  code?: string;
}

const customer = '03001234567';
const asked = { number: customer, agentId: '1081' };

describe('the example of missed calls', () => {
  onStage((stage) => {
    let example: Example;
    let target: WebhookTarget | undefined;
    let begun = 0;
    const callbacks = () => stage().postgres.query<Callback>('SELECT * FROM callbacks ORDER BY id');
    const callBack = (body: unknown = asked) => post<Told>(`${stage().url}callbacks/call`, body);

    afterEach(async () => {
      await target?.down();
      target = undefined;
    });

    async function begin(properties?: Record<string, string>): Promise<void> {
      example = await stage().deploy('13', properties);
      assert.deepEqual(await example.next('written'), [], 'the table is created');
      // The connection remembers callbacks by their ids, over deploys: those of each test are others.
      begun += 1;
      await stage().postgres.query(`ALTER TABLE callbacks ALTER COLUMN id RESTART WITH ${1000 * begun}`);
    }

    async function missCall(): Promise<void> {
      await example.press('1 A call is missed');
      await example.next('missed');
    }

    /** A callback, once it is as it shall be. */
    function callback(isMeant: (callback: Callback) => unknown, what: string): Promise<Callback> {
      const find = async () => (await callbacks()).find(isMeant);
      return until(find, { what });
    }

    const ticketed = () => callback(({ ticket }) => ticket, 'a ticket');

    async function hangUp(): Promise<void> {
      await example.press('4 Customer hangs up');
      await example.next('hung up');
    }

    it('puts the caller on the list and opens a ticket; who is called back is off the list', async () => {
      await begin();
      await missCall();
      const { id, number, calls, agent_id, reason, ticket, done_at } = await ticketed();
      assert.deepEqual(
        [number, calls, agent_id, reason, ticket, done_at],
        [customer, 1, '1081', 'not-answered', `T-${id}`, null],
      );
      await example.press('3 Call back');
      assert.equal((await example.next<Told>('called back')).outcome, 'confirmed');
      await callback(({ done_at }) => done_at, 'the end of the callback');
      await example.press('2 The list');
      assert.equal((await example.next<Callback[]>('list')).length, 1);
      assert.deepEqual([example.shown('errors'), example.shown('database')], [[], []]);
    });

    it('has a caller once on the list, with one ticket, however often the caller tries', async () => {
      target = await WebhookTarget.start();
      target.answer = { status: 201, body: { ticket: 'HELP-7' } };
      await begin({ TICKET_URL: `${target.url}tickets`, RETRY_SECONDS: '1' });
      await missCall();
      const { ticket } = await ticketed();
      await missCall();
      const { id } = await callback(({ calls }) => calls === 2, 'the second call');
      assert.equal((await callbacks()).length, 1);
      assert.equal(ticket, 'HELP-7');
      const [request, ...others] = target.requests;
      assert.deepEqual(others, []);
      assert.equal(request?.headers['idempotency-key'], `callback-${id}`);
      const { missedAt, ...body } = request.body as Record<string, unknown>;
      assert.ok(!Number.isNaN(Date.parse(String(missedAt))));
      assert.deepEqual(body, { callback: id, number: customer, calls: 1, reason: 'not-answered' });
    });

    it('begins anew with a caller who has been talked to', async () => {
      await begin();
      await missCall();
      await ticketed();
      await callBack();
      await callback(({ done_at }) => done_at, 'the end of the callback');
      await hangUp();
      await missCall();
      const { id } = await callback(({ done_at }) => !done_at, 'a new callback');
      assert.notEqual(id, (await callback(({ done_at }) => done_at, 'the one that is done')).id);
    });

    it('calls back once, however often it is asked', async () => {
      await begin();
      await missCall();
      await ticketed();
      const answers = await Promise.all([callBack(), callBack(), callBack()]);
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
      const refused = answers.find(({ status }) => status === 409)?.body;
      assert.equal(refused?.code, 'GC_REPEATED_KEY');
      const first = answers.find(({ status }) => status === 200)?.body.dialogId;
      await callback(({ done_at }) => done_at, 'the end of the callback');
      await hangUp();
      assert.equal(await nextDialogId(), Number(first) + 1);
    });

    it('answers rubbish with 400 and the reason, whom it does not know with 404, and dials nothing', async () => {
      await begin();
      await missCall();
      await ticketed();
      const before = await nextDialogId();
      const rubbish: [unknown, RegExp][] = [
        ['', /Unexpected end of JSON input/],
        ['call somebody', /not valid JSON/],
        ['[1, 2]', /must be object|should be object/],
        [{ number: customer }, /required property 'agentId'/],
        [{ ...asked, number: 3001234567 }, /number.* be string/],
        [{ ...asked, number: "1' OR '1'='1" }, /number.* match pattern/],
        [{ ...asked, agentId: '10,81' }, /agentId.* match pattern/],
        [{ ...asked, now: true }, /additional properties/],
      ];
      for (const [body, reason] of rubbish) {
        const answer = await callBack(body);
        assert.equal(answer.status, 400, JSON.stringify(body));
        assert.match(answer.body.error ?? '', reason);
      }
      const unknown = await callBack({ ...asked, number: '03009999999' });
      assert.deepEqual(
        [unknown.status, unknown.body.error],
        [404, 'There is no open callback for this number.'],
      );
      assert.equal(await nextDialogId(), before + 1);
    });

    it('keeps a missed call until the database is back, and dials nothing without it', async () => {
      await begin({ RETRY_SECONDS: '1' });
      await stage().postgres.stop();
      await missCall();
      assert.match(await example.next<string>('database'), /ECONNREFUSED|terminat/);
      const { status, body } = await callBack();
      assert.equal(status, 503);
      assert.match(body.error ?? '', /ECONNREFUSED|terminat/);
      await stage().postgres.start();
      assert.equal((await ticketed()).calls, 1);
      assert.equal((await callbacks()).length, 1);
      assert.deepEqual(example.shown('not written'), []);
    });

    it('opens the ticket when the ticket system is back', async () => {
      target = await WebhookTarget.start();
      await target.down();
      await begin({ TICKET_URL: `${target.url}tickets`, RETRY_SECONDS: '1' });
      await missCall();
      assert.match(await example.next<string>('errors'), /ECONNREFUSED/);
      target.answer = { status: 503 };
      await target.up();
      await example.next('not opened');
      assert.equal((await callbacks())[0]?.ticket, null);
      target.answer = { status: 200, body: 'thank you' };
      assert.equal((await ticketed()).ticket, 'opened');
    });

    it('dials nothing twice while GC is silent', async () => {
      await begin();
      const before = await nextDialogId();
      await ticketed();
      await example.press('5 GC stops answering');
      await example.next('simulated');
      const { status, body } = await callBack();
      assert.deepEqual([status, body.code], [504, 'GC_TIMEOUT']);
      assert.equal((await callBack()).status, 409);
      await example.press('6 GC answers again');
      await example.next('simulated');
      assert.equal((await callBack()).status, 409);
      // GC has made the call, though it has not said so.
      await hangUp();
      assert.equal(await nextDialogId(), before + 2);
    });

    /** The simulator counts its calls. This makes one more. */
    async function nextDialogId(): Promise<number> {
      await example.press('1 A call is missed');
      return Number((await example.next<Told>('missed')).dialogId);
    }
  });
});
