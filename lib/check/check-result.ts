import type { SiteProfile } from './profile';
import type { Report } from './report/finding';

/** What comes out of a check of a trace or of a GC. */
export interface CheckResult {
  readonly report: Report;
  /** What the check has learned about this GC. */
  readonly profile: SiteProfile;
  /** Whether the trace has anything that GC has said. */
  readonly hasEvents?: boolean;
  /** Lines of the trace that was made meanwhile, the header first. */
  readonly trace?: Iterable<string> | undefined;
  /** It was stopped before its end: the exit status is 2. */
  readonly isStopped?: true;
}
