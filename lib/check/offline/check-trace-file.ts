import type { CheckResult } from '../check-result';
import { UsageError } from '../usage-error';

/** @throws {UsageError} where the file cannot be read */
export function checkTraceFile(file: string): Promise<CheckResult> {
  return Promise.reject(new UsageError(`${file} cannot be read.`));
}
