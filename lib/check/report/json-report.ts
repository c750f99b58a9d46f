import type { CheckResult } from '../check-result';
import { hasProblem } from './finding';

/** The report for programs, with the site profile. */
export function jsonReport({ report, profile }: CheckResult): string {
  return JSON.stringify({ ok: !hasProblem(report), ...report, profile }, null, 2);
}
