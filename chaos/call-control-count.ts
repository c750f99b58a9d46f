import { decodeCommand, type CommandName, type EncodedCommand } from '../lib/protocol';
import type { SimulatorLogEntry } from '../lib/simulator';

const callControl: readonly (CommandName | undefined)[] = [
  'MakeCall',
  'AnswerCall',
  'HoldCall',
  'RetrieveCall',
  'ReleaseCall',
  'update_call_variable',
];

/** Flows ask for each command about a call once; here is counted how often GC gets it. */
export class CallControlCount {
  /** When flows have asked, in milliseconds. */
  readonly #asked = new Map<string, number>();
  readonly #got = new Map<string, number>();
  /** How long after it was asked for GC has got a command, at most, in milliseconds. */
  latest = 0;

  /** Whether nobody has asked for this before. */
  isNew(command: EncodedCommand): boolean {
    const key = keyOf(command);
    if (this.#asked.has(key)) {
      return false;
    }
    this.#asked.set(key, performance.now());
    return true;
  }

  /** Reads in the log of GC what it gets. */
  readonly read = (entry: SimulatorLogEntry): void => {
    if (entry.kind === 'command' && callControl.includes(decodeCommand(entry.type, entry.body)?.name)) {
      const key = keyOf(entry);
      const now = performance.now();
      this.#got.set(key, (this.#got.get(key) ?? 0) + 1);
      this.latest = Math.max(this.latest, now - (this.#asked.get(key) ?? now));
    }
  };

  /** How many different ones GC has got. */
  get got(): number {
    return this.#got.size;
  }

  /** What GC has got more than once, or without being asked. */
  get surplus(): string[] {
    return [...this.#got].flatMap(([key, times]) => (times > 1 || !this.#asked.has(key) ? [key] : []));
  }

  /** From now on everything is new. */
  clear(): void {
    this.#asked.clear();
    this.#got.clear();
  }
}

function keyOf({ type, body }: EncodedCommand): string {
  return `${type} ${body}`;
}
