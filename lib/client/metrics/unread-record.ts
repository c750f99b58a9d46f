import { copyOf } from '../../common/copy-of';
import { forgetOldest } from '../../common/forget-oldest';
import { printable, unreadParts, type GcEvent, type UnreadPart } from '../../protocol';
import type { Receipt } from '../delivery/receipt';
import { short } from '../model/limits';
import type { Redactor } from '../../trace';

/** What GC has sent and the client could not read, since the client was made. */
export interface Unread {
  /** Messages of which at least a part could not be read. */
  readonly messages: number;
  /** By what could not be read, at most 50; that which came last stands last. */
  readonly findings: readonly UnreadFinding[];
}

/** Something that could not be read, and how often it has come. Its texts are short, and on one line. */
export interface UnreadFinding extends UnreadPart {
  readonly count: number;
  /** In milliseconds since 1970. */
  readonly lastAt: number;
  /**
   * The last message that had it, without passwords and with stand-ins for numbers, names and call variables, at most
   * 4000 characters; absent where the message is too long to be kept, or may not be.
   */
  readonly line?: string;
}

const mostFindings = 50;
/** Characters of a message that is kept as an example. */
const longestKept = 32_768;
/** Characters of it that are shown. */
const longestShown = 4000;

interface Kept {
  readonly part: UnreadPart;
  count: number;
  lastAt: number;
  /** As GC sent it. */
  raw: string;
  /** What may be shown of it; made when somebody asks. */
  line: string | undefined;
}

/** Keeps what could not be read, with one example each. Costs next to nothing while all can be read. */
export class UnreadRecord {
  #messages = 0;
  /** The version of the secrets when the lines were made. */
  #secretsThen = 0;
  /** Those that came last stand last. */
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly redactor: Redactor) {}

  /** Takes a message that has been read. */
  note(event: GcEvent, { raw, receivedAt }: Pick<Receipt, 'raw' | 'receivedAt'>): void {
    const parts = unreadParts(event);
    if (parts.length === 0) {
      return;
    }
    this.#messages += 1;
    for (const part of parts) {
      this.#keep(part, raw.length > longestKept ? '' : raw, receivedAt);
    }
  }

  /** Messages of which at least a part could not be read. */
  get messages(): number {
    return this.#messages;
  }

  read(): Unread {
    const { version } = this.redactor.secrets;
    if (this.#secretsThen !== version) {
      this.#secretsThen = version;
      this.#kept.forEach((kept) => {
        kept.line = undefined;
      });
    }
    return { messages: this.#messages, findings: [...this.#kept.values()].map((kept) => this.#show(kept)) };
  }

  #keep(part: UnreadPart, raw: string, at: number): void {
    const kept = shortened(part);
    const key = JSON.stringify(kept);
    const before = this.#kept.get(key);
    this.#kept.delete(key);
    this.#kept.set(key, {
      part: kept,
      count: (before?.count ?? 0) + 1,
      lastAt: at,
      raw,
      line: before?.raw === raw ? before.line : undefined,
    });
    forgetOldest(this.#kept, mostFindings);
  }

  #show(kept: Kept): UnreadFinding {
    const { count, lastAt, raw } = kept;
    const part = this.#withoutSecrets(kept.part);
    if (raw === '') {
      return { ...part, count, lastAt };
    }
    kept.line ??= cut(this.redactor.event(raw));
    return { ...part, count, lastAt, line: kept.line };
  }

  #withoutSecrets({ kind, type, attribute, detail }: UnreadPart): UnreadPart {
    const { redactor } = this;
    return {
      kind,
      type,
      ...(attribute !== undefined && { attribute: redactor.ownText(attribute) }),
      ...(detail !== undefined && { detail: redactor.ownText(detail) }),
    };
  }
}

function shortened({ kind, type, attribute, detail }: UnreadPart): UnreadPart {
  return {
    kind,
    type,
    ...(attribute !== undefined && { attribute: shown(attribute) }),
    ...(detail !== undefined && { detail: shown(detail) }),
  };
}

/** Bounded before anything else is done with it. */
function shown(text: string): string {
  return printable(short(text));
}

function cut(line: string): string {
  return line.length <= longestShown ? line : copyOf(`${line.slice(0, longestShown - 1)}…`);
}
