/**
 * How much a finding matters: `well` holds or works; `problem` needs something done, and makes the exit status 1;
 * `note` is good to know; `open` was not seen or not tried.
 */
export type Severity = 'well' | 'problem' | 'note' | 'open';

/** One thing that a check has found, in a report as a paragraph. */
export interface Finding {
  /** Stays the same between versions, for scripts: `unknown-event`, `tls-untrusted`. */
  readonly id: string;
  readonly severity: Severity;
  /** What is so, as a sentence. */
  readonly what: string;
  readonly where?: Place | undefined;
  /** How many times it was found; absent: once. */
  readonly count?: number | undefined;
  /** The one thing to do now, as a sentence. */
  readonly whatToDo?: string | undefined;
  /** The setting of gc-connection to change. */
  readonly setting?: SettingChange | undefined;
}

/** Where something was found first. */
export interface Place {
  /** Line of a trace, from 1. */
  readonly line?: number | undefined;
  /** What stands there, shortened. */
  readonly text?: string | undefined;
}

/** A field of gc-connection, and the value it needs. */
export interface SettingChange {
  /** Name of the field, as a flow has it: `helloArgument`. */
  readonly field: string;
  readonly value: unknown;
  /** Where the dialog has it: `GC → Hello names`. */
  readonly label: string;
  /** The value in the words of the dialog. */
  readonly shown: string;
}

/** Something about the whole, in a report as a row of a table. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Findings that belong together, under a heading. */
export interface ReportPart {
  /** Stays the same between versions, for scripts. */
  readonly id: string;
  readonly title: string;
  readonly facts?: readonly Fact[] | undefined;
  readonly findings: readonly Finding[];
}

/** All that a check says. */
export interface Report {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly parts: readonly ReportPart[];
}

/** Whether anything needs something done. */
export function hasProblem({ parts }: Report): boolean {
  return parts.some(({ findings }) => findings.some(({ severity }) => severity === 'problem'));
}
