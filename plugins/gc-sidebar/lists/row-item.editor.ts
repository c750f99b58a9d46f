import { text } from '../../../lib/editor/text';
import { ActionButtons } from './action-buttons.editor';
import { describeRow, type Shown } from './describe.editor';
import { durationText } from './duration.editor';
import { button, element, label, setText, setTitle } from '../page/elements.editor';
import { passesFilter } from './filter.editor';
import type { SidebarRow } from '../news';
import { usesOf } from '../page/uses.editor';
import { RecordingPanel } from '../recording/recording-panel.editor';

/** A row of a list: a button that opens what else there is to know and to do. */
export class RowItem<R extends SidebarRow> {
  readonly element = element('li', { class: 'gc-sidebar-row' });
  readonly summary = button('', () => this.#toggle(), 'summary');
  readonly #title = label('span', 'title');
  readonly #state = label('span', 'state');
  readonly #time = element('span', { class: 'gc-sidebar-time' });
  readonly #more = label('span', 'more');
  readonly #details = element('div', { class: 'gc-sidebar-details', hidden: '' });
  /** What is made anew when the row changes. */
  #facts = this.#details;
  readonly #recording: RecordingPanel | undefined;
  #shown: Shown;
  /** What the open details were made of. */
  #detailed = '';

  constructor(public row: R) {
    this.#shown = describeRow(row);
    this.summary.setAttribute('aria-expanded', 'false');
    this.summary.append(this.#title, this.#state, this.#time, this.#more);
    if (row.kind === 'connection') {
      this.#recording = new RecordingPanel(row);
      this.summary.append(this.#recording.mark);
      this.#facts = element('div');
      this.#details.append(this.#facts, this.#recording.element);
    }
    this.element.append(this.summary, this.#details);
    this.show(row);
  }

  show(row: R): void {
    this.row = row;
    this.#shown = describeRow(row);
    const { title, state, code = '', tone, more } = this.#shown;
    setText(this.#title, title);
    setText(this.#state, state);
    setTitle(this.#state, code);
    setText(this.#more, more);
    this.element.dataset['tone'] = tone;
    this.#fillDetails();
  }

  /** Shows how long it is in its state, and for how long it has been recorded. */
  tick(now: number): void {
    const { row } = this;
    setText(this.#time, durationText(this.#shown.since, now));
    if (row.kind === 'connection') {
      this.#recording?.show(row, now);
    }
  }

  filter(filter: string): void {
    const { title, state, code, more, facts } = this.#shown;
    this.element.hidden = !passesFilter(
      [title, state, code, more, ...facts.map(([, value]) => value)],
      filter,
    );
  }

  get #isOpen(): boolean {
    return this.summary.getAttribute('aria-expanded') === 'true';
  }

  #toggle(): void {
    this.summary.setAttribute('aria-expanded', String(!this.#isOpen));
    this.#details.hidden = !this.#isOpen;
    this.#detailed = '';
    this.#fillDetails();
  }

  #fillDetails(): void {
    // What is recorded has a panel of its own.
    const detailed = JSON.stringify([this.#shown.facts, { ...this.row, recording: undefined }]);
    if (!this.#isOpen || detailed === this.#detailed) {
      return;
    }
    this.#detailed = detailed;
    const hadFocus = this.#facts.contains(document.activeElement);
    this.#facts.replaceChildren(this.#factList(), ...this.#line(), ...this.#actions(), ...this.#uses());
    // What had it may be gone.
    if (hadFocus) {
      this.summary.focus();
    }
  }

  #factList(): HTMLElement {
    const facts = this.#shown.facts.flatMap(([name, value]) => [
      element('dt', {}, name),
      label('dd', 'fact', value),
    ]);
    return element('dl', {}, ...facts);
  }

  /** What GC has sent, with a button that copies it. */
  #line(): HTMLElement[] {
    const { row } = this;
    if (row.kind !== 'unread') {
      return [];
    }
    const { line } = row;
    if (line === undefined) {
      return [element('p', {}, text('gc-sidebar', 'unread.noLine'))];
    }
    const copy = button(text('gc-sidebar', 'unread.copy'), () => {
      RED.clipboard.copyText(line, $(copy), 'clipboard.copyMessageValue');
    });
    const shown = element('pre', { class: 'gc-sidebar-line', dir: 'auto', tabindex: '0' }, line);
    return [shown, element('div', { class: 'gc-sidebar-actions' }, copy)];
  }

  #actions(): HTMLElement[] {
    const { row } = this;
    if (!('actions' in row) || row.actions.length === 0 || !RED.user.hasPermission('gc.write')) {
      return [];
    }
    return new ActionButtons(row).elements;
  }

  #uses(): HTMLElement[] {
    const uses = usesOf(this.row).map(({ id, label: name }) =>
      element(
        'li',
        {},
        button(name, () => RED.view.reveal(id), 'use'),
      ),
    );
    return uses.length === 0
      ? []
      : [element('p', {}, text('gc-sidebar', 'uses')), element('ul', { class: 'gc-sidebar-uses' }, ...uses)];
  }
}
