import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Dialog } from './dialog';

/** Node-RED's word for "none" in a list of configuration nodes. */
const none = '_ADD_';

/** What a text field may take: the first that it does not hold already, and accepts, is typed. */
const texts = ['VirtualTopic.17', '17', '17:00', '8 bytes!', 'a key of twenty-four b.!'];

interface Special {
  /** What there is to see of it. */
  readonly selector: string;
  change(dialog: Dialog): Promise<void>;
}

/** Properties without a field of their name. */
const special: Readonly<Record<string, Special>> = {
  'gc-event-in types': tickedIn('#node-input-event-types'),
  'gc-trigger states': tickedIn('#node-input-held-states'),
  'gc-connection callingDays': tickedIn('#gc-connection-callingDays'),
  'gc-connection standbys': {
    selector: listOf('#gc-connection-standbys'),
    async change({ tray }) {
      await addTo(tray, '#gc-connection-standbys');
      await tray.locator('.gc-broker-host').last().fill('17.example.com');
    },
  },
  'gc-connection confirmations': {
    selector: listOf('#gc-connection-confirmations'),
    async change({ tray }) {
      await addTo(tray, '#gc-connection-confirmations');
      await tray.locator('.gc-confirmation-event').last().selectOption('State');
      await tray.locator('.gc-confirmation-states').last().fill('READY');
    },
  },
  'gc-command command': {
    selector: '#dialog-form',
    async change(dialog) {
      await dialog.chooseType('command', 'Command');
      await dialog.search('command', 'MakeCall', /^MakeCall – /);
    },
  },
  'gc-command parameters': {
    selector: '#node-input-parameter-number ~ .red-ui-typedInput-container',
    change: (dialog) => changeTyped(dialog, 'parameter-number'),
  },
};

function listOf(input: string): string {
  return `.red-ui-editableList:has(${input})`;
}

async function addTo(tray: Locator, input: string): Promise<void> {
  await tray.locator(`${listOf(input)} .red-ui-editableList-addButton`).click();
}

function tickedIn(input: string): Special {
  const selector = `.form-row:has(${input})`;
  return { selector, change: (dialog) => dialog.tick(selector) };
}

/**
 * Changes all of these properties in the open dialog of a node as a user would, also those that are shown only after
 * others have been changed. Returns those that it found no way to change.
 */
export async function changeEveryField(
  dialog: Dialog,
  type: string,
  properties: readonly string[],
): Promise<string[]> {
  const left = new Set(properties);
  const changeAll = async (): Promise<void> => {
    await inEachTab(dialog, async () => {
      for (const property of left) {
        if (await changeValue(dialog, type, property)) left.delete(property);
      }
    });
    for (let choice = await firstChoice(dialog, left); choice; choice = await firstChoice(dialog, left)) {
      left.delete(choice);
      for (const option of await otherOptions(dialog, choice)) {
        await choose(dialog, choice, option);
        await changeAll();
      }
    }
  };
  await changeAll();
  return [...left];
}

/** Returns whether it did: the field is shown, and none that decides what else is shown. */
async function changeValue(dialog: Dialog, type: string, property: string): Promise<boolean> {
  const other = special[`${type} ${property}`];
  if (other) {
    const isShown = await dialog.tray.locator(other.selector).isVisible();
    if (isShown) await other.change(dialog);
    return isShown;
  }
  if (!(await dialog.row(property).isVisible())) return false;
  switch (await dialog.kindOf(property)) {
    case 'typed':
      await changeTyped(dialog, property);
      return true;
    case 'text':
      await changeText(dialog, property);
      return true;
    default:
      return false;
  }
}

async function changeTyped(dialog: Dialog, property: string): Promise<void> {
  await dialog.chooseType(property, 'flow.');
  await dialog.type(property, `${property}Changed`);
}

async function changeText(dialog: Dialog, property: string): Promise<void> {
  const field = dialog.field(property);
  const before = await field.inputValue();
  for (const text of texts.filter((one) => one !== before)) {
    await field.fill(text);
    await field.dispatchEvent('change');
    // Closes what the field offers.
    await field.press('Tab');
    if (!(await dialog.isMarked(property))) return;
  }
  assert.fail(`${property} accepts none of ${texts.join()}.`);
}

/** A field that decides what else is shown, of those there are to see: a box before a list, the lowest first. */
function firstChoice(dialog: Dialog, properties: Iterable<string>): Promise<string | undefined> {
  return inEachTab(dialog, async () => {
    for (const kind of ['box', 'list']) {
      for (const property of [...properties].reverse()) {
        const isShown = await dialog.row(property).isVisible();
        if (isShown && (await dialog.kindOf(property)) === kind) return property;
      }
    }
    return undefined;
  });
}

/** All that a box or a list can be set to besides what it is. The last, at which it stays, is not "none". */
async function otherOptions(dialog: Dialog, property: string): Promise<string[]> {
  const field = dialog.field(property);
  if ((await dialog.kindOf(property)) === 'box') return [(await field.isChecked()) ? 'off' : 'on'];
  const current = await field.inputValue();
  const options = await field
    .locator('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  const others = options.filter((one) => one !== null && one !== current) as string[];
  return others.sort((one, other) => Number(other === none) - Number(one === none));
}

async function choose(dialog: Dialog, property: string, option: string): Promise<void> {
  await inEachTab(dialog, async () => {
    if (!(await dialog.row(property).isVisible())) return undefined;
    const field = dialog.field(property);
    if ((await dialog.kindOf(property)) === 'box') await field.setChecked(option === 'on');
    else await field.selectOption(option);
    return true;
  });
}

/** Visits the tabs, where there are any, until a visit has a result. */
async function inEachTab<T>(dialog: Dialog, visit: () => Promise<T | undefined>): Promise<T | undefined> {
  const tabs = await dialog.tabs();
  for (const tab of tabs.length > 0 ? tabs : [undefined]) {
    if (tab !== undefined) await dialog.openTab(tab);
    const result = await visit();
    if (result !== undefined) return result;
  }
  return undefined;
}
