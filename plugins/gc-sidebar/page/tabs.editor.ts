import { element, setText } from './elements.editor';

/** Tabs of which one pane is shown; the arrow keys go from tab to tab. */
export class PaneTabs<Name extends string> {
  readonly element = element('div', { class: 'gc-sidebar-tabs', role: 'tablist' });
  readonly #tabs: readonly HTMLButtonElement[];

  constructor(
    private readonly panes: Readonly<Record<Name, HTMLElement>>,
    private readonly onShow: () => void,
  ) {
    this.#tabs = this.#names.map((name) => this.#makeTab(name));
    this.element.append(...this.#tabs);
    this.element.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step !== undefined) {
        this.#go(step);
      }
    });
  }

  show(shown: Name): void {
    this.#names.forEach((name, index) => {
      const isShown = name === shown;
      this.panes[name].hidden = !isShown;
      this.#tabs[index]?.setAttribute('aria-selected', String(isShown));
      this.#tabs[index]?.setAttribute('tabindex', isShown ? '0' : '-1');
    });
    this.onShow();
  }

  /** The name of the pane that is shown. */
  get shown(): Name | undefined {
    return this.#names.find((name) => !this.panes[name].hidden);
  }

  setLabel(name: Name, label: string): void {
    const tab = this.#tabs[this.#names.indexOf(name)];
    if (tab) {
      setText(tab, label);
    }
  }

  /** Takes a tab away, or puts it back. The first pane comes in the place of one that was shown. */
  setHidden(name: Name, isHidden: boolean): void {
    const tab = this.#tabs[this.#names.indexOf(name)];
    const [first] = this.#names;
    if (tab === undefined || tab.hidden === isHidden || first === undefined) {
      return;
    }
    tab.hidden = isHidden;
    if (isHidden && this.shown === name) {
      this.show(first);
    }
  }

  get #names(): Name[] {
    return Object.keys(this.panes) as Name[];
  }

  #go(step: number): void {
    const tabs = this.#tabs.filter((tab) => !tab.hidden);
    const at = tabs.findIndex((tab) => tab.tabIndex === 0);
    const next = (at + step + tabs.length) % tabs.length;
    tabs[next]?.click();
    tabs[next]?.focus();
  }

  #makeTab(name: Name): HTMLButtonElement {
    const id = `gc-sidebar-tab-${name}`;
    const pane = this.panes[name];
    pane.id = `gc-sidebar-${name}`;
    pane.setAttribute('role', 'tabpanel');
    pane.setAttribute('aria-labelledby', id);
    const tab = element('button', { type: 'button', id, role: 'tab', 'aria-controls': pane.id });
    tab.addEventListener('click', () => {
      this.show(name);
    });
    return tab;
  }
}
