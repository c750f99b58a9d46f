import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { openDashboard, type DashboardPage } from './dashboard';
import { until } from '../support/wait';
import { onStage } from './stage';

const customer = '03001234567';

describe('the example of a call console', () => {
  onStage((stage) => {
    let dashboard: DashboardPage | undefined;
    let page: Page;

    beforeEach(async () => {
      await stage().deploy('20');
      dashboard = await openDashboard(`${stage().url}dashboard/console`);
      page = dashboard.page;
    });

    afterEach(() => dashboard?.close());

    it('answers the customer who waits, holds the call, takes it back, and hangs up', async () => {
      await answer(page);
      await press(page, 'Hold');
      await call(page, customer).filter({ hasText: 'on hold' }).waitFor();
      await press(page, 'Retrieve');
      await call(page, customer).filter({ hasText: 'talking' }).waitFor();
      await press(page, 'Hang up');
      await page.getByText('No call.').waitFor();
    });

    it('finds somebody in the phonebook, consults, and makes a conference of it', async () => {
      await answer(page);
      await find(page, 'ravi', 'Ravi Menon');
      await contact(page, 'Ravi Menon').getByRole('button', { name: 'Consult' }).click();
      await call(page, customer).filter({ hasText: 'on hold' }).waitFor();
      await call(page, '02079460120').filter({ hasText: 'talking' }).waitFor();
      await press(page, 'Conference');
      await call(page, customer).filter({ hasText: 'talking' }).waitFor();
      const parties = await page.locator('.gc-call .v-chip').allInnerTexts();
      assert.deepEqual(parties, [customer, '2001', '02079460120']);
    });

    it('consults, and completes the transfer', async () => {
      await answer(page);
      await find(page, 'маркова', 'No contact with this name or number.');
      await find(page, 'петров', 'Иван Петров');
      await contact(page, 'Иван Петров').getByRole('button', { name: 'Consult' }).click();
      await call(page, '+442079460121').filter({ hasText: 'talking' }).waitFor();
      await press(page, 'Complete transfer');
      await page.getByText('No call.').waitFor();
    });

    it('ends the consult call, and goes back to the customer', async () => {
      await answer(page);
      await contact(page, 'Marta Kowalska').getByRole('button', { name: 'Consult' }).click();
      const consultCall = call(page, '02079460100').filter({ hasText: 'consult call · talking' });
      await consultCall.getByRole('button', { name: 'Hang up' }).click();
      await press(page, 'Retrieve');
      await call(page, customer).filter({ hasText: 'talking' }).waitFor();
    });

    it('transfers to a number that is typed', async () => {
      await answer(page);
      await find(page, '2002', 'as typed');
      await contact(page, 'as typed').getByRole('button', { name: 'Transfer' }).click();
      await page.getByText('No call.').waitFor();
    });

    it('shows why nobody can be reached', async () => {
      await answer(page);
      await find(page, '404', 'as typed');
      await contact(page, 'as typed').getByRole('button', { name: 'Consult' }).click();
      await call(page, '404').filter({ hasText: 'consult call · failed' }).waitFor();
    });

    it('says what could not be done', async () => {
      await answer(page);
      await press(page, 'Hang up');
      await page.getByText('No call.').waitFor();
      await page.getByRole('button', { name: 'Customer hangs up' }).click();
      await page.getByText('NO_DIALOG_ID').waitFor();
    });
  });
});

/** Whoever does not answer in time is not ready any more, and the customer goes on waiting: then it begins again. */
async function answer(page: Page): Promise<void> {
  const waiting = page.locator('.gc-agent.gc-NOT_READY');
  const ringing = page.locator('.gc-call.gc-ALERTING');
  const talking = call(page, customer).filter({ hasText: 'talking' });
  const isTalking = async () => {
    await waiting.or(ringing).or(talking).first().waitFor();
    await pressIn(waiting, 'Ready');
    await pressIn(ringing, 'Answer');
    return talking.isVisible();
  };
  await until(isTalking, { what: 'the agent to talk to the customer' });
}

/** Presses a button, unless what it is about is over before that. */
async function pressIn(card: Locator, name: string): Promise<void> {
  const over = { timeout: 5000 };
  if (await card.isVisible()) {
    await card
      .getByRole('button', { name, exact: true })
      .click(over)
      .catch(() => undefined);
    await card.waitFor({ state: 'hidden', ...over }).catch(() => undefined);
  }
}

/** Marta Kowalska is in the phonebook, and not what is looked for; a list that still changes cannot be clicked into. */
async function find(page: Page, text: string, shown: string): Promise<void> {
  const another = contact(page, 'Marta Kowalska');
  const search = page.getByLabel('Name or number').first();
  await search.fill('');
  await another.waitFor();
  await search.fill(text);
  await another.waitFor({ state: 'hidden' });
  await page.getByText(shown).waitFor();
}

const call = (page: Page, number: string) =>
  page.locator('.gc-call').filter({ has: page.locator('.gc-name', { hasText: number }) });
const contact = (page: Page, name: string) => page.locator('.gc-contact').filter({ hasText: name });
const press = (page: Page, name: string) =>
  page.locator('.gc-call').getByRole('button', { name }).first().click();
