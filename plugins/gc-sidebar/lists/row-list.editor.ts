import { element } from '../page/elements.editor';
import type { SidebarRow } from '../news';
import type { List } from '../page/pane.editor';
import { RowItem } from './row-item.editor';
import { placeIn } from './sorted.editor';

/**
 * A list that changes only where its rows do, and only while it is shown. One of its buttons takes part in the order
 * of the tab key; the arrow keys go to the others.
 */
export class RowList<R extends SidebarRow> implements List {
  readonly element = element('ul', { class: 'gc-sidebar-list' });
  readonly #rows = new Map<string, R>();
  readonly #items = new Map<string, RowItem<R>>();
  #sorted: RowItem<R>[] = [];
  /** Keys of rows that are not shown as they are. */
  readonly #changed = new Set<string>();
  #filter = '';
  /** The button that the tab key comes to. */
  #stop: HTMLElement | undefined;

  constructor(private readonly compare: (one: R, other: R) => number) {
    this.element.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    this.element.addEventListener('focusin', ({ target }) => {
      const item = this.#sorted.find(({ summary }) => summary === target);
      if (item) {
        this.#setStop(item.summary);
      }
    });
  }

  /** By key. */
  get rows(): ReadonlyMap<string, R> {
    return this.#rows;
  }

  get size(): number {
    return this.#rows.size;
  }

  get isEmpty(): boolean {
    return this.#visible.length === 0;
  }

  /** Takes what is new, or all that there is; {@link draw} shows it. */
  take(rows: readonly R[], gone: readonly string[], isWhole: boolean): void {
    const keys = new Set(rows.map(({ key }) => key));
    const left = isWhole ? [...this.#rows.keys()].filter((key) => !keys.has(key)) : gone;
    for (const key of left) {
      if (this.#rows.delete(key)) {
        this.#changed.add(key);
      }
    }
    for (const row of rows) {
      this.#rows.set(row.key, row);
      this.#changed.add(row.key);
    }
  }

  draw(now: number): void {
    for (const key of this.#changed) {
      this.#drawRow(key, now);
    }
    this.#changed.clear();
    this.#keepStop();
  }

  filter(filter: string): void {
    this.#filter = filter;
    for (const item of this.#sorted) {
      item.filter(filter);
    }
    this.#keepStop();
  }

  tick(now: number): void {
    for (const item of this.#visible) {
      item.tick(now);
    }
  }

  #drawRow(key: string, now: number): void {
    const row = this.#rows.get(key);
    const item = this.#items.get(key);
    if (row === undefined) {
      this.#remove(key, item);
    } else if (item === undefined) {
      this.#add(new RowItem(row), now);
    } else {
      item.show(row);
      item.filter(this.#filter);
      item.tick(now);
    }
  }

  #add(item: RowItem<R>, now: number): void {
    const place = placeIn(this.#sorted, item, (one, other) => this.compare(one.row, other.row));
    item.summary.tabIndex = -1;
    item.filter(this.#filter);
    item.tick(now);
    this.element.insertBefore(item.element, this.#sorted[place]?.element ?? null);
    this.#sorted.splice(place, 0, item);
    this.#items.set(item.row.key, item);
  }

  #remove(key: string, item: RowItem<R> | undefined): void {
    item?.element.remove();
    this.#items.delete(key);
    this.#sorted = this.#sorted.filter((other) => other !== item);
  }

  get #visible(): RowItem<R>[] {
    return this.#sorted.filter((item) => !item.element.hidden);
  }

  /** The tab key must come to something that is there. */
  #keepStop(): void {
    const [first] = this.#visible;
    if (first && !this.#visible.some(({ summary }) => summary === this.#stop)) {
      this.#setStop(first.summary);
    }
  }

  #setStop(stop: HTMLElement): void {
    if (this.#stop) {
      this.#stop.tabIndex = -1;
    }
    this.#stop = stop;
    stop.tabIndex = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const shown = this.#visible.map(({ summary }) => summary);
    const at = shown.indexOf(event.target as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (at < 0 || next === undefined) {
      return;
    }
    event.preventDefault();
    shown[next]?.focus();
  }
}
