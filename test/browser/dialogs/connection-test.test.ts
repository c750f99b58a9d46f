import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { GcClient } from '../../../lib/client';
import { startSimulator, type Simulator } from '../../../lib/simulator';
import { startBroker, type Broker } from '../../../lib/simulator/broker';
import { barriersIn } from '../../support/accessibility';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { freePort } from '../../support/ports';

const login = { user: 'node-red', password: 'only-the-server-knows' };
const storePassword = 'only-the-server-knows-this-too';
/** Its port is that of the broker, once there is one. */
const centre = {
  id: 'centre',
  type: 'gc-connection',
  mode: 'gc',
  host: '127.0.0.1',
  port: '1',
  destination: 'here',
};
const flows = [
  { id: 'flow', type: 'tab', label: 'Test' },
  centre,
  { id: 'right', type: 'gc-agent', agentId: '1081', extension: '2001' },
  { id: 'wrong', type: 'gc-agent', agentId: '1082', extension: '2002' },
  { id: 'working', type: 'gc-agent', agentId: '1083', extension: '2003' },
];
const credentials = {
  centre: { ...login, storePassword },
  right: { password: 'secret' },
  wrong: { password: 'mistaken' },
  working: { password: 'secret' },
};

// Errors in the page are noticed when the session ends.
describe('the Test button of a connection', () => {
  let broker: Broker;
  let lonelyBroker: Broker;
  let nowhere: number;
  let simulator: Simulator;
  /** Another client of the same GC. */
  let colleague: GcClient;

  before(async () => {
    broker = await startBroker(login);
    centre.port = String(broker.port);
    lonelyBroker = await startBroker({ ...login, password: 'lonely' });
    nowhere = await freePort();
    const address = { host: '127.0.0.1', port: broker.port };
    simulator = await startSimulator({ broker: { ...address, ...login } });
    colleague = new GcClient({ brokers: [address], ...login, destination: 'colleague' });
    await colleague.connect();
    await colleague.login({ agentId: '1083', extension: '2003', password: 'secret' });
  });

  after(async () => {
    await colleague.close();
    await simulator.close();
    await broker.close();
    await lonelyBroker.close();
  });

  inEachEditor(
    flows,
    (session) => {
      /** Types into the dialog, presses the button, and returns what is reported of each step. */
      async function test(
        port: number,
        { password, agent }: { password?: string; agent?: string } = {},
      ): Promise<{ outcomes: Record<string, string>; words: string }> {
        const { page } = session();
        const dialog = await Dialog.of(page, 'centre');
        await dialog.field('port').fill(String(port));
        if (password !== undefined) {
          await dialog.field('password').fill(password);
        }
        if (agent !== undefined) {
          await dialog.tray.locator('#gc-connection-test-agent').selectOption(agent);
        }
        const answer = page.waitForResponse(/gc-connection\/test$/);
        await dialog.tray.locator('#gc-connection-test').click();
        const response = await answer;
        const said = `${String(response.request().postData())} ${await response.text()}`;
        assert.doesNotMatch(said, /only-the-server-knows|secret/, 'Stored passwords stay on the server.');
        const steps = dialog.tray.locator('#gc-connection-test-report [data-step]');
        await steps.first().waitFor();
        const words = (await steps.allInnerTexts()).join('\n');
        const outcomes = await steps.evaluateAll((lines) =>
          lines.map(({ dataset }) => [String(dataset['step']), String(dataset['outcome'])] as const),
        );
        await dialog.cancel();
        return { outcomes: Object.fromEntries(outcomes), words };
      }

      const stateOf = (agentId: string) => simulator.truth.find((agent) => agent.agentId === agentId)?.state;

      it('says that nothing listens', async () => {
        const { outcomes, words } = await test(nowhere, { password: 'typed', agent: 'right' });
        assert.deepEqual(outcomes, { broker: 'unreachable', gc: 'skipped', login: 'skipped' });
        assert.match(words, /127\.0\.0\.1:\d+ cannot be reached\. Check host, port/);
      });

      it('says that the password of the broker is wrong, which was typed and not saved', async () => {
        const { outcomes, words } = await test(broker.port, { password: 'mistyped', agent: 'right' });
        assert.deepEqual(outcomes, { broker: 'refused', gc: 'skipped', login: 'skipped' });
        assert.match(words, /refuses the login\. Correct user and password/);
      });

      it('says that a broker which is not deployed does not get the stored password', async () => {
        const { outcomes, words } = await test(lonelyBroker.port, { agent: 'right' });
        assert.deepEqual(outcomes, { broker: 'withheld', gc: 'skipped', login: 'skipped' });
        assert.match(
          words,
          /nothing was sent to it: stored passwords .* Type user and password here, or deploy/,
        );
      });

      it('says that there is no GC behind the broker', async () => {
        const { outcomes, words } = await test(lonelyBroker.port, { password: 'lonely', agent: 'right' });
        assert.deepEqual(outcomes, { broker: 'well', gc: 'silent', login: 'skipped' });
        assert.match(words, /does not answer\. Check whether GC runs/);
      });

      it('says that the password of the agent is wrong', async () => {
        const { outcomes, words } = await test(broker.port, { agent: 'wrong' });
        assert.deepEqual(outcomes, { broker: 'well', gc: 'well', login: 'refused' });
        assert.match(words, /Login of agent 1082 is refused\. Correct login id, password/);
      });

      it('says that all is well, and has logged the agent out again', async () => {
        const { outcomes, words } = await test(broker.port, { agent: 'right' });
        assert.deepEqual(outcomes, { broker: 'well', gc: 'well', login: 'well' });
        assert.match(words, /Login of agent 1081 works/);
        assert.equal(stateOf('1081'), 'LOGOUT');
      });

      it('leaves an agent alone who is logged in elsewhere', async () => {
        const before = colleague.agent('1083');
        const { outcomes } = await test(broker.port, { agent: 'working' });
        assert.deepEqual(outcomes, { broker: 'well', gc: 'well', login: 'unclear' });
        assert.equal(stateOf('1083'), 'NOT_READY');
        assert.deepEqual(colleague.agent('1083'), before);
      });

      it('tries each standby, and no login where no agent is chosen', async () => {
        const { page } = session();
        await page.setViewportSize({ width: 1366, height: 600 });
        const dialog = await Dialog.of(page, 'centre');
        await dialog.field('port').fill(String(nowhere));
        await dialog.tray.locator('.red-ui-editableList-addButton').first().click();
        await dialog.tray.locator('.gc-broker-host').fill('127.0.0.1');
        await dialog.tray.locator('.gc-broker-port').fill(String(broker.port));
        await dialog.tray.locator('#gc-connection-test').click();
        const report = dialog.tray.locator('#gc-connection-test-report');
        const lastLine = report.locator('[data-step=login][data-outcome=no-agent]');
        await lastLine.waitFor();
        assert.ok(await isInView(lastLine), 'The report is in view.');
        const brokers = report.locator('[data-step=broker]');
        assert.deepEqual(
          await brokers.evaluateAll((lines) => lines.map((line) => (line as HTMLElement).dataset['outcome'])),
          ['withheld', 'well'],
        );
        assert.deepEqual(await barriersIn(page, '#gc-connection-test-report'), []);
        await dialog.cancel();
        await page.setViewportSize({ width: 1440, height: 900 });
      });

      describe('with a store', () => {
        /** Chooses a store on the tab Memory and tests; returns what is reported of it. */
        async function testStore(kind: string, fields: Record<string, string> = {}) {
          const { page } = session();
          const dialog = await Dialog.of(page, 'centre');
          await dialog.field('mode').selectOption('simulator');
          await dialog.openTab('Memory');
          await dialog.field('store').selectOption(kind);
          const shown = await dialog.shown('storeHost', 'storeDatabase', 'storePassword');
          for (const [name, value] of Object.entries(fields)) {
            await dialog.field(name).fill(value);
          }
          await dialog.tray.locator('#gc-connection-test').click();
          const report = dialog.tray.locator('#gc-connection-test-report');
          await report.locator('[data-step=login]').waitFor();
          const step = report.locator('[data-step=store]');
          const found = (await step.count()) === 0 ? undefined : await step.getAttribute('data-outcome');
          const words = await report.innerText();
          await dialog.cancel();
          return { shown, found, words };
        }
        const database = { storeHost: '127.0.0.1', storeDatabase: 'calls' };

        it('in memory has nothing to test', async () => {
          const { shown, found } = await testStore('memory');
          assert.deepEqual([shown, found], [[], undefined]);
        });

        it('says that the file in the user directory can be used', async () => {
          const { shown, found, words } = await testStore('file');
          assert.deepEqual([shown, found], [[], 'well']);
          assert.match(words, /Store can be used/);
        });

        it('says what PostgreSQL needs', async () => {
          const typed = { ...database, storePassword: 'typed' };
          const { shown, found, words } = await testStore('postgres', typed);
          assert.deepEqual(shown, ['storeHost', 'storeDatabase', 'storePassword']);
          assert.equal(found, 'unavailable');
          assert.match(words, /Store cannot be used.*npm install pg/s);
        });

        it('does not give a stored password to a database that is not deployed', async () => {
          const { found, words } = await testStore('postgres', database);
          assert.equal(found, 'withheld');
          assert.match(words, /Store was not tried, and nothing was sent to it: stored passwords/);
        });
      });

      it('needs nothing but itself with the simulator', async () => {
        const dialog = await Dialog.of(session().page, 'centre');
        await dialog.field('mode').selectOption('simulator');
        await dialog.tray.locator('#gc-connection-test').click();
        const report = dialog.tray.locator('#gc-connection-test-report');
        await report.locator('[data-step=login][data-outcome=no-agent]').waitFor();
        assert.equal(await report.locator('[data-step=gc]').getAttribute('data-outcome'), 'well');
        await dialog.tray.locator('#gc-connection-test-agent').selectOption('right');
        await dialog.tray.locator('#gc-connection-test').click();
        await report.locator('[data-step=login][data-outcome=well]').filter({ hasText: '1081' }).waitFor();
        await dialog.cancel();
      });

      it('is given up when the dialog closes', async () => {
        const { page } = session();
        const dialog = await Dialog.of(page, 'centre');
        await dialog.field('port').fill(String(lonelyBroker.port));
        await dialog.field('password').fill('lonely');
        const givenUp = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/test'));
        await dialog.tray.locator('#gc-connection-test').click();
        await dialog.cancel();
        assert.match(String((await givenUp).failure()?.errorText), /ABORTED/);
      });
    },
    { credentials },
  );
});

/** Whether the middle of an element is to be seen: nothing covers it, and it is not scrolled away. */
function isInView(element: Locator): Promise<boolean> {
  return element.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return seen !== null && one.contains(seen);
  });
}
