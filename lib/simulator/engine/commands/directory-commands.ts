import type { DecodedCommand } from '../../../protocol';
import type { Site, SiteContact, SitePhonebook } from '../../site';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';
import { findTeam, teamsLedBy } from './rights';

type Parameters = DecodedCommand['parameters'];

/** Commands that ask for lists of the site: reason codes, phonebooks and their contacts. */
export const directoryCommands = {
  wrapupreasoncode: listReasonCodes('WrapUp'),
  reasoncodelogout: listReasonCodes('LOGOUT'),
  reasoncodenotready: listReasonCodes('NOT_READY'),
  GetPhonebooks: (centre: ContactCentre, agent: Agent) => {
    const isFor = ({ type, team }: SitePhonebook) => type === 'GLOBAL' || team === agent.profile.team;
    const books = centre.site.phonebooks.filter(isFor);
    centre.report(agent, { type: 'Phonebooks', phonebooks: books.map(described), agentId: agent.id });
  },
  GetTeamPhonebooks: (centre: ContactCentre, agent: Agent, { teamId = agent.profile.team }: Parameters) => {
    const { id } = findTeam(centre, teamId);
    checkRight(centre, agent, id);
    const books = centre.site.phonebooks.filter(({ team }) => team === id);
    centre.report(agent, { type: 'TeamPhoneBooks', phonebooks: books.map(described), agentId: agent.id });
  },
  GetPhonebookContacts: (centre: ContactCentre, agent: Agent, { phonebookId }: Parameters) => {
    const book = findPhonebook(centre, phonebookId);
    if (book.team !== undefined) {
      checkRight(centre, agent, book.team);
    }
    const contacts = book.contacts.map(describedContact);
    centre.report(agent, { type: 'PhonebookContacts', contacts, agentId: agent.id });
  },
};

function listReasonCodes(category: keyof Site['reasonCodes']) {
  return (centre: ContactCentre, agent: Agent): void => {
    const reasonCodes = centre.site.reasonCodes[category];
    centre.report(agent, { type: 'ReasonCodes', category, reasonCodes, agentId: agent.id });
  };
}

function findPhonebook({ site }: ContactCentre, phonebookId: string | undefined): SitePhonebook {
  if (phonebookId === undefined) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
  const book = site.phonebooks.find(({ id }) => id === phonebookId);
  if (book === undefined) {
    throw new RefusedCommand('NOT_FOUND');
  }
  return book;
}

/** The phonebooks of a team are for its members and for the supervisors who lead it. */
function checkRight(centre: ContactCentre, agent: Agent, teamId: string): void {
  if (teamId !== agent.profile.team && !teamsLedBy(centre, agent).some(({ id }) => id === teamId)) {
    throw new RefusedCommand('AUTHORIZATION_FAILURE');
  }
}

/** In the order in which GC's text has the fields. */
function described({ name, type, id }: SitePhonebook) {
  return { name, type, id };
}

function describedContact({ description, firstName, lastName, phoneNumber, id }: SiteContact, index: number) {
  return { description, firstName, lastName, phoneNumber, id: id ?? String(index + 1) };
}
