import type { Recording } from '../../client';
import type { Finding, ReportPart } from '../report/finding';
import { agentSteps, AgentCheck, restoreAgent } from './agent';
import { BrokerCheck, brokerSteps } from './broker';
import { CallCheck, callSteps } from './calls';
import type { LiveOptions } from './options';
import { hasWorked, open, type Progress } from './step';
import { StepRun } from './step-run';

/** What a live check has found. */
export interface LiveResult {
  readonly parts: readonly ReportPart[];
  /** What went over the wire to GC; absent where no broker has let us in. */
  readonly recording?: Recording | undefined;
  /** Whether GC has answered behind a broker, in service or not. */
  readonly isAnswered: boolean;
}

/**
 * Tries brokers, GC, and a test agent, step by step. Afterwards everything is as it was, also when the signal aborts in
 * the middle.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, before anything is tried
 */
export async function checkLive(
  options: LiveOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<LiveResult> {
  const checks = options.brokers.map((address) => new BrokerCheck(address, options));
  const run = new StepRun(signal, progress);
  try {
    const parts: ReportPart[] = [];
    for (const [index, check] of checks.entries()) {
      const findings = await run.all(brokerSteps(check));
      parts.push({ id: `broker-${index + 1}`, title: `Broker ${check.name}`, findings });
    }
    const chosen = checks[parts.findIndex(leadsToGc)];
    const behind = await checkBehind(chosen, options, run, progress);
    const { recording } = chosen ?? checks.findLast(({ login }) => login?.outcome === 'well') ?? {};
    const brokers = parts.map((part) => (chosen === undefined || leadsToGc(part) ? part : asStandby(part)));
    const isAnswered = checks.some((check) => check.isAnswered);
    return { parts: [...brokers, ...behind], recording, isAnswered };
  } finally {
    // That the clients close is nothing that GC or the broker have done.
    checks.forEach(({ recording }) => {
      recording.stop();
    });
    await Promise.all(checks.map(({ client }) => client.close()));
  }
}

function leadsToGc({ findings }: ReportPart): boolean {
  return findings.every(hasWorked);
}

/** With GC at another broker, what is not well here is no problem. */
function asStandby(part: ReportPart): ReportPart {
  const findings = part.findings.map((finding): Finding => {
    const { id, severity, what } = finding;
    const isExpected = id === 'gc-silent' || id.startsWith('tcp-');
    const why = 'GC answers at another broker; for a standby that waits for its turn this is in order.';
    return severity === 'problem' && isExpected
      ? { ...finding, severity: 'note', what: `${what} ${why}` }
      : finding;
  });
  return { ...part, findings };
}

/** What is behind the broker at which GC answers. */
async function checkBehind(
  broker: BrokerCheck | undefined,
  { agent: login, numbers }: LiveOptions,
  run: StepRun,
  progress: Progress,
): Promise<ReportPart[]> {
  const skip = (id: string, what: string, whatToDo?: string): ReportPart[] => {
    const finding = open(id, what, whatToDo);
    progress.ended('Agent', finding);
    return [{ id: 'agent', title: 'Agent', findings: [finding] }];
  };
  if (login === undefined) {
    const whatToDo = 'Name a test agent with --agent and --extension.';
    return skip('agent-not-named', 'No agent was logged in, because none was named.', whatToDo);
  }
  if (broker === undefined) {
    return skip('agent-skipped', `Agent ${login.agentId} was not logged in, because GC does not answer.`);
  }
  return checkAgent(new AgentCheck(broker.client, login), numbers, run, progress);
}

/** Whatever happens, the agent is left as it was. */
async function checkAgent(
  check: AgentCheck,
  numbers: readonly string[],
  run: StepRun,
  progress: Progress,
): Promise<ReportPart[]> {
  const parts: ReportPart[] = [];
  const title = 'Everything as it was';
  try {
    parts.push({ id: 'agent', title: `Agent ${check.agentId}`, findings: await run.all(agentSteps(check)) });
    parts.push(...(await checkCalls(check, numbers, run)));
    progress.started(title);
  } finally {
    const restored = await restoreAgent(check);
    parts.push({ id: 'afterwards', title: 'Afterwards', findings: [restored] });
  }
  parts.at(-1)?.findings.forEach((finding) => {
    progress.ended(title, finding);
  });
  return parts;
}

async function checkCalls(
  check: AgentCheck,
  [called, consulted]: readonly string[],
  run: StepRun,
): Promise<ReportPart[]> {
  if (called === undefined) {
    return [];
  }
  const findings =
    check.loggedIn === 'yes'
      ? await run.all(callSteps(new CallCheck(check, called, consulted ?? called)))
      : [open('calls-skipped', `Nobody was called, because agent ${check.agentId} was not logged in.`)];
  return [{ id: 'calls', title: 'Calls', findings }];
}
