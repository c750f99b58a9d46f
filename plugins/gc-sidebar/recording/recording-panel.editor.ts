import { text } from '../../../lib/editor/text';
import { durationText, momentText } from '../lists/duration.editor';
import { whenFullChoices, type ConnectionRow, type RecordingNews, type WhenFull } from '../news';
import { button, element, setText } from '../page/elements.editor';
import { downloadRecording, startRecording, stopRecording } from './recording-request.editor';
import { sizeText } from './size.editor';

/** What is recorded of a connection, and the buttons for it. What it has is changed in place, so that the focus stays. */
export class RecordingPanel {
  readonly element = element('fieldset', { class: 'gc-sidebar-recording' });
  /** Seen while a recording runs: for how long, and how large it is. */
  readonly mark = element('span', { class: 'gc-sidebar-mark', hidden: '' });
  readonly #state = element('p');
  readonly #standIns = element('input', { type: 'checkbox' });
  readonly #whenFull = element('select');
  readonly #choices = element('div', { class: 'gc-sidebar-choices' });
  /** Starts and stops: one button, so that it keeps the focus. */
  readonly #toggle = button('', () => void this.#startOrStop());
  readonly #download = button(own('download'), () => void this.#save());
  readonly #mayAct = RED.user.hasPermission('gc.write');

  constructor(private row: ConnectionRow) {
    this.#standIns.checked = true;
    this.#whenFull.append(
      ...whenFullChoices.map((value) => element('option', { value }, own(`whenFull.${value}`))),
    );
    this.#choices.append(
      element('label', {}, this.#standIns, ` ${own('standIns')}`),
      element('label', {}, `${own('whenFull.label')} `, this.#whenFull),
    );
    const actions = element('div', { class: 'gc-sidebar-actions' }, this.#toggle, this.#download);
    const note = element('p', { class: 'gc-sidebar-more' }, own('note'));
    this.element.append(element('legend', {}, own('title')), this.#state);
    if (this.#mayAct) {
      this.element.append(this.#choices, actions, note);
    }
  }

  show(row: ConnectionRow, now: number): void {
    this.row = row;
    const { recording } = row;
    const isRunning = isRecording(recording);
    this.mark.hidden = !isRunning;
    setText(this.mark, isRunning ? markText(recording, now) : '');
    this.element.hidden = recording === undefined && !this.#mayAct;
    this.#state.hidden = recording === undefined;
    setText(this.#state, recording === undefined ? '' : describe(recording, now));
    this.#choices.hidden = isRunning;
    setText(this.#toggle, own(isRunning ? 'stop' : 'start'));
    this.#download.hidden = recording === undefined;
  }

  async #startOrStop(): Promise<void> {
    const { connection, recording } = this.row;
    if (isRecording(recording)) {
      await stopRecording(connection);
    } else {
      const whenFull = this.#whenFull.value as WhenFull;
      await startRecording({ connection, standIns: this.#standIns.checked, whenFull });
    }
  }

  async #save(): Promise<void> {
    const { connection, recording } = this.row;
    if (recording !== undefined) {
      await downloadRecording(connection, recording);
    }
  }
}

function markText({ startedAt, bytes }: RecordingNews, now: number): string {
  return `${own('mark')} ${durationText(startedAt, now)} · ${sizeText(bytes)}`;
}

function isRecording(recording: RecordingNews | undefined): recording is RecordingNews {
  return recording !== undefined && recording.ended === undefined;
}

function describe(recording: RecordingNews, now: number): string {
  const { startedAt, endedAt = now, ended, bytes, entries, dropped, standIns, toFile } = recording;
  const parts = [
    ended === undefined ? own('runs') : own(`ended.${ended}`, { at: momentText(endedAt) }),
    durationText(startedAt, endedAt),
    own('entries', { count: String(entries) }),
    sizeText(bytes),
    dropped > 0 ? own('dropped', { count: String(dropped) }) : '',
    own(standIns ? 'withStandIns' : 'withoutStandIns'),
    toFile ? own('toFile') : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

function own(key: string, values?: Readonly<Record<string, string>>): string {
  return text('gc-sidebar', `recording.${key}`, values);
}
