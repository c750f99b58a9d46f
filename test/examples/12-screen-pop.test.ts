import assert from 'node:assert/strict';
import { WebhookTarget } from '../support/webhook-target';
import { onStage, type Example } from './stage';

const customer = { customer_id: 'C-1001', name: 'Amina Yusuf', segment: 'gold' };

describe('the example of the screen pop', () => {
  onStage((stage) => {
    let crm: WebhookTarget;
    let example: Example;

    beforeEach(async () => {
      crm = await WebhookTarget.start();
    });

    afterEach(() => crm.down());

    /** Until somebody can call. */
    async function deploy(properties?: Record<string, string>): Promise<void> {
      example = await stage().deploy('12', properties);
      await example.next('customers');
      await example.press('1 Log in');
      await example.next('ready');
    }

    /** Who calls, as the CRM is told. */
    async function pushed(button: string): Promise<unknown> {
      await example.press(button);
      const { method, path, body } = await crm.next();
      assert.deepEqual([method, path], ['POST', '/']);
      const { dialogId, ...rest } = body as { dialogId: string };
      assert.match(dialogId, /^\d+$/);
      await example.next('name set');
      await example.press('4 Hang up');
      await example.next('hung up');
      return rest;
    }

    const toCrm = () => ({ CRM_URL: crm.url });
    const fromCustomer = { agentId: '1081', phone: '03001234567' };

    it('shows who calls, on the stand-in that comes with it', async () => {
      await deploy();
      await example.press('2 A customer calls');
      assert.deepEqual(await example.next('screen pop'), { opened: 'C-1001', phone: '03001234567' });
      assert.equal(await example.next('name set'), 'Amina Yusuf (gold)');
      assert.deepEqual(example.shown('errors'), []);
      const response = await fetch(`${stage().url}crm/screen-pop`, { method: 'POST' });
      assert.equal(response.status, 400);
      assert.deepEqual(await response.json(), { error: 'There is no dialogId.' });
    });

    it('tells a CRM elsewhere who calls, and of a stranger the number', async () => {
      await deploy(toCrm());
      assert.deepEqual(await pushed('2 A customer calls'), { ...fromCustomer, customer });
      assert.deepEqual(await pushed('3 A stranger calls'), { agentId: '1081', phone: '04095550100' });
      assert.deepEqual(example.shown('name set'), ['Amina Yusuf (gold)', 'unknown']);
      assert.equal(crm.requests.length, 2);
    });

    it('takes out of a name what GC reserves for itself', async () => {
      await deploy(toCrm());
      await stage().postgres.query(`UPDATE customers SET name = E'Núñez, Zoë|#1\\n'`);
      await pushed('2 A customer calls');
      assert.deepEqual(example.shown('name set'), ['Núñez Zoë 1 (gold)']);
    });

    it('goes on without the look-up while the database is away, and with it afterwards', async () => {
      await deploy(toCrm());
      await stage().postgres.stop();
      assert.deepEqual(await pushed('2 A customer calls'), fromCustomer);
      assert.match(await example.next<string>('look-up failed'), /ECONNREFUSED|terminat/);
      await stage().postgres.start();
      assert.deepEqual(await pushed('2 A customer calls'), { ...fromCustomer, customer });
    });

    it('says that the CRM is away, or refuses, and goes on', async () => {
      await deploy(toCrm());
      await crm.down();
      await example.press('2 A customer calls');
      assert.match(await example.next<string>('errors'), /ECONNREFUSED/);
      await example.press('4 Hang up');
      await example.next('hung up');
      await crm.up();
      crm.answer = { status: 503, body: { reason: 'too busy' } };
      await pushed('2 A customer calls');
      assert.deepEqual(await example.next('refused'), { reason: 'too busy' });
      assert.equal(example.status('refused'), '503');
      crm.answer = { status: 200 };
      assert.deepEqual(await pushed('2 A customer calls'), { ...fromCustomer, customer });
    });
  });
});
