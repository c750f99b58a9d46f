import type { Locator, Page } from 'playwright-core';
import { until } from './wait';

type Kind = 'node' | 'node-config';

/** The dialog of a node, or of a configuration node, as a user works with it. */
export class Dialog {
  /** Double-clicks a node. */
  static async open(node: Locator): Promise<Dialog> {
    await node.dblclick();
    return Dialog.opened(node.page(), 'node');
  }

  private static async opened(page: Page, kind: Kind, outer?: Dialog): Promise<Dialog> {
    const dialog = new Dialog(page, kind, outer);
    await dialog.tray.waitFor();
    return dialog;
  }

  private constructor(
    private readonly page: Page,
    private readonly kind: Kind,
    private readonly outer: Dialog | undefined,
  ) {}

  field(property: string): Locator {
    return this.page.locator(`#${this.kind}-input-${property}`);
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
    // While the list unfolds, its overflow is hidden.
    const list = this.page.locator('.red-ui-typedInput-options:visible:not([style*="overflow"])');
    await list.getByText(label, { exact: true }).click();
    await list.waitFor({ state: 'hidden' });
  }
}
