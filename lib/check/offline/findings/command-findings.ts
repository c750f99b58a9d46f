import { commandRow } from '../../../protocol';
import type { Finding, ReportPart, SettingChange } from '../../report/finding';
import { settingChange } from '../../site-settings';
import type { ConfirmationsNeeded } from '../confirmations-needed';
import { shortened } from '../../shortened';
import type { Sight, Watcher } from '../sight';
import { Tally } from '../tally';
import { nearestTo, type Answer, type TracedRequest } from '../traced-requests';

const mostLate = 1000;
/** A time limit leaves this much room above the slowest answer that was seen. */
const room = 1.5;
/** The time limit of gc-connection where nobody has set another. */
const usualSeconds = 10;

/** Finds commands that timed out, and says which event came nearest. */
export class CommandFindings implements Watcher {
  readonly #timedOut: TracedRequest[] = [];
  readonly #others = new Tally<string>();
  #sent = 0;
  #timeouts = 0;
  #confirmed = 0;

  constructor(private readonly needed: ConfirmationsNeeded) {}

  take(sight: Sight): void {
    const { entry, ended } = sight;
    if (entry.kind === 'command') {
      this.#sent += 1;
    }
    if (entry.kind !== 'outcome') {
      return;
    }
    const { outcome, name } = entry;
    if (outcome === 'confirmed' || outcome === 'sent') {
      this.#confirmed += 1;
    } else if (outcome !== 'GC_TIMEOUT') {
      this.#others.add(
        `${name} ${outcome}`,
        `${shortened(name, 60)} ended with ${shortened(outcome, 60)}.`,
        sight,
      );
    } else {
      this.#timeouts += 1;
      const isHeartbeat = ended !== undefined && commandRow(ended.name).subject === 'destination';
      if (ended !== undefined && !isHeartbeat && this.#timedOut.length < mostLate) {
        this.#timedOut.push(ended);
      }
    }
  }

  /** The time limit that the slowest answer needs, if it is longer than the usual one. */
  get timeoutSetting(): SettingChange | undefined {
    const slowest = Math.max(0, ...this.#timedOut.flatMap((one) => latenessOf(one) ?? []));
    const needed = Math.ceil((room * slowest) / 1000);
    return needed > usualSeconds ? settingChange('timeout', String(needed), `${needed} s`) : undefined;
  }

  part(): ReportPart {
    const tally = new Tally<Finding>();
    for (const request of this.#timedOut) {
      const finding = this.#findingOf(request);
      tally.add(
        `${request.name} ${finding.id} ${
          nearestTo(request)
            ?.misfits.map(({ why }) => why)
            .join() ?? ''
        }`,
        finding,
        {},
      );
    }
    const more = this.#others.more('command-more', 'note', 'commands that have failed');
    const failed = this.#others.all().map(({ value, where, count }): Finding => ({
      id: 'command-failed',
      severity: 'note',
      what: value,
      where,
      count,
    }));
    return {
      id: 'commands',
      title: 'Commands',
      facts: [
        { name: 'sent', value: String(this.#sent) },
        { name: 'with success', value: String(this.#confirmed) },
        { name: 'timed out', value: String(this.#timeouts) },
      ],
      findings: [...tally.all().map(({ value, count }) => ({ ...value, count })), ...failed, ...more],
    };
  }

  #findingOf(request: TracedRequest): Finding {
    const { name, subject, line, answer } = request;
    const nearest = nearestTo(request);
    const begin = `${name} for agent ${shortened(subject, 40)} (line ${line}) timed out`;
    const late = latenessOf(request);
    if (answer !== undefined && late !== undefined) {
      const setting = this.timeoutSetting;
      return {
        id: 'command-answered-late',
        severity: 'problem',
        what: `${begin}, and was answered ${seconds(late)} s after it was sent.`,
        where: { line: answer.line, text: answer.body },
        ...(setting === undefined ? { whatToDo: 'The usual time limit of 10 s is enough.' } : { setting }),
      };
    }
    if (nearest === undefined) {
      return {
        id: 'command-unanswered',
        severity: 'problem',
        what: `${begin}. No event for the agent came after it.`,
        where: { line },
        whatToDo: "Look into GC's log: does it get the command, and to which destination does it publish?",
      };
    }
    const setting = this.needed.changeFor(name);
    return {
      id: 'command-timed-out',
      severity: 'problem',
      what: `${begin}. The event that came nearest does not fit: ${whyOf(nearest)}.`,
      where: { line: nearest.line, text: nearest.body },
      ...(setting === undefined
        ? { whatToDo: 'If this event is the answer, open an issue with this line: no setting says it.' }
        : { setting }),
    };
  }
}

function whyOf({ unread, misfits }: Answer): string {
  return unread === undefined
    ? misfits.map(({ why }) => why).join(', and ')
    : `it could not be read, as ${unread}`;
}

/** How long after it was sent a command was answered, if its time limit was over then; in milliseconds. */
function latenessOf({ at, answer }: TracedRequest): number | undefined {
  return answer === undefined ? undefined : Math.max(1, answer.at - at);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
