import type { NodeAPI } from 'node-red';
import { limited, tryLogin } from '../../../check/live';
import type { AgentLogin } from '../../../client';
import { isLoggedOut } from '../../../protocol';
import { readSiteFile, startSimulator, type Simulator } from '../../../simulator';
import type { AgentNode } from '../../fields/agent-field';
import { findConnections } from '../../lookup/find-connections';
import type { ConnectionPlan } from '../../connection/settings/connection-plan';
import { runningNode } from '../../lookup/running-nodes';
import { privacyOf } from '../../privacy/privacy-of';
import type { TestPlan } from './read-plan';
import type { LoginResult, TestReport } from './report';
import { candidatesFor, type Candidate } from './try-brokers';
import { tryStore } from './try-store';

/** Whatever else hangs. To log the agent out and to leave takes 5 s more at the most. */
const limitMs = 10_000;

/** Tries a connection, up to the login of an agent; `agent`: the id of a gc-agent node, or empty. Takes at most 15 s. */
export async function testConnection(
  RED: NodeAPI,
  test: TestPlan,
  agent: string,
  asker: AbortSignal,
): Promise<TestReport> {
  const [store, report] = await limited(asker, limitMs, (signal) =>
    Promise.all([tryStore(test, signal), tryConnection(RED, test, agent, signal)]),
  );
  return store === undefined ? report : { ...report, store };
}

async function tryConnection(
  RED: NodeAPI,
  test: TestPlan,
  agent: string,
  signal: AbortSignal,
): Promise<TestReport> {
  const privacy = privacyOf(test.plan);
  if (test.plan.mode === 'gc') {
    const candidates = candidatesFor({ ...test.plan.client, privacy }, test);
    return tryOut(candidates, signal, () => loginOf(RED, agent));
  }
  const simulator = await simulatorFor(test.plan, test.siteName);
  try {
    const brokers = [{ host: '127.0.0.1', port: simulator.port }];
    const plan = { ...test.plan, mode: 'gc', client: { ...test.plan.client, brokers } } as const;
    const labels = [`127.0.0.1:${simulator.port}`];
    const way = { labels, deployed: plan, tellsKept: false };
    const candidates = candidatesFor({ ...plan.client, privacy }, way);
    return await tryOut(candidates, signal, () => simulatedLogin(RED, agent, simulator));
  } finally {
    await simulator.close();
  }
}

/** One of its own, on any free port. */
async function simulatorFor(
  plan: Extract<ConnectionPlan, { mode: 'simulator' }>,
  siteName: string,
): Promise<Simulator> {
  const site = plan.siteFile === undefined ? undefined : await readSiteFile(plan.siteFile, siteName);
  return startSimulator({ ...plan.simulator, site, port: 0 });
}

/** Who is to be logged in, or why nobody is. */
type FindLogin = () => AgentLogin | LoginResult;

async function tryOut(
  candidates: readonly Candidate[],
  signal: AbortSignal,
  findLogin: FindLogin,
): Promise<TestReport> {
  try {
    const brokers = await Promise.all(candidates.map((candidate) => candidate.try(signal)));
    const best = candidates[brokers.findIndex(({ outcome }) => outcome === 'well')];
    return { brokers, ...(best === undefined ? skipped : await tryBehind(best, signal, findLogin)) };
  } finally {
    await Promise.all(candidates.map((candidate) => candidate.close()));
  }
}

const skipped = { gc: { outcome: 'skipped' }, login: { outcome: 'skipped' } } as const;

/** What is behind the broker. */
async function tryBehind(
  candidate: Candidate,
  signal: AbortSignal,
  findLogin: FindLogin,
): Promise<Omit<TestReport, 'brokers'>> {
  const gc = await candidate.askGc(signal);
  if (gc.outcome !== 'well') {
    return { gc, login: skipped.login };
  }
  const found = findLogin();
  if ('outcome' in found) {
    return { gc, login: found };
  }
  return {
    gc,
    login: candidate.isDeployed
      ? await tryLogin(candidate.client, found, signal)
      : { outcome: 'withheld', agentId: String(found.agentId) },
  };
}

function loginOf(RED: NodeAPI, id: string): AgentLogin | LoginResult {
  const node = chosenAgent(RED, id);
  if ('outcome' in node) {
    return node;
  }
  const { agentId, extension, sso, credentials, problem } = node;
  if (!credentials.password || problem !== undefined) {
    return { outcome: 'no-password', agentId, ...(problem && { detail: problem.message }) };
  }
  return isAtWork(RED, agentId)
    ? { outcome: 'busy', agentId }
    : { agentId, extension, password: credentials.password, sso: sso || undefined };
}

/** With the simulator's own agents a password is not needed. */
function simulatedLogin(RED: NodeAPI, id: string, { agents }: Simulator): AgentLogin | LoginResult {
  const node = chosenAgent(RED, id);
  if ('outcome' in node) {
    return node;
  }
  const { agentId, problem } = node;
  if (problem !== undefined) {
    return { outcome: 'no-password', agentId, detail: problem.message };
  }
  const simulated = agents.find((agent) => agent.agentId === agentId);
  const password = node.credentials.password || simulated?.password;
  return password === undefined
    ? { outcome: 'no-password', agentId }
    : { agentId, password, extension: node.extension || simulated?.extension || '' };
}

/** The agent of this id. Any other node is none: its password is nothing for a broker. */
function chosenAgent(RED: NodeAPI, id: string): AgentNode | LoginResult {
  if (id === '') {
    return { outcome: 'no-agent' };
  }
  return runningNode<AgentNode>(RED, 'gc-agent', id) ?? { outcome: 'not-deployed' };
}

/** Whether the agent may be logged in, as a connection of this Node-RED knows; one to a simulator does not count. */
function isAtWork(RED: NodeAPI, agentId: string): boolean {
  return findConnections(RED).some(
    ({ connection }) =>
      !connection.isSimulator && !isLoggedOut(connection.agent(agentId)?.state ?? 'UNKNOWN'),
  );
}
