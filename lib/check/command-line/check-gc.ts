import type { CheckResult } from '../check-result';
import { checkLive, type LiveOptions } from '../live';
import type { Fact, ReportPart } from '../report/finding';
import type { Arguments } from './arguments';
import { readLiveOptions } from './live-options';
import { liveProgress } from './live-progress';

const stopping = 'Stopping. Everything is being left as it was; this takes a minute at most.';

/**
 * Checks a GC that runs. Ctrl+C stops it, after everything is as it was.
 *
 * @throws {UsageError} before anything is tried
 * @throws {GcError} GC_INVALID_CONFIGURATION, the same
 */
export async function checkGc(given: Arguments): Promise<CheckResult> {
  const options = await readLiveOptions(given);
  const { stderr } = process;
  const progress = liveProgress((text) => stderr.write(text), stderr.isTTY);
  const stop = new AbortController();
  const ignore = stopWhenAsked(() => {
    progress.said(stopping);
    stop.abort();
  });
  try {
    const parts = await checkLive(options, stop.signal, progress);
    const report = { title: 'Check of a GC', facts: factsOf(options), parts };
    const profile = { siteProfile: 1, dialect: {}, settings: settingsOf(parts), assumptions: {} } as const;
    return { report, profile, ...(stop.signal.aborted ? { isStopped: true } : {}) };
  } finally {
    ignore();
  }
}

/** Also when the terminal is closed, or nobody reads any more what is shown. Returns what ends it. */
function stopWhenAsked(stop: () => void): () => void {
  let isAsked = false;
  const ask = () => {
    if (!isAsked) {
      isAsked = true;
      stop();
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const outputs = [process.stdout, process.stderr];
  signals.forEach((signal) => process.on(signal, ask));
  outputs.forEach((output) => output.on('error', ask));
  return () => {
    signals.forEach((signal) => process.off(signal, ask));
  };
}

function factsOf({ brokers, user, commandQueue, destination, agent, numbers }: LiveOptions): Fact[] {
  const names = brokers.map(
    ({ host, port, tls }) => `${tls === undefined ? 'stomp' : 'stomp+ssl'}://${host}:${port}`,
  );
  return [
    { name: 'When', value: new Date().toISOString() },
    { name: 'Brokers', value: names.join(', ') },
    { name: 'User', value: user ?? 'none' },
    { name: 'Queue', value: commandQueue },
    { name: 'Destination', value: destination },
    { name: 'Agent', value: agent === undefined ? 'none' : `${agent.agentId} at ${agent.extension}` },
    ...(numbers.length === 0 ? [] : [{ name: 'Calls to', value: numbers.join(', ') }]),
  ];
}

function settingsOf(parts: readonly ReportPart[]): Readonly<Record<string, unknown>> {
  const settings = parts.flatMap(({ findings }) => findings.flatMap(({ setting }) => setting ?? []));
  return Object.fromEntries(settings.map(({ field, value }) => [field, value]));
}
