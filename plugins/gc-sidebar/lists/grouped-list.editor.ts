import type { ConnectionRow, SidebarRow } from '../news';
import { element } from '../page/elements.editor';
import type { List } from '../page/pane.editor';
import { compareConnections } from '../page/uses.editor';
import { ConnectionGroup } from './connection-group.editor';
import type { FoldedGroups } from './folded-groups.editor';
import { RowList } from './row-list.editor';
import { placeIn } from './sorted.editor';

/** What a grouped list has in common with the others of the sidebar. */
interface Grouping {
  /** All connections, by id. */
  readonly connections: ReadonlyMap<string, ConnectionRow>;
  readonly folded: FoldedGroups;
  readonly onToggle: () => void;
}

/** Rows by connection; with more than one connection, each group has a heading. */
export class GroupedList<R extends SidebarRow> implements List {
  readonly element = element('div');
  #groups: ConnectionGroup<R>[] = [];
  #filter = '';

  constructor(
    private readonly name: string,
    private readonly compare: (one: R, other: R) => number,
    private readonly grouping: Grouping,
  ) {}

  get size(): number {
    return this.#groups.reduce((sum, { list }) => sum + list.size, 0);
  }

  get isEmpty(): boolean {
    return this.#groups.every((group) => group.isEmpty);
  }

  /** Takes what is new, or all that there is; {@link draw} shows it. */
  take(rows: readonly R[], gone: readonly string[], isWhole: boolean): void {
    for (const connection of new Set(rows.map((row) => row.connection))) {
      if (!this.#groups.some((group) => group.connection === connection)) {
        this.#add(connection);
      }
    }
    for (const { connection, list } of this.#groups) {
      list.take(
        rows.filter((row) => row.connection === connection),
        gone,
        isWhole,
      );
    }
    this.#removeEmpty();
  }

  draw(now: number): void {
    const { connections } = this.grouping;
    for (const group of this.#groups) {
      group.draw(now, connections.size > 1 ? connections.get(group.connection) : undefined);
    }
  }

  filter(filter: string): void {
    this.#filter = filter;
    for (const group of this.#groups) {
      group.filter(filter);
    }
  }

  tick(now: number): void {
    for (const group of this.#groups) {
      group.tick(now);
    }
  }

  #add(connection: string): void {
    const { folded, onToggle } = this.grouping;
    const list = new RowList(this.compare);
    const group = new ConnectionGroup(connection, list, `${this.name}/${connection}`, folded, onToggle);
    group.filter(this.#filter);
    const place = placeIn(this.#groups, group, (one, other) =>
      compareConnections(one.connection, other.connection),
    );
    this.element.insertBefore(group.element, this.#groups[place]?.element ?? null);
    this.#groups.splice(place, 0, group);
  }

  #removeEmpty(): void {
    this.#groups = this.#groups.filter(({ list, element: its }) => {
      if (list.size === 0) {
        its.remove();
      }
      return list.size > 0;
    });
  }
}
