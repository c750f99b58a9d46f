import { commandRow, confirmingEvents, type CommandName, type EventType } from '../../protocol';
import type { SettingChange } from '../report/finding';
import type { Sight, Watcher } from './sight';
import type { Answer, TracedRequest } from './traced-requests';

/** A row of the list "Confirmed by" of gc-connection. */
export interface ConfirmationRow {
  readonly command: CommandName;
  readonly event: EventType | 'sent';
  /** Separated by commas; empty for any. */
  readonly states: string;
}

/** So many commands that nothing confirmed are looked at; the others are like them. */
const mostKept = 1000;
/** An event of the right type that does not fit is this near. */
const near = 5;

/** Finds out from commands that nothing confirmed what confirms them at this site. */
export class ConfirmationsNeeded implements Watcher {
  readonly #unanswered: TracedRequest[] = [];
  readonly #answered = new Set<CommandName>();

  take({ ended }: Sight): void {
    if (ended === undefined || commandRow(ended.name).confirmedBy.length === 0) {
      return;
    }
    if (ended.answer !== undefined) {
      this.#answered.add(ended.name);
    } else if (isWithoutAnswer(ended) && this.#unanswered.length < mostKept) {
      this.#unanswered.push(ended);
    }
  }

  /** Commands of which no event came that confirms them: timed out, or ended by a setting of the connection. */
  get unanswered(): readonly TracedRequest[] {
    return this.#unanswered.filter(({ answer }) => answer === undefined);
  }

  /** The rows that gc-connection needs; those of one command, if it is named. */
  rows(command?: CommandName): ConfirmationRow[] {
    const names = new Set(this.unanswered.map(({ name }) => name));
    return [...names]
      .filter((name) => command === undefined || name === command)
      .flatMap((name) => this.#rowsOf(name));
  }

  /** The change of the setting for one command; undefined where none would help. */
  changeFor(command: CommandName): SettingChange | undefined {
    const rows = this.rows(command);
    return rows.length === 0 ? undefined : changeTo(rows);
  }

  #rowsOf(name: CommandName): ConfirmationRow[] {
    const requests = this.unanswered.filter((one) => one.name === name);
    const near = requests.map((request) => request.near).filter(({ length }) => length > 0);
    const found = common(near);
    const events = new Map<EventType, Set<string>>();
    for (const { type, state } of found.filter((answer) => isExpressible(answer, found))) {
      const known = events.get(type as EventType) ?? new Set();
      events.set(type as EventType, known.add(state));
    }
    if (events.size > 0) {
      return [...events].map(([event, states]) => ({
        command: name,
        event,
        states: [...new Set([...statesOf(name, event), ...states])]
          .filter((state) => state !== '')
          .join(', '),
      }));
    }
    const isUnread = found.length > 0 && found.every(({ unread }) => unread !== undefined);
    const isSet = requests.some(({ outcome }) => outcome === 'sent');
    const mayBeSent = !(commandRow(name).asks ?? false) && !this.#answered.has(name);
    return (isUnread || isSet) && mayBeSent ? [{ command: name, event: 'sent', states: '' }] : [];
  }
}

/** Of several commands of a kind, an event that was near each of them; where there is none, the first of each. */
function common(near: readonly (readonly Answer[])[]): Answer[] {
  const [first = [], ...others] = near;
  const everywhere = first.find(({ type, state }) =>
    others.every((answers) => answers.some((other) => other.type === type && other.state === state)),
  );
  return everywhere === undefined ? near.flatMap((answers) => answers.slice(0, 1)) : [everywhere];
}

/** Rows of the list as a change of a setting. */
export function changeTo(rows: readonly ConfirmationRow[]): SettingChange {
  const shown = rows.map(({ command, event, states }) =>
    event === 'sent' ? `${command}: sent` : `${command}: ${event}${states === '' ? '' : ` (${states})`}`,
  );
  return { field: 'confirmations', value: rows, label: 'GC → Confirmed by', shown: shown.join('; ') };
}

function isWithoutAnswer({ outcome }: TracedRequest): boolean {
  return outcome === 'GC_TIMEOUT' || outcome === 'confirmed' || outcome === 'sent';
}

/** Whether a row of the list can say it: a state of the right event, or another event that came each time. */
function isExpressible(answer: Answer, all: readonly Answer[]): boolean {
  const { type, state, isNamed, confirmation, distance, misfits } = answer;
  if (type === confirmation?.event) {
    return misfits.some(({ condition }) => condition === 'when') && distance < near && state !== '';
  }
  return (
    isNamed && confirmingEvents.some((known) => known === type) && all.every((other) => other.type === type)
  );
}

/** The states of the event with which the catalogue has it. They go on to count. */
function statesOf(name: CommandName, type: EventType): readonly string[] {
  const states = commandRow(name).confirmedBy.flatMap(({ event, when }) =>
    event === type ? (when?.state ?? []) : [],
  );
  return [...new Set(states)];
}
