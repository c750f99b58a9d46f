import { checkLive, type LiveOptions, type Progress } from '../../../../lib/check/live';
import type { Finding, ReportPart } from '../../../../lib/check/report/finding';

/** No step waits long for an answer that does not come. */
const limits = { connectMs: 2000, gcMs: 500 };

export const agent = { agentId: '1081', password: 'secret', extension: '2001' };

export function optionsFor(port: number, others: Partial<LiveOptions> = {}): LiveOptions {
  const brokers = [{ host: '127.0.0.1', port }];
  return { brokers, commandQueue: 'Connector1', destination: 'gc-check', numbers: [], limits, ...others };
}

/** Follows a check, and can do something when a step begins or says something. */
export class Watcher implements Progress {
  readonly lines: string[] = [];

  constructor(private readonly onLine: (line: string) => void = () => undefined) {}

  started(title: string): void {
    this.onLine(title);
  }

  said(line: string): void {
    this.lines.push(line);
    this.onLine(line);
  }

  ended(title: string, { severity }: Finding): void {
    this.lines.push(`${severity} ${title}`);
  }
}

export async function run(
  options: LiveOptions,
  signal = new AbortController().signal,
  watcher = new Watcher(),
): Promise<readonly ReportPart[]> {
  const { parts } = await checkLive(options, signal, watcher);
  return parts;
}

/** The ids of what was found, in order. */
export function idsOf(parts: readonly ReportPart[]): string[] {
  return findingsOf(parts).map(({ id }) => id);
}

export function findingsOf(parts: readonly ReportPart[]): Finding[] {
  return parts.flatMap(({ findings }) => findings);
}

/** What needs something done. */
export function problemsOf(parts: readonly ReportPart[]): Finding[] {
  return findingsOf(parts).filter(({ severity }) => severity === 'problem');
}
