import type { SettingChange } from '../../report/finding';
import type { ConfirmationsNeeded } from '../confirmations-needed';
import type { ClockFindings } from '../findings/clock-findings';
import type { Sight } from '../sight';
import type { Where } from '../tally';

/** What something in a trace says of an assumption. */
export interface Verdict {
  readonly state: 'confirmed' | 'contradicted';
  /** What was seen, as a sentence. */
  readonly why: string;
  readonly where?: Where | undefined;
  /** The setting that makes it right. */
  readonly setting?: SettingChange | undefined;
  /** True where nothing fails because of it. */
  readonly isHarmless?: true;
}

/** What is known at the end of a trace. */
export interface WholeTrace {
  readonly needed: ConfirmationsNeeded;
  readonly clock: ClockFindings;
}

/** What looks for one assumption in one trace, and remembers what it needs for it. */
export interface Search {
  readonly take?: (sight: Sight) => Verdict | undefined;
  /** What can be said only at the end. */
  readonly end?: (whole: WholeTrace) => Verdict | undefined;
}

/** How a trace proves an assumption: a new search for each trace, or why no trace can show it. */
export type Evidence = { readonly search: () => Search } | { readonly cannotShow: string };

export function confirmed(why: string, where?: Where): Verdict {
  return { state: 'confirmed', why, where };
}

export function contradicted(why: string, where?: Where, setting?: SettingChange): Verdict {
  return { state: 'contradicted', why, where, setting };
}

/** A search that needs no memory. */
export function each(take: (sight: Sight) => Verdict | undefined): Evidence {
  return { search: () => ({ take }) };
}
