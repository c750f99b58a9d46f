import assert from 'node:assert/strict';
import { post, type Answer } from './post';
import { until } from '../support/wait';
import { onStage, type Example } from './stage';

interface Dialled {
  dialled?: string;
  dialogId?: string;
  cause?: string;
  reason?: string;
}

describe('the example of numbers as people write them', () => {
  onStage((stage) => {
    let example: Example;

    beforeEach(async () => {
      example = await stage().deploy('30');
      await example.press('1 Log in');
      assert.equal(await example.next('ready'), 'READY');
    });

    const dial = (number: string): Promise<Answer<Dialled>> =>
      post(`${stage().url}numbers/dial`, { agentId: '1081', number });

    /** The flow fills its table a moment after the start, and an agent can be ready before. */
    async function hasCustomers(): Promise<boolean> {
      const flow = example.nodes.find(({ type }) => type === 'tab')?.id ?? '';
      const response = await fetch(`${stage().url}context/flow/${flow}/customers`);
      const { format } = (await response.json()) as { format: string };
      return format !== 'undefined';
    }

    async function hangUp(): Promise<void> {
      await example.press('Hang up');
      await example.next('hung up');
    }

    it('dials what the CRM writes, and answers with what was dialled', async () => {
      await example.press('2 Dial a number of the CRM');
      const { dialled, dialogId } = await example.next<Dialled>('answer to the CRM');
      assert.equal(dialled, '902079460123');
      assert.match(dialogId ?? '', /^\d+$/);
      await hangUp();
      for (const [written, expected] of [
        ['7946 0123', '902079460123'],
        ['tel:+49-30-901820', '9004930901820'],
        ['2002', '2002'],
      ] as const) {
        const { status, body } = await dial(written);
        assert.deepEqual([status, body.dialled], [200, expected]);
        await hangUp();
      }
      assert.deepEqual(example.shown('errors'), []);
    });

    it('refuses emergency numbers, and what is no number', async () => {
      await example.press('3 Dial an emergency number');
      const { cause } = await example.next<Dialled>('answer to the CRM');
      assert.equal(cause, 'GC_EMERGENCY_NUMBER');
      const emergency = await dial('999');
      assert.deepEqual([emergency.status, emergency.body.dialled], [403, undefined]);
      const none = await dial('the customer');
      assert.deepEqual([none.status, none.body.cause], [400, 'GC_INVALID_PARAMETER']);
      assert.match(none.body.reason ?? '', /no digit/);
    });

    it('finds a caller in every form of the number', async () => {
      await until(hasCustomers, { what: 'the table of customers' });
      for (const button of ['4 A customer calls', '5 The same customer, with the country code']) {
        await example.press(button);
        const { customer } = await example.next<{ customer?: { name: string } }>('screen pop');
        assert.equal(customer?.name, 'Amina Yusuf');
        await example.press('Caller hangs up');
        await example.next('call over');
      }
      assert.deepEqual(example.shown('errors'), []);
    });
  });
});
