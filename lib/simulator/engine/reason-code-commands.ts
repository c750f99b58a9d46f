import type { Site } from '../site';
import type { Agent } from './agent';
import type { ContactCentre } from './contact-centre';

export const reasonCodeCommands = {
  wrapupreasoncode: list('WrapUp'),
  reasoncodelogout: list('LOGOUT'),
  reasoncodenotready: list('NOT_READY'),
};

function list(category: keyof Site['reasonCodes']) {
  return (centre: ContactCentre, agent: Agent): void => {
    const reasonCodes = centre.site.reasonCodes[category];
    centre.tell(agent, { type: 'ReasonCodes', category, reasonCodes, agentId: agent.id });
  };
}
