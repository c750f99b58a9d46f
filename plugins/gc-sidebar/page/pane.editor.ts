import { element, setText } from './elements.editor';

/** What a pane shows. */
export interface List {
  readonly element: HTMLElement;
  /** How many there are. */
  readonly size: number;
  /** Whether none of them is seen. */
  readonly isEmpty: boolean;
  /** Shows what is new. */
  draw(now: number): void;
  /** Shows only what fits. */
  filter(filter: string): void;
  /** Shows that time goes on. */
  tick(now: number): void;
}

/** A list, with words in its place where there is nothing to see. */
export class Pane {
  // It scrolls, so the keyboard must get there.
  readonly element = element('div', { class: 'gc-sidebar-pane', tabindex: '0' });
  readonly #note = element('p', { class: 'gc-sidebar-note' });

  constructor(private readonly list: List) {
    this.element.append(this.#note, list.element);
  }

  /** `note`: what to say if there is nothing; `filtered`: if nothing fits the filter. */
  draw(now: number, note: string, filtered: string): void {
    const { list } = this;
    list.draw(now);
    setText(this.#note, list.size === 0 ? note : filtered);
    this.#note.hidden = !list.isEmpty;
  }
}
