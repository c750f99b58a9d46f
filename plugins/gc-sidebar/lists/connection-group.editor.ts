import type { ConnectionRow, SidebarRow } from '../news';
import { button, element, label, setText } from '../page/elements.editor';
import { describeRow } from './describe.editor';
import type { FoldedGroups } from './folded-groups.editor';
import type { RowList } from './row-list.editor';

/** The rows of one connection, under a heading that folds them. */
export class ConnectionGroup<R extends SidebarRow> {
  readonly element = element('section');
  readonly #heading = element('h3', { class: 'gc-sidebar-heading', hidden: '' });
  readonly #fold = button('', () => this.#toggle(), 'fold');
  readonly #title = label('span', 'title');
  readonly #state = label('span', 'state');
  readonly #more = label('span', 'more');
  readonly #count = element('span', { class: 'gc-sidebar-time' });
  #filter = '';
  #isOpen: boolean;

  constructor(
    readonly connection: string,
    readonly list: RowList<R>,
    /** Its name among the folded groups. */
    private readonly name: string,
    private readonly folded: FoldedGroups,
    private readonly onToggle: () => void,
  ) {
    this.#isOpen = !folded.has(name);
    const arrow = element('i', { class: 'fa fa-angle-down', 'aria-hidden': 'true' });
    this.#fold.append(arrow, this.#title, this.#state, this.#count, this.#more);
    this.#heading.append(this.#fold);
    this.element.append(this.#heading, list.element);
  }

  /** Whether there is nothing to see, not even when it is unfolded. */
  get isEmpty(): boolean {
    return this.#filter === '' ? this.list.size === 0 : this.list.isEmpty;
  }

  /** `heading`: the connection, where the group needs a heading. */
  draw(now: number, heading: ConnectionRow | undefined): void {
    this.#heading.hidden = heading === undefined;
    if (heading !== undefined) {
      this.#drawHeading(heading);
    }
    const isOpen = this.#isOpen || heading === undefined;
    this.list.element.hidden = !isOpen;
    if (isOpen) {
      this.list.draw(now);
    }
    this.element.hidden = this.isEmpty;
  }

  /** A filter opens the group, so that everything that fits is seen. */
  filter(filter: string): void {
    this.#filter = filter;
    this.#isOpen = filter !== '' || !this.folded.has(this.name);
    this.list.filter(filter);
  }

  tick(now: number): void {
    if (!this.list.element.hidden) {
      this.list.tick(now);
    }
  }

  #drawHeading(connection: ConnectionRow): void {
    const { title, state, tone, more } = describeRow(connection);
    setText(this.#title, title);
    setText(this.#state, state);
    setText(this.#more, more);
    setText(this.#count, String(this.list.size));
    this.#heading.dataset['tone'] = tone;
    this.#fold.setAttribute('aria-expanded', String(this.#isOpen));
  }

  #toggle(): void {
    this.#isOpen = !this.#isOpen;
    if (this.#filter === '') {
      this.folded.set(this.name, !this.#isOpen);
    }
    this.onToggle();
  }
}
