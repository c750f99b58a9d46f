import type { CheckResult } from '../check-result';
import { checkLive, type LiveOptions } from '../live';
import { checkTrace } from '../offline/check-trace-file';
import type { Fact, ReportPart } from '../report/finding';
import { brokerName } from '../../stomp';
import type { Arguments } from './arguments';
import { readLiveOptions } from './live-options';
import { liveProgress } from './live-progress';

const stopping =
  'Stopping. Everything is being left as it was; with a GC that does not answer this takes a minute or two.';

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
    const { parts, recording, isAnswered } = await checkLive(options, stop.signal, progress);
    const trace = recording === undefined ? undefined : [...recording.lines()];
    const seen = await checkTrace(bytesOf(trace ?? []));
    // What a trace without GC's own words says, the steps have said better.
    const ofTrace = seen.hasEvents ? seen.report.parts : [];
    const report = { title: 'Check of a GC', facts: factsOf(options), parts: [...parts, ...ofTrace] };
    const profile = {
      ...seen.profile,
      settings: { ...seen.profile.settings, ...settingsOf(options, parts, isAnswered) },
    };
    return { report, profile, trace, ...(stop.signal.aborted ? { isStopped: true } : {}) };
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
    (broker) => `${broker.tls === undefined ? 'stomp' : 'stomp+ssl'}://${brokerName(broker)}`,
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

/** What the steps themselves have learned: what they have sent is no stand-in. */
function settingsOf(
  { commandQueue }: LiveOptions,
  parts: readonly ReportPart[],
  isAnswered: boolean,
): Record<string, unknown> {
  const settings = parts.flatMap(({ findings }) => findings.flatMap(({ setting }) => setting ?? []));
  return {
    ...(isAnswered && commandQueue !== 'Connector1' ? { commandQueue } : {}),
    ...Object.fromEntries(settings.map(({ field, value }) => [field, value])),
  };
}

async function* bytesOf(lines: Iterable<string>): AsyncIterable<Buffer> {
  for (const line of lines) {
    yield await Promise.resolve(Buffer.from(`${line}\n`));
  }
}
