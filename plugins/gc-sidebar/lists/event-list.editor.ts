import { searchableTexts } from './describe.editor';
import { momentText } from './duration.editor';
import { detailWords } from './words.editor';
import { element, label, setText, setTitle } from '../page/elements.editor';
import { passesFilter } from './filter.editor';
import { mostEvents, type EventLine } from '../news';
import type { List } from '../page/pane.editor';
import { connectionLabel } from '../page/uses.editor';

/** The last events, the newest first. */
export class EventList implements List {
  readonly element = element('ul', { class: 'gc-sidebar-list' });
  isPaused = false;
  #items: EventItem[] = [];
  /** Not shown yet, the oldest first. */
  #waiting: EventLine[] = [];
  /** What is shown does not count any more. */
  #isReplaced = false;
  #filter = '';

  /** `connections`: all that there are. With more than one, an event names its connection. */
  constructor(private readonly connections: ReadonlyMap<string, unknown>) {}

  /** How many have come since the list is paused. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get size(): number {
    return this.#items.length;
  }

  get isEmpty(): boolean {
    return this.#items.every((item) => item.element.hidden);
  }

  /** Takes what is new, or all that there is; {@link draw} shows it. */
  take(lines: readonly EventLine[], isWhole: boolean): void {
    this.#waiting = isWhole ? [...lines] : [...this.#waiting, ...lines].slice(-mostEvents);
    this.#isReplaced ||= isWhole;
  }

  /** Elements of the oldest events become those of the new ones. */
  draw(): void {
    if (this.isPaused) {
      return;
    }
    if (this.#isReplaced) {
      this.#clear();
    }
    const room = mostEvents - this.#waiting.length;
    const spare = this.#items.splice(room);
    const added = this.#waiting
      .map((line) => (spare.pop() ?? new EventItem()).show(line, this.#filter, this.connections.size > 1))
      .reverse();
    this.#items.unshift(...added);
    this.element.prepend(...added.map((item) => item.element));
    this.#waiting = [];
  }

  tick(): void {
    // Each has the time at which it came.
  }

  filter(filter: string): void {
    this.#filter = filter;
    for (const item of this.#items) {
      item.filter(filter);
    }
  }

  #clear(): void {
    this.#items = [];
    this.element.replaceChildren();
    this.#isReplaced = false;
  }
}

class EventItem {
  readonly element = element('li', { class: 'gc-sidebar-event' });
  readonly #time = element('span', { class: 'gc-sidebar-time' });
  readonly #type = label('span', 'title');
  readonly #more = label('span', 'more');
  #texts: ReturnType<typeof searchableTexts> = [];

  constructor() {
    this.element.append(this.#time, this.#type, this.#more);
  }

  show(line: EventLine, filter: string, hasConnection: boolean): this {
    const { connection, at, type, agentId, dialogId, detail = '' } = line;
    this.#texts = searchableTexts(line);
    setText(this.#time, momentText(at));
    setText(this.#type, type);
    const place = hasConnection ? connectionLabel(connection) : undefined;
    setText(this.#more, [agentId, detailWords(line), dialogId, place].filter(Boolean).join(' · '));
    setTitle(this.#more, detail);
    this.filter(filter);
    return this;
  }

  filter(filter: string): void {
    this.element.hidden = !passesFilter(this.#texts, filter);
  }
}
