import type { Locator, Page } from 'playwright-core';
import { until } from './wait';

type Kind = 'node' | 'node-config';
/** How a property is changed: in a typed input, a box to tick, a list, or a field for text. */
export type FieldKind = 'typed' | 'box' | 'list' | 'text';

/** Where a field lies in a dialog. */
export interface Place {
  /** The label of its tab, in a dialog with tabs. */
  readonly tab: string | undefined;
  readonly kind: FieldKind;
}

declare const RED: {
  nodes: { node(id: string): { readonly type: string; readonly _def: { readonly category: string } } };
  editor: { edit(node: object): void; editConfig(property: string, type: string, id: string): void };
};

/** For how long a double click, and what comes of it, is waited for before it is tried again. */
const doubleClickMs = 10_000;

/** Of a typed input. While the list unfolds, its overflow is hidden. */
const unfoldedList = '.red-ui-typedInput-options:visible:not([style*="overflow"])';

/** The dialog of a node, or of a configuration node, as a user works with it. */
export class Dialog {
  /** Double-clicks a node; again where the editor of a busy machine has taken that for two clicks. */
  static async open(node: Locator): Promise<Dialog> {
    const { tray } = new Dialog(node.page(), 'node', undefined);
    const open = async () => {
      await node.dblclick({ timeout: doubleClickMs }).catch(() => undefined);
      await tray.waitFor({ timeout: doubleClickMs }).catch(() => undefined);
      return tray.isVisible();
    };
    await until(open, { what: 'the dialog to open' });
    return Dialog.opened(node.page(), 'node');
  }

  /** The dialog of any node, a configuration node included, by its id. */
  static async of(page: Page, id: string): Promise<Dialog> {
    const kind = await page.evaluate((nodeId): Kind => {
      const node = RED.nodes.node(nodeId);
      if (node._def.category !== 'config') {
        RED.editor.edit(node);
        return 'node';
      }
      RED.editor.editConfig('', node.type, nodeId);
      return 'node-config';
    }, id);
    return Dialog.opened(page, kind);
  }

  private static async opened(page: Page, kind: Kind, outer?: Dialog): Promise<Dialog> {
    const dialog = new Dialog(page, kind, outer);
    await dialog.tray.waitFor();
    // The last that Node-RED does when it opens a dialog; until then it may move the focus, and close lists.
    await page.locator('#red-ui-editor-stack[style*="z-index: 13"]').waitFor({ state: 'attached' });
    return dialog;
  }

  private constructor(
    private readonly page: Page,
    private readonly kind: Kind,
    private readonly outer: Dialog | undefined,
  ) {}

  field(property: string): Locator {
    return this.page.locator(this.fieldSelector(property));
  }

  fieldSelector(property: string): string {
    return `#${this.kind}-input-${property}`;
  }

  /** The field with all that belongs to it. */
  row(property: string): Locator {
    return this.page.locator('.form-row').filter({ has: this.field(property) });
  }

  /** Which of these properties the user can see. */
  async shown(...properties: string[]): Promise<string[]> {
    const areShown = await Promise.all(properties.map((property) => this.row(property).isVisible()));
    return properties.filter((_, index) => areShown[index]);
  }

  /** Where the user can get at each of these fields, by their selectors; undefined for those that are hidden. */
  placesOf(selectors: readonly string[]): Promise<(Place | undefined)[]> {
    return this.tray.evaluate(findPlaces, selectors);
  }

  /** Whether the editor shows that something is wrong with a field. */
  isMarked(property: string): Promise<boolean> {
    return this.row(property)
      .locator('.input-error')
      .count()
      .then((count) => count > 0);
  }

  /** The labels of the tabs, from left to right. */
  tabs(): Promise<string[]> {
    return this.tray.locator('form .red-ui-tabs .red-ui-tab-label').allInnerTexts();
  }

  /** Node-RED 4.1 takes two clicks on tabs in short order for a double click, and does nothing. */
  async openTab(label: string): Promise<void> {
    const tabs = this.tray.locator('form .red-ui-tabs');
    const opens = async () => {
      await tabs.locator('.red-ui-tab-label').getByText(label, { exact: true }).click();
      return tabs.locator('.active').getByText(label, { exact: true }).isVisible();
    };
    await until(opens, { what: `the tab ${label} to open` });
    for (const folded of await this.tray.locator('details:not([open]) > summary:visible').all()) {
      await folded.click();
    }
  }

  get formSelector(): string {
    return this.kind === 'node' ? '#dialog-form' : '#node-config-dialog-edit-form';
  }

  get form(): Locator {
    return this.tray.locator(this.formSelector);
  }

  /** The form with the buttons around it. It slides into its place when all its fields are prepared. */
  get tray(): Locator {
    return this.page.locator('.red-ui-tray[style*="right: 0px"]').filter({ has: this.button('ok') });
  }

  /** What the user reads in a list. */
  async selected(property: string): Promise<string> {
    return String(await this.field(property).locator('option:checked').textContent());
  }

  /** What the user reads in a typed input, without its type. */
  typedText(property: string): Promise<string> {
    return this.row(property).locator('.red-ui-typedInput-input').inputValue();
  }

  /** What the user reads in a typed input whose type offers a list. */
  async option(property: string): Promise<string> {
    return String(await this.row(property).locator('.red-ui-typedInput-option-label').textContent());
  }

  async chooseType(property: string, label: string): Promise<void> {
    await this.row(property).locator('.red-ui-typedInput-type-select').click();
    await this.pick(label);
  }

  async chooseOption(property: string, label: string): Promise<void> {
    await this.row(property).locator('.red-ui-typedInput-option-trigger').click();
    await this.pick(label);
  }

  /** Types part of what a field offers, and takes from what is found that with this label. */
  async search(property: string, typed: string, label: RegExp): Promise<void> {
    const field = this.row(property).locator('.red-ui-typedInput-input');
    await field.fill('');
    await field.pressSequentially(typed);
    await this.page.locator('.red-ui-autoComplete-container').getByText(label).click();
  }

  /** Clicks a field that offers choices, and takes the one with this label. */
  async takeOffer(property: string, label: RegExp): Promise<void> {
    await this.row(property).locator('.red-ui-typedInput-input').click();
    await this.page.locator('.red-ui-autoComplete-container').getByText(label).click();
  }

  /** Ticks in a list of several what has this label, else the first thing that is not ticked. */
  async tick(row: string, label = /./): Promise<void> {
    await this.tray.locator(row).locator('.red-ui-typedInput-option-trigger').click();
    const list = this.page.locator(unfoldedList);
    const unticked = this.page.locator('input[type=checkbox]:not(:checked)');
    await list.locator('a').filter({ has: unticked, hasText: label }).first().click();
    await this.page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  }

  async type(property: string, text: string): Promise<void> {
    await this.row(property).locator('.red-ui-typedInput-input').fill(text);
  }

  /** Opens the dialog for a new configuration node. */
  async add(property: string): Promise<Dialog> {
    await this.page.locator(`#${this.kind}-input-btn-${property}-add`).click();
    return Dialog.opened(this.page, 'node-config', this);
  }

  /** Opens the dialog of the chosen configuration node. */
  async edit(property: string): Promise<Dialog> {
    await this.page.locator(`#${this.kind}-input-btn-${property}-edit`).click();
    return Dialog.opened(this.page, 'node-config', this);
  }

  /** Clicks Done, Add or Update, and returns when the dialog has gone. */
  done(): Promise<void> {
    return this.closeWith('ok');
  }

  /** As {@link done}, with Cancel. */
  cancel(): Promise<void> {
    return this.closeWith('cancel');
  }

  private async closeWith(name: 'ok' | 'cancel'): Promise<void> {
    await this.button(name).click();
    await this.button(name).waitFor({ state: 'detached' });
    await this.outer?.tray.waitFor();
  }

  private button(name: 'ok' | 'cancel'): Locator {
    return this.page.locator(`#${this.kind}-dialog-${name}`);
  }

  private async pick(label: string): Promise<void> {
    const list = this.page.locator(unfoldedList);
    await list.getByText(label, { exact: true }).click();
    await list.waitFor({ state: 'hidden' });
  }
}

/** Runs in the page. A pane hides what is on it while its tab is not open, or the dialog does not have the tab now. */
function findPlaces(tray: Element, selectors: readonly string[]): (Place | undefined)[] {
  return selectors.map((selector) => {
    const field = tray.querySelector(selector);
    if (!field) {
      return undefined;
    }
    const pane = field.closest('[id$="-panes"] > *');
    const tab = pane ? tray.querySelector<HTMLElement>(`a[href="#${pane.id}"]`)?.innerText : undefined;
    if (pane && tab === undefined) {
      return undefined;
    }
    const row = field.closest('.form-row') ?? field;
    for (let outer: Element | null = row; outer && outer !== tray; outer = outer.parentElement) {
      if (outer !== pane && getComputedStyle(outer).display === 'none') {
        return undefined;
      }
    }
    return { tab, kind: kindOf(field) };
  });

  function kindOf(field: Element): FieldKind {
    if (field.nextElementSibling?.classList.contains('red-ui-typedInput-container')) {
      return 'typed';
    }
    if (field instanceof HTMLSelectElement) {
      return 'list';
    }
    return (field as HTMLInputElement).type === 'checkbox' ? 'box' : 'text';
  }
}
