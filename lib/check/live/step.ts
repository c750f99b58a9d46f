import type { Finding } from '../report/finding';

/** One question of a live check. */
export interface Step {
  /** Unique within its group: `tcp`. */
  readonly name: string;
  /** As a person calls it: `TCP`. */
  readonly title: string;
  /** Names of steps before it that must have worked. */
  readonly needs: readonly string[];
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** What to do when it takes longer, as a sentence. */
  readonly whenLate: string;
  /**
   * Finds it out. `say` shows a line meanwhile. After the signal has aborted nobody waits for it.
   *
   * @throws {GcError} where a command is refused or has no answer, unless the step has its own words for it
   */
  run(signal: AbortSignal, say: (line: string) => void): Promise<Finding>;
}

/** Whoever watches a live check. */
export interface Progress {
  /** A step begins. */
  started(title: string): void;
  /** Something to know while a step goes on. */
  said(line: string): void;
  /** What the step has found. */
  ended(title: string, finding: Finding): void;
}

export function well(id: string, what: string): Finding {
  return { id, severity: 'well', what };
}

/** `words`: those of the broker or of GC about it. */
export function problem(id: string, what: string, whatToDo: string, words?: string): Finding {
  return {
    id,
    severity: 'problem',
    what,
    whatToDo,
    ...(words === undefined ? {} : { where: { text: words } }),
  };
}

/** There was nothing to try, or no time. */
export function open(id: string, what: string, whatToDo?: string): Finding {
  return { id, severity: 'open', what, whatToDo };
}

/** Whether steps that need it can be tried. */
export function hasWorked({ severity }: Finding): boolean {
  return severity === 'well' || severity === 'note';
}
