import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { untilReady } from '../../support/browser';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { changeEveryField } from '../../support/every-field';
import { deploy } from '../../support/gestures';
import { readPackageJson } from '../../support/node-red';
import { until } from '../../support/wait';

type Properties = Readonly<Record<string, unknown>>;

/** What a type has registered in the editor. */
interface Definition {
  readonly category: string;
  readonly paletteLabel: string;
  readonly defaults: Readonly<Record<string, { readonly value: unknown; readonly type?: string }>>;
  readonly credentials: Readonly<Record<string, { readonly type: 'text' | 'password' }>>;
}

declare const RED: {
  nodes: {
    getType(type: string): Definition & { credentials?: Definition['credentials'] };
    node(id: string): Properties;
    import(nodes: readonly object[]): void;
  };
  workspaces: { show(id: string): void };
};

const types = Object.keys(readPackageJson()['node-red'].nodes);

/** What there is to choose from. */
const flow = [
  { id: 'flow', type: 'tab', label: 'Every dialog' },
  { id: 'connection-1', type: 'gc-connection', name: 'One', mode: 'simulator', version: 1 },
  { id: 'connection-2', type: 'gc-connection', name: 'Two', mode: 'simulator', version: 1 },
  { id: 'agent-1', type: 'gc-agent', agentId: '1081', extension: '2001', mobilePhone: '', version: 1 },
  { id: 'agent-2', type: 'gc-agent', agentId: '1082', extension: '2002', mobilePhone: '', version: 1 },
  ...['calendar-1', 'calendar-2'].map((id) => ({ id, type: 'gc-calendar', name: id, week: {}, version: 1 })),
  { id: 'tls', type: 'tls-config', name: 'TLS' },
];

/** What a field for a configuration node of this type holds beforehand. */
const configuration: Properties = {
  'gc-connection': 'connection-1',
  'gc-agent': 'agent-1',
  'gc-calendar': 'calendar-1',
};

/** Properties that follow from others, and so have no field. */
const implied = ['version', 'reasonLabel', 'commandType', 'outputs'];

// Errors in the page are noticed when the session ends.
describe('every dialog', () => {
  inEachEditor(flow, (session) => {
    /** The properties that the dialogs left behind, by type. */
    const changed = new Map<string, Properties>();
    let exported: string;

    for (const type of types) {
      it(`opens, with its help, and changes every property: ${type}`, async () => {
        const { page } = session();
        await addNode(page, type);
        const definition = await definitionOf(page, type);
        const before = await propertiesOf(page, type);
        const dialog = await Dialog.of(page, type);
        assert.deepEqual(await unreadableLabels(dialog), []);
        await findInHelp(dialog, definition);
        const unchanged = await changeEveryField(dialog, type, edited(definition));
        assert.deepEqual(unchanged, [], 'The dialog has no field for these.');
        await dialog.done();

        const after = await propertiesOf(page, type);
        const same = Object.keys(before).filter((name) => isSame(before[name], after[name]));
        assert.deepEqual(
          same.filter((name) => !implied.includes(name)),
          [],
        );
        assert.equal(await page.evaluate((id) => RED.nodes.node(id)['valid'], type), true);
        changed.set(type, after);
      });
    }

    it('shows what it has saved', async () => {
      const { page } = session();
      for (const type of types) {
        const dialog = await Dialog.of(page, type);
        await dialog.done();
        assert.deepEqual(await propertiesOf(page, type), changed.get(type), type);
      }
    });

    it('deploys what it has changed', async () => {
      const { page, nodeRed } = session();
      await deploy(page);
      const deployed = await getJson<{ id: string }[]>(`${nodeRed.url}flows`);
      for (const type of types) {
        const node = deployed.find(({ id }) => id === type);
        assert.ok(node, type);
        assert.deepEqual(partOf(node, changed.get(type)), changed.get(type), type);
        const { credentials } = await definitionOf(page, type);
        const kept = await getJson<Properties>(`${nodeRed.url}credentials/${type}/${type}`);
        for (const [name, { type: of }] of Object.entries(credentials)) {
          assert.ok(of === 'password' ? kept[`has_${name}`] === true : kept[name], `${type}: ${name}`);
        }
      }
    });

    it('is exported', async () => {
      const { page } = session();
      await page.keyboard.press('Control+e');
      const dialog = page.getByRole('dialog', { name: 'Export nodes' });
      await dialog.getByText('all flows').click();
      exported = await dialog.locator('#red-ui-clipboard-dialog-export-text').inputValue();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
    });

    it('is imported again into an empty editor', async () => {
      const { page, nodeRed } = session();
      const headers = { 'Content-Type': 'application/json', 'Node-RED-Deployment-Type': 'full' };
      const emptied = await fetch(`${nodeRed.url}flows`, { method: 'POST', headers, body: '[]' });
      assert.ok(emptied.ok);
      await page.reload();
      await untilReady(page);
      await page.keyboard.press('Control+i');
      const dialog = page.getByRole('dialog', { name: 'Import nodes' });
      const text = dialog.locator('#red-ui-clipboard-dialog-import-text');
      await text.fill(exported);
      // Node-RED looks at the text when a key is released.
      await text.press('End');
      await dialog.getByRole('button', { name: 'Import', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      for (const type of types) {
        assert.deepEqual(await propertiesOf(page, type), changed.get(type), type);
      }
    });
  });
});

/** Puts a node into the flow, with the type for its id, as the palette makes it. */
async function addNode(page: Page, type: string): Promise<void> {
  const { category, defaults } = await definitionOf(page, type);
  const index = types.indexOf(type);
  const place = { z: 'flow', x: 150 + 250 * (index % 3), y: 60 + 60 * Math.floor(index / 3), wires: [] };
  const values = Object.entries(defaults).map(([name, { value, type: of = '' }]) => [
    name,
    configuration[of] ?? value,
  ]);
  const node = { id: type, type, ...(category === 'config' ? {} : place), ...Object.fromEntries(values) };
  await page.evaluate((added) => {
    RED.nodes.import([added]);
  }, node);
}

function definitionOf(page: Page, type: string): Promise<Definition> {
  return page.evaluate((of) => {
    const { category, paletteLabel, defaults, credentials = {} } = RED.nodes.getType(of);
    return JSON.parse(JSON.stringify({ category, paletteLabel, defaults, credentials })) as Definition;
  }, type);
}

/** The values of all properties that are saved with a flow. */
async function propertiesOf(page: Page, id: string): Promise<Properties> {
  const { defaults } = await definitionOf(page, id);
  const node = await page.evaluate(({ of, names }) => names.map((name) => [name, RED.nodes.node(of)[name]]), {
    of: id,
    names: Object.keys(defaults),
  });
  return Object.fromEntries(node) as Properties;
}

/** What the dialog must have a field for. The type of a typed input belongs to the field of its value. */
function edited({ defaults, credentials }: Definition): string[] {
  const names = Object.keys(defaults).filter((name) => !implied.includes(name));
  const values = names.filter((name) => !name.endsWith('Type') || !names.includes(name.slice(0, -4)));
  return [...values, ...Object.keys(credentials)];
}

/** The properties of a message that the fields of a new node name. */
function readFromMessages({ defaults }: Definition): string[] {
  const names = Object.keys(defaults).filter((name) => defaults[`${name}Type`]?.value === 'msg');
  return names.map((name) => String(defaults[name]?.value));
}

/** Opens the help from the dialog, and finds all in it that the fields read from messages. */
async function findInHelp({ tray }: Dialog, definition: Definition): Promise<void> {
  const page = tray.page();
  await tray.locator('.red-ui-tray-footer .fa-book').click();
  await page.locator('.red-ui-help-title').getByText(definition.paletteLabel, { exact: true }).waitFor();
  const properties = page.locator('.red-ui-help:visible .message-properties > dt');
  const names = readFromMessages(definition);
  const isDescribed = async () => {
    const described = await properties.evaluateAll((all) => all.map((one) => one.firstChild?.textContent));
    return names.every((name) => described.includes(name));
  };
  await until(isDescribed, { what: `the help to tell of ${names.join()}` });
}

/** Labels without a text, or with the key of a text that the catalogue does not have. */
async function unreadableLabels(dialog: Dialog): Promise<string[]> {
  const labels = await dialog.tray.locator('.form-row label:visible').allInnerTexts();
  assert.ok(labels.length >= 2, labels.join());
  return labels.filter((label) => /^\s*$|\w\.\w/.test(label));
}

function partOf(whole: object, part: object = {}): Properties {
  const all = whole as Properties;
  return Object.fromEntries(Object.keys(part).map((name) => [name, all[name]]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: { Accept: 'application/json' } });
  assert.equal(response.status, 200, url);
  return (await response.json()) as T;
}
