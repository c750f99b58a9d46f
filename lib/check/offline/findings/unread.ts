import { unreadParts, type UnreadKind, type UnreadPart } from '../../../protocol';
import type { Finding, ReportPart, Severity } from '../../report/finding';
import { shortened } from '../../shortened';
import type { Sight, Watcher } from '../sight';
import { Tally } from '../tally';

interface Words {
  readonly severity: Severity;
  readonly what: (part: UnreadPart) => string;
  readonly whatToDo: string;
}

const send = 'Open an issue with this line: it holds no secrets.';

const words: Readonly<Record<UnreadKind, Words>> = {
  message: {
    severity: 'problem',
    what: ({ detail = '' }) => `An event could not be read: ${detail}.`,
    whatToDo: send,
  },
  'extra-fields': {
    severity: 'note',
    what: ({ type }) => `A line of ${type} has more fields than are known. They are kept as extraFields.`,
    whatToDo: send,
  },
  'unknown-attribute': {
    severity: 'note',
    what: ({ type, attribute = '' }) =>
      `${type} has the attribute ${shortened(attribute, 60)}, which no table lists. The event keeps it.`,
    whatToDo: 'Nothing, unless a flow needs it.',
  },
  'unread-attribute': {
    severity: 'problem',
    what: ({ type, attribute = '' }) =>
      `${type} has ${shortened(attribute, 60)} in a form that is not known. The event has it under unread.`,
    whatToDo: send,
  },
  'unknown-word': {
    severity: 'problem',
    what: ({ type, attribute = '', detail = '' }) =>
      `${type} has the word ${shortened(detail, 60)} for ${attribute}, which no table lists.`,
    whatToDo: `Compare the setting GC → Confirmed by. ${send}`,
  },
};

/** Finds what of GC's events could not be read. */
export class UnreadEvents implements Watcher {
  readonly #tally = new Tally<UnreadPart>();

  take(sight: Sight): void {
    const { entry, event } = sight;
    if (event === undefined || (entry.kind === 'event' && entry.cutFrom !== undefined)) {
      return;
    }
    for (const part of unreadParts(event)) {
      const { kind, type, attribute = '', detail = '' } = part;
      this.#tally.add(`${kind} ${type} ${attribute} ${detail}`, part, sight);
    }
  }

  part(): ReportPart {
    const findings = this.#tally.all().map(({ value, where, count }): Finding => {
      const { severity, what, whatToDo } = words[value.kind];
      return { id: `unread-${value.kind}`, severity, what: what(value), where, count, whatToDo };
    });
    const more = this.#tally.more('unread-more', 'problem', 'kinds of parts that could not be read');
    return { id: 'unread', title: 'Not read', findings: [...findings, ...more] };
  }
}
