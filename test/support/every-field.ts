import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Dialog, FieldKind } from './dialog';

/** Node-RED's word for "none" in a list of configuration nodes. */
const none = '_ADD_';

/** What a text field may take: the first that it does not hold already, and accepts, is typed. */
const texts = [
  'VirtualTopic.17',
  '17',
  '6',
  '1, 7',
  '17:00',
  '+05:30',
  '8 bytes!',
  'a key of twenty-four b.!',
  'http://127.0.0.1/17',
];

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
  'gc-calendar week': {
    selector: '#gc-calendar-week',
    async change({ tray }) {
      await tray.locator('#gc-calendar-week-sat').fill('9-13');
    },
  },
  'gc-calendar exceptions': {
    selector: listOf('#gc-calendar-exceptions'),
    async change({ tray }) {
      await addTo(tray, '#gc-calendar-exceptions');
      await tray.locator('.gc-exception-date').last().fill('2026-12-24');
      await tray.locator('.gc-exception-name').last().fill('Christmas Eve');
    },
  },
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
  // Too many to try one after the other.
  'gc-connection dialCountry': {
    selector: '#node-config-input-dialCountry',
    async change(dialog) {
      await dialog.field('dialCountry').selectOption('DE');
    },
  },
  'gc-command command': {
    selector: '#dialog-form',
    async change(dialog) {
      await dialog.chooseType('command', 'Command');
      await dialog.search('command', 'wrap-up reason', /^wrapup – /);
    },
  },
  'gc-command parameters': {
    selector: '#node-input-parameter-wrapUpReason ~ .red-ui-typedInput-container',
    change: (dialog) => changeTyped(dialog, 'parameter-wrapUpReason'),
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

/** A field as the dialog has it now, and how it is changed. */
interface ShownField {
  readonly property: string;
  readonly kind: FieldKind | 'special';
  readonly tab: string | undefined;
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
  const shown = () => shownFields(dialog, type, [...left]);
  const changeAll = async (): Promise<void> => {
    for (let field = nextValue(await shown()); field; field = nextValue(await shown(), field.tab)) {
      left.delete(field.property);
      await openTabOf(dialog, field);
      await changeValue(dialog, type, field);
    }
    for (let choice = nextChoice(await shown()); choice; choice = nextChoice(await shown())) {
      left.delete(choice.property);
      for (const option of await otherOptions(dialog, choice)) {
        await choose(dialog, type, choice, option);
        await changeAll();
      }
    }
  };
  await changeAll();
  return [...left];
}

/** Those of these properties that the user can get at: tab by tab, then what is above the tabs and decides over them. */
async function shownFields(
  dialog: Dialog,
  type: string,
  properties: readonly string[],
): Promise<ShownField[]> {
  const places = await dialog.placesOf(properties.map((property) => selectorOf(dialog, type, property)));
  const fields = properties.flatMap((property, index): ShownField[] => {
    const place = places[index];
    if (!place) {
      return [];
    }
    return [{ property, tab: place.tab, kind: special[`${type} ${property}`] ? 'special' : place.kind }];
  });
  const order = [...(await dialog.tabs()), undefined];
  return fields.sort((one, other) => order.indexOf(one.tab) - order.indexOf(other.tab));
}

function selectorOf(dialog: Dialog, type: string, property: string): string {
  return special[`${type} ${property}`]?.selector ?? dialog.fieldSelector(property);
}

/** A field that decides nothing about others, on this tab if there is one. */
function nextValue(fields: readonly ShownField[], tab?: string): ShownField | undefined {
  const values = fields.filter(({ kind }) => kind !== 'box' && kind !== 'list');
  return values.find((field) => field.tab === tab) ?? values[0];
}

/** A field that decides what else is shown: a box before a list, the lowest first. */
function nextChoice(fields: readonly ShownField[]): ShownField | undefined {
  const choices = fields.filter(({ kind }) => kind === 'box' || kind === 'list');
  const ofFirstTab = choices.filter(({ tab }) => tab === choices[0]?.tab);
  return ofFirstTab.findLast(({ kind }) => kind === 'box') ?? ofFirstTab.at(-1);
}

async function changeValue(dialog: Dialog, type: string, { property, kind }: ShownField): Promise<void> {
  if (kind === 'special') {
    await special[`${type} ${property}`]?.change(dialog);
  } else if (kind === 'typed') {
    await changeTyped(dialog, property);
  } else {
    await changeText(dialog, property);
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
    if (!(await dialog.isMarked(property))) {
      return;
    }
  }
  assert.fail(`${property} accepts none of ${texts.join()}.`);
}

/** All that a box or a list can be set to besides what it is. The last, at which it stays, is not "none". */
async function otherOptions(dialog: Dialog, { property, kind }: ShownField): Promise<string[]> {
  const field = dialog.field(property);
  if (kind === 'box') {
    return [(await field.isChecked()) ? 'off' : 'on'];
  }
  const current = await field.inputValue();
  const options = await field
    .locator('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  const others = options.filter((one) => one !== null && one !== current) as string[];
  return others.sort((one, other) => Number(other === none) - Number(one === none));
}

/** Sets it, if it is still shown. */
async function choose(dialog: Dialog, type: string, choice: ShownField, option: string): Promise<void> {
  if ((await shownFields(dialog, type, [choice.property])).length === 0) {
    return;
  }
  await openTabOf(dialog, choice);
  const field = dialog.field(choice.property);
  if (choice.kind === 'box') {
    await field.setChecked(option === 'on');
  } else {
    await field.selectOption(option);
  }
}

async function openTabOf(dialog: Dialog, { tab }: ShownField): Promise<void> {
  if (tab !== undefined) {
    await dialog.openTab(tab);
  }
}
