import { loggedInStates, reasonKinds, type GcEvent } from '../../../protocol';
import type { Finding } from '../../report/finding';
import { open, well, type Step } from '../step';
import { commandMs, type AgentCheck } from './agent-check';

const confirmedBy =
  'GC may not offer this, or answer with another event. If the rest of this report shows such an event, name it in ' +
  'gc-connection under "GC → Confirmed by".';

/** The state of the agent, as GC tells it. */
export function stateStep(check: AgentCheck): Step {
  return question('state', 'State of the agent', [], 1, async (signal) => {
    const { event } = await check.command('GetState', {}, { signal });
    const state = event?.type === 'State' ? event.state : 'no state';
    return loggedInStates.includes(state)
      ? well('state-known', `GC says that agent ${check.agentId} is ${state}.`)
      : {
          id: 'state-unknown-word',
          severity: 'note',
          what: `GC says that agent ${check.agentId} is "${state}", which no table knows as a state of somebody logged in.`,
        };
  });
}

/** The reasons for not ready, logout and wrap-up. */
export function reasonCodesStep(check: AgentCheck): Step {
  return question('reason-codes', 'Reason codes', [], Object.keys(reasonKinds).length, async (signal) => {
    const counts: string[] = [];
    for (const [kind, { question: command }] of Object.entries(reasonKinds)) {
      const { event } = await check.command(command, {}, { signal });
      const codes = (event?.type === 'ReasonCodes' ? event.reasonCodes : undefined) ?? [];
      if (kind === 'logout') {
        check.logoutReason = codes[0]?.code;
      }
      counts.push(`${codes.length} ${kind}`);
    }
    return well('reason-codes-listed', `GC lists reasons: ${counts.join(', ')}.`);
  });
}

/** The phonebooks of the agent. */
export function phonebooksStep(check: AgentCheck): Step {
  return question('phonebooks', 'Phonebooks', [], 1, async (signal) => {
    const { event } = await check.command('GetPhonebooks', {}, { signal });
    const books = (event?.type === 'Phonebooks' ? event.phonebooks : undefined) ?? [];
    const id = books[0]?.['id'];
    check.phonebookId = typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
    return well('phonebooks-listed', `GC lists ${count(books, 'phonebook')}.`);
  });
}

/** The contacts of the first of them. */
export function contactsStep(check: AgentCheck): Step {
  return question('contacts', 'Contacts', ['phonebooks'], 1, async (signal) => {
    const { phonebookId } = check;
    if (phonebookId === undefined) {
      const whatToDo = 'Give the agent a phonebook with a contact in Finesse if your flows look numbers up.';
      return open('contacts-none', 'Contacts: there is no phonebook to ask for.', whatToDo);
    }
    const { event } = await check.command('GetPhonebookContacts', { phonebookId }, { signal });
    const contacts = (event?.type === 'PhonebookContacts' ? event.contacts : undefined) ?? [];
    return well('contacts-listed', `GC lists ${count(contacts, 'contact')} of the first phonebook.`);
  });
}

/** The members of a team, where the agent leads one. */
export function teamsStep(check: AgentCheck): Step {
  return question('teams', 'Teams', [], 1, async (signal) => {
    const { client, agentId, teams } = check;
    const { supervisor, team } = client.agent(agentId);
    if (supervisor !== true) {
      return open(
        'teams-no-supervisor',
        `Teams: agent ${agentId} is no supervisor, so there is nobody to ask for.`,
        'Check a supervisor as well (--agent) if your flows use the supervisor node.',
      );
    }
    const teamId = teams[0] ?? team?.id;
    if (teamId === undefined) {
      return open('teams-none', `Teams: GC has named no team of the supervisor ${agentId}.`);
    }
    const { event } = await check.command('getteamusers', { teamId }, { signal });
    return well('teams-listed', `GC lists ${count(usersIn(event), 'member')} of team ${teamId}.`);
  });
}

function question(
  name: string,
  title: string,
  needs: readonly string[],
  commands: number,
  run: (signal: AbortSignal) => Promise<Finding>,
): Step {
  return {
    name,
    title,
    needs: ['login', ...needs],
    limitMs: commands * commandMs + 1000,
    whenLate: confirmedBy,
    run,
  };
}

function usersIn(event: GcEvent | undefined): readonly unknown[] {
  return (event?.type === 'Agents' || event?.type === 'TeamUsersList' ? event.users : undefined) ?? [];
}

function count(things: readonly unknown[], name: string): string {
  return things.length === 1 ? `1 ${name}` : `${things.length} ${name}s`;
}
