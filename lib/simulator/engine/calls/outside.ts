import { findProblem, GcError, printable, sayOfValue } from '../../../protocol';
import type { Agent } from '../store/agent';
import type { AgentLeg, Call, CallKind, Leg } from '../store/call';
import type { CallQueue } from '../store/call-queue';
import type { ContactCentre } from '../store/contact-centre';
import { connectCall, dropLeg, missCall, offerCall } from './telephony';

/** A call from outside. */
export interface IncomingCall {
  /** Login id or extension of the agent who is called, or name or id of a queue. */
  readonly to: string;
  /** Number of the caller. */
  readonly from: string;
  readonly callVariables?: Readonly<Record<string, string>>;
}

/** Names a call. */
export interface WhichCall {
  /** Login id or extension of the agent who has it; name or id of the queue in which it waits longest; dialog id. */
  readonly to: string;
}

/** So many calls at most wait in a queue. */
const mostWaiting = 1000;

/** Somebody outside calls a queue; or an agent: like a queue's call when the agent is ready, else directly. */
export function receiveCall(centre: ContactCentre, call: IncomingCall): string {
  const agent = lookUpAgent(centre, call.to);
  const queue = lookUpQueue(centre, call.to);
  if (agent !== undefined) {
    return callAgent(centre, agent, call);
  }
  if (queue !== undefined) {
    return callQueue(centre, queue, call);
  }
  throw unknown(call.to);
}

function callAgent(centre: ContactCentre, agent: Agent, incoming: IncomingCall): string {
  if (!agent.isLoggedIn) {
    throw impossible(agent, 'the agent is not logged in');
  }
  if (centre.legsOf(agent).length > 0) {
    throw impossible(agent, 'the agent is busy with another call');
  }
  const kind = agent.home.state === 'READY' ? 'routed' : 'direct';
  const call = openCall(centre, kind, incoming, agent.extension, agent.id);
  offerCall(centre, call, agent, agent.extension);
  return call.dialogId;
}

function callQueue(centre: ContactCentre, queue: CallQueue<Call>, incoming: IncomingCall): string {
  if (queue.waiting.length >= mostWaiting) {
    const detail = `${mostWaiting} calls wait in the queue "${queue.profile.name}" already`;
    throw new GcError('CF_RESOURCE_BUSY', { detail });
  }
  const call = openCall(centre, 'routed', incoming, queue.profile.name);
  call.queue = queue;
  queue.put(call);
  return call.dialogId;
}

/** @throws {GcError} GC_INVALID_PARAMETER; then there is no call. */
function openCall(
  centre: ContactCentre,
  kind: CallKind,
  { from, callVariables = {} }: IncomingCall,
  toAddress: string,
  agentId?: string,
): Call {
  const problem = findProblem('number', from);
  if (problem !== undefined) {
    throw new GcError('GC_INVALID_PARAMETER', {
      agentId,
      detail: sayOfValue('problem', { what: 'from', problem }),
    });
  }
  const call = centre.openCall(kind, String(from), toAddress);
  setVariables(call, callVariables, agentId);
  centre.addOutsider(call, call.fromAddress, 'INITIATED');
  return call;
}

/** @throws {GcError} GC_INVALID_PARAMETER */
export function setVariables(
  call: Call,
  variables: Readonly<Record<string, string>>,
  agentId?: string,
): void {
  for (const [name, value] of Object.entries(variables)) {
    const problem = call.setVariable(name, value);
    if (problem !== undefined) {
      const detail = `the call variable "${printable(name)}" ${problem}`;
      throw new GcError('GC_INVALID_PARAMETER', { agentId, detail });
    }
  }
}

/** The party outside leaves the call; with two calls, the one that is not on hold. */
export function hangUp(centre: ContactCentre, { to }: WhichCall): string {
  const leg = findOutsider(centre, to, () => true, 'no call with anybody outside');
  dropLeg(centre, leg);
  return leg.call.dialogId;
}

/** The number outside that is ringing answers. */
export function answerOutside(centre: ContactCentre, { to }: WhichCall): string {
  const isRinging = ({ state }: Leg) => state === 'ALERTING';
  const { call } = findOutsider(centre, to, isRinging, 'no call that rings at anybody outside');
  connectCall(centre, call);
  return call.dialogId;
}

/** The call that rings at an agent has rung for long enough. */
export function stopRinging(centre: ContactCentre, { to }: WhichCall): string {
  const agent = findAgent(centre, to);
  const leg = centre.legsOf(agent).find(({ state, call }) => state === 'ALERTING' && call.kind !== 'preview');
  if (leg === undefined) {
    throw noCall(agent, 'no call that rings');
  }
  missCall(centre, leg);
  return leg.call.dialogId;
}

/** Somebody outside who takes part in a call. */
function findOutsider(
  centre: ContactCentre,
  to: string,
  fits: (leg: Leg) => boolean,
  otherwise: string,
): Leg {
  const agent = lookUpAgent(centre, to);
  const calls = agent === undefined ? callsAt(centre, to) : callsOf(centre.legsOf(agent));
  const leg = calls.flatMap(outsidersIn).find(fits);
  if (leg === undefined) {
    throw noCall(agent, otherwise);
  }
  return leg;
}

/** Those that are not on hold first. */
function callsOf(legs: readonly AgentLeg[]): Call[] {
  const held = legs.filter(({ state }) => state === 'HELD');
  const others = legs.filter(({ state }) => state !== 'HELD');
  return [...others, ...held].map(({ call }) => call);
}

function callsAt(centre: ContactCentre, name: string): readonly Call[] {
  const call = centre.calls.get(name);
  const calls = lookUpQueue(centre, name)?.waiting ?? (call === undefined ? undefined : [call]);
  if (calls === undefined) {
    throw unknown(name);
  }
  return calls;
}

/** Nobody outside hears what a supervisor hears, or knows what the dialer offers. */
function outsidersIn({ kind, legs }: Call): Leg[] {
  return kind === 'monitor' || kind === 'preview' ? [] : legs.filter(({ agent }) => agent === undefined);
}

/** @throws {GcError} USER_NOT_FOUND */
export function findAgent(centre: ContactCentre, idOrExtension: string): Agent {
  const agent = lookUpAgent(centre, idOrExtension);
  if (agent === undefined) {
    throw unknown(idOrExtension);
  }
  return agent;
}

function lookUpAgent(centre: ContactCentre, idOrExtension: string): Agent | undefined {
  const name = String(idOrExtension);
  const { agents } = centre;
  return (
    agents.get(name) ??
    centre.agentAt(name) ??
    [...agents.values()].find(({ profile }) => profile.extension === name)
  );
}

function lookUpQueue({ queues }: ContactCentre, idOrName: string): CallQueue<Call> | undefined {
  const name = String(idOrName);
  return queues.get(name) ?? [...queues.values()].find(({ profile }) => profile.name === name);
}

export function impossible(agent: Agent, detail: string): GcError {
  return new GcError('CF_INVALID_OBJECT_STATE', { agentId: agent.id, detail });
}

function noCall(agent: Agent | undefined, what: string): GcError {
  return new GcError('NO_DIALOG_ID', {
    agentId: agent?.id,
    detail: agent === undefined ? `there is ${what}` : `the agent has ${what}`,
  });
}

function unknown(name: string): GcError {
  return new GcError('USER_NOT_FOUND', {
    detail: `the simulator has no agent, extension, queue or call "${printable(String(name))}"`,
  });
}
