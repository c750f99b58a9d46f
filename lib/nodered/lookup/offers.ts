import type { NodeAPI } from 'node-red';
import type { CommandOptions, Snapshot } from '../../client';
import type { Privacy } from '../../privacy';
import {
  reasonKinds,
  type Choice,
  type ChoiceKind,
  type ReasonCode,
  type ReasonKindName,
} from '../../protocol';
import { readSite, type Simulator } from '../../simulator';
import { runningNodes } from './running-nodes';
import type { AgentNode } from '../fields/agent-field';
import { askKept, type Ask } from './ask-kept';
import { isKnownToGc } from './known-agents';
import { asText, type Listed } from './matches';
import { Phonebooks } from './phonebooks';
import type { SharedConnection } from '../connection/shared-connection';

/** Where choices come from. */
export interface ChoiceSource {
  readonly snapshot: Snapshot | undefined;
  /** Of the built-in simulator. */
  readonly simulated: Pick<Simulator, 'agents' | 'queues' | 'reasonCodes'>;
  readonly agentNodes: readonly AgentNode[];
  /** For whom something is chosen. */
  readonly agentId: string | undefined;
  /** Conceals names and numbers; undefined: nothing is concealed. */
  readonly privacy: Privacy | undefined;
  /** Asks GC. */
  readonly ask: Ask;
  /** The agents for whom GC can be asked; the one for whom something is chosen first. */
  readonly askers: readonly string[];
}

type Offer = (source: ChoiceSource) => Choice[] | Promise<Choice[]>;

/** What a connection has to offer, by kind. */
export const offers: Readonly<Record<ChoiceKind, Offer>> = {
  agents: (source) => peopleBy('agentId', source),
  extensions: (source) => peopleBy('extension', source),
  // Contacts are customers.
  numbers: async (source) => [
    ...(source.privacy === undefined ? await contacts(source) : []),
    ...peopleBy('extension', source),
  ],
  calls,
  'not-ready-reasons': (source) => reasons('not-ready', source),
  'logout-reasons': (source) => reasons('logout', source),
  'wrap-up-reasons': (source) => reasons('wrap-up', source),
  phonebooks: async (source) => {
    const { event } = await phonebooksOf(source).all();
    return event?.type === 'Phonebooks' ? named(event.phonebooks) : [];
  },
  teams: ({ snapshot }) => (snapshot?.teams ?? []).map(({ id, name }) => ({ id, name })),
  queues,
  'simulated-goals': ({ simulated: { agents, queues: its } }) => [
    ...agents.map((agent) => ({ id: agent.agentId, name: nameOf(agent) })),
    ...its.map(({ name }) => ({ id: name })),
  ],
};

const nothingSimulated: ChoiceSource['simulated'] = {
  agents: [],
  queues: [],
  reasonCodes: { WrapUp: [], LOGOUT: [], NOT_READY: [] },
};

/** How long answers of GC count, in milliseconds. */
const keepMs = 300_000;

/** `options`: how long GC may take for an answer, and who asks. */
export async function sourceOf(
  RED: NodeAPI,
  connection: SharedConnection,
  agentId: string | undefined,
  options: Pick<CommandOptions, 'timeoutMs' | 'by'>,
): Promise<ChoiceSource> {
  const simulator = await connection.simulator().catch(() => undefined);
  const client = connection.isWell ? await connection.client() : undefined;
  const known = client?.loggedIn ?? [];
  return {
    snapshot: connection.snapshot,
    privacy: connection.privacy,
    simulated: simulator ?? nothingSimulated,
    agentNodes: agentNodesOf(RED),
    agentId,
    ask: (name, parameters) =>
      client === undefined
        ? Promise.reject(new Error('GC cannot be asked now.'))
        : askKept(client, name, parameters, keepMs, { ...options, isPrivate: true }),
    askers: known.some((id) => id === agentId) ? [String(agentId), ...known] : known,
  };
}

/** What a built-in simulator that is not deployed yet will have. */
export function undeployedSimulator(RED: NodeAPI): ChoiceSource {
  return {
    snapshot: undefined,
    privacy: undefined,
    simulated: readSite(),
    agentNodes: agentNodesOf(RED),
    agentId: undefined,
    ask: () => Promise.reject(new Error('GC cannot be asked now.')),
    askers: [],
  };
}

function agentNodesOf(RED: NodeAPI): AgentNode[] {
  return runningNodes<AgentNode>(RED, 'gc-agent').filter(({ problem }) => problem === undefined);
}

/**
 * Whoever is known here. GC is not asked who is logged in: that would wait with calls, and its answer would change what
 * is known.
 */
function peopleBy(key: 'agentId' | 'extension', source: ChoiceSource): Choice[] {
  const { snapshot, simulated, agentNodes, privacy } = source;
  const found = new Map<string, string | undefined>();
  const areConcealed = privacy?.concealsAgents === true;
  const heardOf = key === 'extension' && areConcealed ? [] : (snapshot?.agents ?? []).filter(isKnownToGc);
  for (const person of [...heardOf, ...simulated.agents, ...agentNodes]) {
    const id = person[key];
    if (id !== undefined && id !== '') {
      found.set(id, found.get(id) ?? (areConcealed ? undefined : nameOf(person)));
    }
  }
  return Array.from(found, ([id, name]) => ({ id, name }));
}

interface Person {
  readonly agentName?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Of a gc-agent. */
  readonly name?: string | undefined;
}

function nameOf({ agentName, firstName, lastName, name }: Person): string | undefined {
  return agentName ?? (joined(firstName, lastName) || name);
}

/** The agent's calls; all where nobody is known. */
function calls({ snapshot, agentId, privacy }: ChoiceSource): Choice[] {
  const known = snapshot?.calls ?? [];
  const legs = (privacy?.data(known) ?? known).flatMap((call) => call.legs);
  const meant = legs.filter(
    (leg) => leg.endedAt === undefined && (agentId === undefined || leg.agentId === agentId),
  );
  return meant.flatMap(({ dialogId: id, agentId: whose, fromAddress, toAddress, state }) =>
    id === undefined ? [] : [{ id, name: joined(`${whose}:`, fromAddress, '→', toAddress, state) }],
  );
}

/** Those of the simulator are known while nobody is logged in. */
async function reasons(
  kind: ReasonKindName,
  { ask, askers: [agentId = ''], simulated }: ChoiceSource,
): Promise<Choice[]> {
  const { question, category, takes } = reasonKinds[kind];
  let codes: readonly ReasonCode[] = simulated.reasonCodes[category];
  if (codes.length === 0) {
    const { event } = await ask(question, { agentId });
    codes = event?.type === 'ReasonCodes' ? (event.reasonCodes ?? []) : [];
  }
  return codes.map(({ code, label }) => (takes === 'code' ? { id: code, name: label } : { id: label }));
}

async function contacts(source: ChoiceSource): Promise<Choice[]> {
  const { event } = await phonebooksOf(source)
    .search('')
    .catch(() => ({ event: undefined }));
  const found = event?.type === 'PhonebookContacts' ? (event.contacts ?? []) : [];
  return found.map(({ phoneNumber, firstName, lastName, phonebookName }: Listed) => ({
    id: asText(phoneNumber),
    name: joined(asText(firstName), asText(lastName), `(${asText(phonebookName)})`),
  }));
}

/** Only supervisors are told of queues. */
async function queues({ snapshot, simulated, ask, askers }: ChoiceSource): Promise<Choice[]> {
  const supervisor = snapshot?.agents.find((agent) => agent.supervisor && askers.includes(agent.agentId));
  if (supervisor === undefined) {
    return simulated.queues.map(({ name }) => ({ id: name }));
  }
  const { event } = await ask('getqueuelist', { agentId: supervisor.agentId });
  const listed: readonly Listed[] = event?.type === 'QueueList' ? (event.queues ?? []) : [];
  return listed.map(({ queueName }) => ({ id: asText(queueName) }));
}

function phonebooksOf({ ask, askers: [agentId = ''] }: ChoiceSource): Phonebooks {
  return new Phonebooks(agentId, ask);
}

function named(list: readonly Listed[] = []): Choice[] {
  return list.map(({ id, name }) => ({ id: asText(id), name: asText(name) }));
}

function joined(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}
