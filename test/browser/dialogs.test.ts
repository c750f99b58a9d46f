import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/run.mjs';
import { Dialog } from '../support/dialog';
import { inEachEditor } from '../support/editor-session';
import { nodeLabelled } from '../support/gestures';

const example = path.join(root, 'examples', '01 - Quick start.json');
const flows = JSON.parse(readFileSync(example, 'utf8')) as { id: string; type: string }[];
const [tab, connection] = ['tab', 'gc-connection'].map(
  (type) => flows.find((node) => node.type === type)?.id,
);

/** Nodes that are not in the example, as the palette makes them. */
const more = [
  {
    id: 'a1',
    type: 'gc-wait',
    about: 'call',
    match: 'one-of',
    agentStates: 'READY',
    agentStatesType: 'states',
    callStates: 'ANSWERED',
    callStatesType: 'states',
    dialogId: 'dialogId',
    dialogIdType: 'msg',
    seconds: '15',
    secondsType: 'str',
  },
  { id: 'a2', type: 'gc-trigger', states: ['NOT_READY'], seconds: '600', countFrom: 'state' },
  { id: 'a3', type: 'gc-snapshot', about: 'all', dialogId: 'dialogId', team: 'payload', refresh: false },
].map((node, index) => ({ z: tab, x: 200, y: 700 + 60 * index, connection, wires: [], ...node }));

interface Place {
  /** Label of a node in the example. */
  node: string;
  /** The field of that node in which the configuration node is chosen. */
  field?: string;
}

/** Where to find a dialog of each type, by the type's name in the help. */
const places = {
  'agent state': { node: 'log in → 1081' },
  'make call': { node: '1081 → msg.payload' },
  'call control': { node: 'answer' },
  'event in': { node: 'all events' },
  wait: { node: 'until ANSWERED, 15 s' },
  'state trigger': { node: 'NOT_READY for 600 s' },
  snapshot: { node: 'everything' },
  simulator: { node: 'incoming call → 1081' },
  'GC connection': { node: 'log in → 1081', field: 'connection' },
  'GC agent': { node: 'log in → 1081', field: 'agent' },
} as const satisfies Record<string, Place>;
const all = Object.entries<Place>(places);

// Errors in the page are noticed when the session ends.
describe('the dialogs', () => {
  inEachEditor([...flows, ...more], (session, version) => {
    for (const [title, place] of all) {
      it(`open, with their help: ${title}`, async () => {
        const { page } = session();
        await inDialog(page, place, async (dialog) => {
          assert.deepEqual(await unreadableLabels(dialog), []);
          await dialog.tray.locator('.red-ui-tray-footer .fa-book').click();
          await page.locator('.red-ui-help-title').getByText(title, { exact: true }).waitFor();
          const described = place.field === undefined ? '.message-properties > dt' : 'p > strong';
          await page.locator('.red-ui-help:visible').locator(described).first().waitFor();
        });
      });
    }

    it('show only the fields that an action of an agent needs', async () => {
      await inDialog(session().page, places['agent state'], async (dialog) => {
        const shown = () => dialog.shown('agentId', 'reasonCode', 'sendAnyway');
        assert.deepEqual(await shown(), []);
        await dialog.chooseOption('action', 'log out');
        assert.deepEqual(await shown(), ['reasonCode', 'sendAnyway']);
        await dialog.chooseOption('action', 'ready');
        assert.deepEqual(await shown(), ['sendAnyway']);
        await dialog.chooseType('action', 'msg.');
        await dialog.field('agent').selectOption('none');
        assert.deepEqual(await shown(), ['agentId', 'reasonCode', 'sendAnyway']);
      });
    });

    it('show only the fields that an action of a call needs', async () => {
      await inDialog(session().page, places['call control'], async (dialog) => {
        const shown = () => dialog.shown('dialogId', 'wrapUpReason', 'variableName', 'variableValue');
        assert.deepEqual(await shown(), ['dialogId']);
        await dialog.chooseOption('action', 'set wrap-up reason');
        assert.deepEqual(await shown(), ['dialogId', 'wrapUpReason']);
        await dialog.chooseOption('action', 'set call variable');
        assert.deepEqual(await shown(), ['dialogId', 'variableName', 'variableValue']);
        await dialog.chooseType('action', 'msg.');
        assert.deepEqual(await shown(), ['dialogId', 'wrapUpReason', 'variableName', 'variableValue']);
      });
    });

    it('show only the fields that an action of the simulator needs', async () => {
      await inDialog(session().page, places.simulator, async (dialog) => {
        const shown = () => dialog.shown('to', 'from', 'number', 'fault', 'delayMs', 'agents');
        assert.deepEqual(await shown(), ['to', 'from']);
        await dialog.chooseOption('action', 'customer hangs up');
        assert.deepEqual(await shown(), ['to']);
        await dialog.chooseOption('action', 'preview call');
        assert.deepEqual(await shown(), ['to', 'number']);
        await dialog.chooseOption('action', 'load on');
        assert.deepEqual(await shown(), ['agents']);
        await dialog.chooseOption('action', 'fault on');
        assert.deepEqual(await shown(), ['to', 'fault', 'delayMs']);
        await dialog.chooseType('fault', 'Fault');
        assert.deepEqual([await dialog.option('fault'), await shown()], ['broker gone', ['fault']]);
        await dialog.chooseOption('fault', 'late logout (-1)');
        assert.deepEqual(await shown(), ['to', 'fault']);
        await dialog.chooseOption('action', 'GC out of service');
        assert.deepEqual(await shown(), []);
        await dialog.chooseType('action', 'msg.');
        assert.deepEqual(await shown(), ['to', 'from', 'number', 'fault', 'delayMs', 'agents']);
      });
    });

    it('show only the fields that belong to what is waited for', async () => {
      await inDialog(session().page, places.wait, async (dialog) => {
        const shown = () =>
          dialog.shown('agentId', 'dialogId', 'match', 'agentStates', 'callStates', 'seconds');
        assert.deepEqual(await shown(), ['agentId', 'dialogId', 'callStates', 'seconds']);
        assert.equal(await dialog.option('callStates'), 'ANSWERED');
        await dialog.field('about').selectOption('agent');
        assert.deepEqual(await shown(), ['agentId', 'match', 'agentStates', 'seconds']);
        await dialog.chooseType('agentStates', 'msg.');
        assert.deepEqual(await shown(), ['agentId', 'match', 'agentStates', 'seconds']);
      });
    });

    it('show only the fields that belong to what a snapshot is of', async () => {
      await inDialog(session().page, places.snapshot, async (dialog) => {
        const shown = () => dialog.shown('agent', 'agentId', 'dialogId', 'team', 'refresh', 'timeout');
        assert.deepEqual(await shown(), ['refresh']);
        await dialog.field('refresh').check();
        assert.deepEqual(await shown(), ['refresh', 'timeout']);
        await dialog.field('about').selectOption('team');
        assert.deepEqual(await shown(), ['agent', 'agentId', 'team', 'refresh', 'timeout']);
        await dialog.field('refresh').uncheck();
        assert.deepEqual(await shown(), ['team', 'refresh']);
        await dialog.field('about').selectOption('agent');
        assert.deepEqual(await shown(), ['agent', 'agentId', 'refresh']);
        await dialog.field('about').selectOption('call');
        assert.deepEqual(await shown(), ['agent', 'agentId', 'dialogId', 'refresh']);
        await dialog.field('about').selectOption('health');
        assert.deepEqual(await shown(), []);
      });
    });

    it('show the defaults of what an older flow does not have', async () => {
      await inDialog(session().page, places['make call'], async (dialog) => {
        assert.equal(await dialog.selected('stage'), 'GC sets the call up');
        assert.equal(await dialog.field('timeout').inputValue(), '');
      });
    });

    it('show in tabs what counts for the simulator, or for a broker', async () => {
      await inDialog(session().page, places['GC connection'], async (dialog) => {
        assert.deepEqual(await dialog.tabs(), ['Simulator', 'Delivery', 'Recovery', 'Safety']);
        assert.deepEqual(await dialog.shown('simulatorFormat', 'host', 'timeout'), ['simulatorFormat']);
        await dialog.openTab('Delivery');
        assert.deepEqual(await dialog.shown('timeout', 'whileAway', 'delivery'), ['timeout', 'whileAway']);
        await dialog.field('mode').selectOption('gc');
        assert.deepEqual(await dialog.tabs(), ['Broker', 'GC', 'Delivery', 'Recovery', 'Safety']);
        assert.deepEqual(await dialog.shown('host', 'password', 'destination'), ['host', 'password']);
        await dialog.openTab('Delivery');
        assert.deepEqual(await dialog.shown('delivery', 'consumerName'), ['delivery']);
        await dialog.field('delivery').selectOption('queue');
        assert.deepEqual(await dialog.shown('delivery', 'consumerName'), ['delivery', 'consumerName']);
        for (const tab of await dialog.tabs()) {
          await dialog.openTab(tab);
          assert.deepEqual(await unreadableLabels(dialog), []);
        }
      });
    });

    it('keep a list of standby brokers', async () => {
      const { page } = session();
      const dialog = await Dialog.open(nodeLabelled(page, 'log in → 1081'));
      const connection = await dialog.edit('connection');
      await connection.field('mode').selectOption('gc');
      for (const [row, host] of ['standby.example', ''].entries()) {
        await connection.tray.locator('.red-ui-editableList-addButton').click();
        await connection.tray.locator('.gc-broker-host').nth(row).fill(host);
      }
      await connection.tray.locator('.gc-broker-port').first().fill('61614');
      await connection.done();
      const again = await dialog.edit('connection');
      assert.equal(await again.tray.locator('.gc-broker-host').inputValue(), 'standby.example');
      assert.equal(await again.tray.locator('.gc-broker-port').inputValue(), '61614');
      await again.field('mode').selectOption('simulator');
      await again.done();
      await dialog.done();
    });

    it('ask how to call a mobile phone only where there is one', async () => {
      await inDialog(session().page, places['GC agent'], async (dialog) => {
        assert.deepEqual(await dialog.shown('mobilePhone', 'mobileMode'), ['mobilePhone']);
        await dialog.field('mobilePhone').fill('0123456');
        assert.deepEqual(await dialog.shown('mobilePhone', 'mobileMode'), ['mobilePhone', 'mobileMode']);
      });
    });

    if (version === '5') {
      it('open in the dark theme', async () => {
        const { page } = session();
        await chooseDarkTheme(page);
        for (const [, place] of all) {
          await inDialog(page, place, async (dialog) => {
            assert.deepEqual(await unreadableLabels(dialog), []);
          });
        }
      });
    }
  });
});

/** Opens a dialog, looks at it, and cancels it. */
async function inDialog(page: Page, { node, field }: Place, look: (dialog: Dialog) => Promise<void>) {
  const dialog = await Dialog.open(nodeLabelled(page, node));
  if (field === undefined) {
    await look(dialog);
  } else {
    const inner = await dialog.edit(field);
    await look(inner);
    await inner.cancel();
  }
  await dialog.cancel();
}

/** Labels without a text, or with the key of a text that the catalogue does not have. */
async function unreadableLabels(dialog: Dialog): Promise<string[]> {
  const labels = await dialog.tray.locator('.form-row label:visible').allInnerTexts();
  assert.ok(labels.length >= 3, labels.join());
  return labels.filter((label) => /^\s*$|\w\.\w/.test(label));
}

async function chooseDarkTheme(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.locator('#user-settings-view-dark-theme').selectOption('dark');
  await page.locator('#node-dialog-ok').click();
  await page.locator('html.nr-theme-dark').waitFor();
  await page.locator('#node-dialog-ok').waitFor({ state: 'detached' });
}
