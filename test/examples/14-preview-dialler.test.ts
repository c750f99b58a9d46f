import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { post } from './post';
import { onStage, type Example } from './stage';

interface Contact {
  name: string;
  state: string;
  attempts: number;
  result: string | null;
  talk_seconds: number | null;
  note: string | null;
}

interface Told {
  contact?: string;
  decision?: string;
  error?: string;
  code?: string;
}

const decisions = ['accept', 'reject', 'close'] as const;

describe('the example of a preview dialler', () => {
  onStage((stage) => {
    let example: Example;
    const decide = (decision: string, agentId = '1081') =>
      post<Told>(`${stage().url}preview`, { agentId, decision });

    async function begin(properties?: Record<string, string>): Promise<void> {
      example = await stage().deploy('14', properties);
      assert.deepEqual(await example.next('written'), [], 'the table is created');
      await example.press('1 Fill the list');
      assert.equal((await example.next<Contact[]>('filled')).length, 4);
    }

    async function beReady(): Promise<void> {
      await example.press('2 Agent is ready');
      await example.next('ready');
    }

    const offer = async () => (await example.next<Contact>('offered')).name;

    async function hangUp(): Promise<void> {
      await example.press('6 Customer hangs up');
      await example.next('hung up');
    }

    async function contact(name: string): Promise<Contact> {
      const [row] = await stage().postgres.query<Contact>(
        'SELECT * FROM contacts WHERE name LIKE $1',
        `${name}%`,
      );
      assert.ok(row);
      return row;
    }

    /** A contact, once it is in this state. */
    async function reaches(name: string, state: string): Promise<Contact> {
      const isSo = async () => (await contact(name)).state === state;
      await until(isSo, { what: `${name} to be ${state}` });
      return contact(name);
    }

    /** How many customers were dialled: GC tells of each offer and of each call that it is new. */
    async function dialled(): Promise<number> {
      const metrics = await (await fetch(`${stage().url}gc-connection/metrics`)).text();
      const [, told] = /^gc_events_total\{.*type="NewOutboundCall".*\} (\d+)$/m.exec(metrics) ?? [];
      return Number(told) - example.shown('offered').length;
    }

    it('offers a ready agent one contact after the other, and writes back what became of it', async () => {
      await begin();
      await beReady();
      assert.equal(await offer(), 'Ada');
      await example.press('3 Accept');
      assert.equal((await example.next<Told>('decided')).decision, 'accept');
      await example.press('3 Accept');
      assert.match((await example.next<Told>('decided')).error ?? '', /has no open offer/);
      await example.next('talking');
      await hangUp();
      const ada = await reaches('Ada', 'done');
      assert.deepEqual([ada.attempts, ada.result, ada.note], [1, 'answered', null]);
      assert.ok((ada.talk_seconds ?? 0) > 0);

      assert.equal(await offer(), 'Ben, busy');
      await example.press('4 Reject');
      await example.next('decided');
      const ben = await reaches('Ben', 'waiting');
      assert.deepEqual([ben.attempts, ben.result], [0, 'rejected']);

      assert.equal(await offer(), 'Dora', 'not Cleo, who must not be called');
      await example.press('5 Close');
      await example.next('decided');
      await reaches('Dora', 'closed');
      assert.deepEqual([example.shown('errors'), example.shown('database')], [[], []]);
      assert.equal(await dialled(), 1);
    });

    it('gives up a contact after so many attempts', async () => {
      await begin({ ATTEMPTS: '1' });
      await stage().postgres.query(`DELETE FROM contacts WHERE name <> 'Ben, busy'`);
      await beReady();
      await offer();
      assert.equal((await decide('accept')).status, 200);
      // The simulator, like Finesse, clears a failed call after 15 seconds.
      const ben = await reaches('Ben', 'given up');
      assert.deepEqual([ben.attempts, ben.result, ben.note], [1, 'busy', 'BUSY']);
    });

    it('calls each contact in its own time zone, at the hours of the flow', async () => {
      const hour = new Date().getUTCHours();
      const zoneAt = (wanted: number) =>
        `Etc/GMT${(((hour - wanted + 36) % 24) - 12).toString().replace(/^(?=\d)/, '+')}`;
      await begin({ CALL_FROM: '8:00', CALL_TO: '20:00' });
      await stage().postgres.query('UPDATE contacts SET time_zone = $1', zoneAt(3));
      await stage().postgres.query(`UPDATE contacts SET time_zone = $1 WHERE name = 'Dora'`, zoneAt(12));
      await beReady();
      assert.equal(await offer(), 'Dora', 'it is night where Ada and Ben are');
      await stage().postgres.query(`UPDATE contacts SET time_zone = $1 WHERE name = 'Dora'`, zoneAt(3));
      assert.equal((await decide('accept')).status, 409, 'it has become night there, too');
      assert.equal(await dialled(), 0);
    });

    it('does not call a contact who has asked not to be called since the offer', async () => {
      await begin();
      await beReady();
      await offer();
      await stage().postgres.query('UPDATE contacts SET do_not_call = true');
      assert.equal((await decide('accept')).status, 409);
      assert.equal((await decide('close')).status, 200);
      await reaches('Ada', 'closed');
      assert.equal(await dialled(), 0);
    });

    it('answers rubbish with 400 and the reason, and dials nothing', async () => {
      await begin();
      await beReady();
      await offer();
      const rubbish: [unknown, RegExp][] = [
        ['', /Unexpected end of JSON input/],
        ['accept', /not valid JSON/],
        [[], /be object/],
        [{ agentId: '1081' }, /required property 'decision'/],
        [{ agentId: '1081', decision: 'perhaps' }, /decision.* allowed values/],
        [{ agentId: 1081, decision: 'accept' }, /agentId.* be string/],
        [{ agentId: `1081' OR true --`, decision: 'accept' }, /agentId.* match pattern/],
        [{ agentId: '1081', decision: 'accept', number: '110' }, /additional properties/],
      ];
      for (const [body, reason] of rubbish) {
        const answer = await post<Told>(`${stage().url}preview`, body);
        assert.equal(answer.status, 400, JSON.stringify(body));
        assert.match(answer.body.error ?? '', reason);
      }
      for (const decision of decisions) {
        assert.equal((await decide(decision, '1082')).status, 409);
      }
      assert.equal((await contact('Ada')).state, 'offered');
      assert.equal(await dialled(), 0);
    });

    it('calls nobody without the database, and writes the result when it is back', async () => {
      await begin();
      await beReady();
      await offer();
      await stage().postgres.stop();
      const { status, body } = await decide('accept');
      assert.equal(status, 503);
      assert.match(body.error ?? '', /ECONNREFUSED|terminat/);
      assert.equal(await dialled(), 0);
      await stage().postgres.start();
      assert.equal((await decide('accept')).status, 200);
      await example.next('talking');
      await stage().postgres.stop();
      await hangUp();
      assert.match(await example.next<string>('database'), /ECONNREFUSED|terminat/);
      await stage().postgres.start();
      assert.equal((await reaches('Ada', 'done')).attempts, 1);
      assert.equal(await dialled(), 1);
    });

    it('does not offer a contact again of whom GC does not say whether it has called', async () => {
      await begin();
      await beReady();
      await offer();
      await example.press('8 GC stops answering');
      await example.next('simulated');
      const { status, body } = await decide('accept');
      assert.deepEqual([status, body.code], [504, 'GC_TIMEOUT']);
      assert.equal((await decide('accept')).status, 409);
      await example.press('9 GC answers again');
      await example.next('simulated');
      // GC has made the call, though it has not said so.
      await hangUp();
      assert.equal(await offer(), 'Ben, busy');
      const { state, note } = await contact('Ada');
      assert.equal(state, 'dialling');
      assert.match(note ?? '', /GC did not answer in time/);
    });
  });
});
