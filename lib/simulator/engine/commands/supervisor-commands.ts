import type { DecodedCommand } from '../../../protocol';
import { findLeg } from '../calls/find-leg';
import { dropLeg, endCall, joinCall, enterCall } from '../calls/telephony';
import { reportCall } from '../publishing/report-call';
import { showState } from '../publishing/report-state';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import { isConnected, type AgentLeg, type Call } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';
import { checkSupervisor, supervises } from './rights';

type Parameters = DecodedCommand['parameters'];

/**
 * What supervisors do with the calls of their teams.
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "Make a Silent Monitor Call", "Make a Barge Call", "Drop
 * Participant from Conference"; what a supervisor sees, from public clients of GC.
 */
export const supervisorCallCommands = {
  silentmonitor: monitor,
  endsilentmonitor: endMonitoring,
  bargein: bargeIn,
  dropparticipant: dropParticipant,
};

function monitor(centre: ContactCentre, supervisor: Agent, { extension }: Parameters): void {
  checkSupervisor(supervisor);
  const watched = findTalking(centre, supervisor, extension);
  if (supervisor.shown.state !== 'NOT_READY' || centre.legsOf(supervisor).length > 0) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  const call = centre.openCall('monitor', supervisor.extension, watched.address);
  const leg = enterCall(centre, call, supervisor, supervisor.extension, 'ACTIVE');
  centre.addOutsider(call, watched.address, 'ACTIVE');
  call.watched = watched;
  const end = (): void => {
    endCall(centre, call);
  };
  watched.onOver.add(end);
  leg.onOver.add(() => watched.onOver.delete(end));
  showState(centre, supervisor);
  reportCall(centre, leg);
}

/** The part in a call of the agent at an extension. */
function findTalking(centre: ContactCentre, supervisor: Agent, extension: string | undefined): AgentLeg {
  if (extension === undefined) {
    throw new RefusedCommand('MISSING_NUMBER');
  }
  const agent = centre.agentAt(extension);
  if (agent === undefined || agent === supervisor) {
    throw new RefusedCommand('CF_INVALID_CALLED_DEVICE');
  }
  if (!supervises(centre, supervisor, agent)) {
    throw new RefusedCommand('AUTHORIZATION_FAILURE');
  }
  const leg = centre.legsOf(agent).find(({ state, call }) => state === 'ACTIVE' && call.kind !== 'monitor');
  if (leg === undefined) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  return leg;
}

function endMonitoring(centre: ContactCentre, supervisor: Agent, { dialogId }: Parameters): void {
  checkSupervisor(supervisor);
  const { call } = findLeg(centre, supervisor, dialogId, ['ACTIVE', 'HELD']);
  if (call.kind !== 'monitor') {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  endCall(centre, call);
}

/** A supervisor may barge only into what is being monitored, and only if the agent could make a conference of it. */
function bargeIn(centre: ContactCentre, supervisor: Agent, { memberId, dialogId }: Parameters): void {
  checkSupervisor(supervisor);
  const { call: monitoring } = findLeg(centre, supervisor, dialogId, ['ACTIVE']);
  const { watched } = monitoring;
  if (watched === undefined) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  const { agent, call } = watched;
  if (memberId !== agent.id && memberId !== watched.address) {
    throw new RefusedCommand('AUTHORIZATION_FAILURE');
  }
  const isConsulting = centre.legsOf(agent).some(({ main }) => main !== undefined);
  if (watched.state !== 'ACTIVE' || isConsulting || (isConference(call) && call.controller !== agent)) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  call.controller = agent;
  joinCall(centre, call, supervisor, supervisor.extension, { role: 'SUPERVISOR_BARGE_IN' });
  endCall(centre, monitoring);
}

/** When it is the agent who is dropped, the supervisor has taken the call over. */
function dropParticipant(
  centre: ContactCentre,
  supervisor: Agent,
  { extension, dialogId }: Parameters,
): void {
  checkSupervisor(supervisor);
  const own = findLeg(centre, supervisor, dialogId, ['ACTIVE']);
  const { call } = own;
  if (!isConference(call)) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  const other = call.legs.find((leg) => leg !== own && leg.address === extension);
  if (other === undefined) {
    throw new RefusedCommand('CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL');
  }
  dropLeg(centre, other);
  tellDropped(centre, supervisor, other.address, call);
}

function tellDropped(centre: ContactCentre, supervisor: Agent, extension: string, { legs }: Call): void {
  const agentId = supervisor.id;
  const extensions = legs.filter(isConnected).map(({ address }) => address);
  centre.report(supervisor, { type: 'ConferenceParticipants', extensions, agentId });
  const message = `${extension} has been dropped from the call.`;
  centre.report(supervisor, { type: 'Control', control: 'PrintStatusBar', message, agentId });
}

function isConference({ legs }: Call): boolean {
  return legs.filter(isConnected).length > 2;
}
