/** The tabs of a dialog: each shows one pane, `<prefix>-tab-<name>`, of those that the dialog has. */
export class Tabs {
  readonly #tabs: EditorTabs;
  #shown: readonly string[] = [];

  constructor(private readonly prefix: string) {
    this.#tabs = RED.tabs.create({
      id: `${prefix}-tabs`,
      onchange: (tab) => {
        $(`#${prefix}-panes`).children().hide();
        if (tab !== null) {
          $(`#${tab.id}`).show();
        }
      },
    });
  }

  /** Shows these tabs, by name and label, instead of the ones before, and opens the first. */
  show(labels: Readonly<Record<string, string>>): void {
    for (const id of this.#shown) {
      this.#tabs.removeTab(id);
    }
    const tabs = Object.entries(labels).map(([name, label]) => ({ id: `${this.prefix}-tab-${name}`, label }));
    for (const tab of tabs) {
      this.#tabs.addTab(tab);
    }
    this.#shown = tabs.map(({ id }) => id);
    const [first] = this.#shown;
    if (first !== undefined) {
      this.#tabs.activateTab(first);
    }
  }
}
