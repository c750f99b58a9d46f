import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';

/** All calls are recorded; GC tells nobody that a recording pauses. */
export const recordingCommands = {
  ZOOMPauseRecording: (centre: ContactCentre, agent: Agent) => {
    setRecorded(centre, agent, false);
  },
  ZOOMResumeRecording: (centre: ContactCentre, agent: Agent) => {
    setRecorded(centre, agent, true);
  },
};

function setRecorded(centre: ContactCentre, agent: Agent, isRecorded: boolean): void {
  const leg = centre.legsOf(agent).find(({ state, call }) => state === 'ACTIVE' && call.kind !== 'monitor');
  if (leg === undefined || leg.call.isRecorded === isRecorded) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  leg.call.isRecorded = isRecorded;
}
