import type { ReasonCategory, ReasonCode } from '../../protocol';
import { dialectChoice, dialectNames, type Dialect, type DialectChoice } from '../dialects';
import { flag, listOf, needed, numberOf, objectOf, optional, parameter, preset, wordOf } from './forms';

/** What an agent may or must do after a call. Source: row O-011 of "GC Output Messages". */
export type WrapUpMode = 'OPTIONAL' | 'REQUIRED' | 'NOT_ALLOWED' | 'REQUIRED_WITH_WRAP_UP_DATA';

export interface SiteAgent {
  /** Login id. */
  readonly agentId: string;
  readonly password: string;
  readonly extension: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly supervisor: boolean;
  /** Id of the agent's team. */
  readonly team: string;
  /** Ids of the teams that a supervisor leads; absent means all. */
  readonly teams?: readonly string[];
  readonly wrapUpOnIncoming: WrapUpMode;
}

export interface SiteTeam {
  readonly id: string;
  readonly name: string;
}

export interface SiteQueue {
  readonly id: string;
  readonly name: string;
  /** Ids of the teams whose agents get its calls. */
  readonly teams: readonly string[];
}

export interface SiteContact {
  /** Absent means its position in the phonebook, from 1. */
  readonly id?: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneNumber: string;
  readonly description: string;
}

export interface SitePhonebook {
  readonly id: string;
  readonly name: string;
  readonly type: 'GLOBAL' | 'TEAM';
  /** Id of the team it belongs to, if its type is TEAM. */
  readonly team?: string;
  readonly contacts: readonly SiteContact[];
}

/** In milliseconds. */
export interface SiteTimers {
  /** How long a number outside rings before it answers. */
  readonly ringing: number;
  /** After how long a failed call ends by itself. */
  readonly failedCall: number;
  /** How long a call from a queue rings at an agent before it is taken away. */
  readonly noAnswer: number;
  /** How long wrap-up lasts at most. */
  readonly wrapUp: number;
  /** How long a preview call waits for the agent's decision. */
  readonly preview: number;
}

/** What the simulated contact centre consists of. */
export interface Site {
  readonly agents: readonly SiteAgent[];
  readonly teams: readonly SiteTeam[];
  readonly queues: readonly SiteQueue[];
  readonly phonebooks: readonly SitePhonebook[];
  readonly reasonCodes: Readonly<Record<ReasonCategory, readonly ReasonCode[]>>;
  /** Numbers outside that cannot be reached; all others answer. */
  readonly numbers: {
    readonly busy: readonly string[];
    readonly unknown: readonly string[];
  };
  readonly timers: SiteTimers;
  /** How many agents can be logged in at once; absent means any number. */
  readonly licences?: number;
  /** How its GC speaks. */
  readonly dialect: Dialect;
}

type Presettable = 'supervisor' | 'wrapUpOnIncoming';

/** A site as it can be given: what it leaves out is taken from the default site. */
export type SiteContent = Partial<Omit<Site, 'agents' | 'reasonCodes' | 'numbers' | 'timers' | 'dialect'>> & {
  readonly dialect?: DialectChoice;
  readonly agents?: readonly (Omit<SiteAgent, Presettable> & Partial<Pick<SiteAgent, Presettable>>)[];
  readonly reasonCodes?: Partial<Site['reasonCodes']>;
  readonly numbers?: Partial<Site['numbers']>;
  readonly timers?: Partial<SiteTimers>;
};

const hour = 3_600_000;
const milliseconds = numberOf('milliseconds', hour);
/** A text that GC's formats can carry. */
const label = parameter('wrapUpReason');
const teamId = parameter('teamId');

const reasonCode = objectOf<ReasonCode>({
  code: needed('The code, as the commands have it', parameter('reasonCode')),
  label: needed('What the agent reads', label),
});

const contact = objectOf<SiteContact>({
  firstName: preset('First name', label, ''),
  lastName: preset('Last name', label, ''),
  phoneNumber: needed('The number to dial', parameter('number')),
  description: preset('What else there is to say', label, ''),
  id: optional('Id of the contact', parameter('phonebookId'), 'its position in the phonebook'),
});

/** All that a site file can have: what reads it, and what its documentation is made of. */
export const siteForm = objectOf<Site>({
  agents: needed(
    'The agents, supervisors among them. Login ids and extensions may not repeat',
    listOf(
      objectOf<SiteAgent>({
        agentId: needed('Login id', parameter('agentId')),
        password: needed('Password', parameter('password')),
        extension: needed('Where the agent can log in, as any other agent can', parameter('extension')),
        firstName: needed('First name', label),
        lastName: needed('Last name', label),
        supervisor: preset('Whether the agent is a supervisor, with rights over teams', flag, false),
        team: needed("Id of the agent's team", teamId),
        teams: optional('Ids of the teams that a supervisor leads', listOf(teamId), 'all teams'),
        wrapUpOnIncoming: preset(
          'What the agent may or must do after an incoming call',
          wordOf('OPTIONAL', 'REQUIRED', 'NOT_ALLOWED', 'REQUIRED_WITH_WRAP_UP_DATA'),
          'OPTIONAL',
        ),
      }),
    ),
  ),
  teams: needed(
    'The teams',
    listOf(
      objectOf<SiteTeam>({ id: needed('Id of the team', teamId), name: needed('Name of the team', label) }),
    ),
  ),
  queues: needed(
    'The queues that bring calls',
    listOf(
      objectOf<SiteQueue>({
        id: needed('Id of the queue', parameter('phonebookId')),
        name: needed('Name of the queue', label),
        teams: needed(
          'Ids of the teams whose agents get its calls, and see it in their list',
          listOf(teamId),
        ),
      }),
    ),
  ),
  phonebooks: needed(
    'The phonebooks',
    listOf(
      objectOf<SitePhonebook>({
        id: needed('Id of the phonebook', parameter('phonebookId')),
        name: needed('Name of the phonebook', label),
        type: needed('Whether everybody has it, or one team', wordOf('GLOBAL', 'TEAM')),
        team: optional('Id of the team that has it, if its type is TEAM', teamId, 'right for GLOBAL'),
        contacts: needed('The contacts in it', listOf(contact)),
      }),
    ),
  ),
  reasonCodes: needed(
    'The reasons agents can choose from',
    objectOf<Site['reasonCodes']>({
      WrapUp: needed('Wrap-up reasons', listOf(reasonCode)),
      LOGOUT: needed('Reasons to log out', listOf(reasonCode)),
      NOT_READY: needed('Reasons to be not ready', listOf(reasonCode)),
    }),
  ),
  numbers: needed(
    'Numbers outside that cannot be reached; all others answer',
    objectOf<Site['numbers']>({
      busy: needed('Numbers that are busy', listOf(parameter('number'))),
      unknown: needed('Numbers that do not exist', listOf(parameter('number'))),
    }),
  ),
  timers: needed(
    'How long things last',
    objectOf<SiteTimers>({
      ringing: needed('How long a number outside rings before it answers', milliseconds),
      failedCall: needed('After how long a failed call ends by itself', milliseconds),
      noAnswer: needed(
        'How long a call from a queue rings at an agent before it is taken away',
        milliseconds,
      ),
      wrapUp: needed('How long wrap-up lasts at most', milliseconds),
      preview: needed("How long a preview call waits for the agent's decision", milliseconds),
    }),
  ),
  licences: optional('How many agents can be logged in at once', numberOf('agents', 100_000), 'no limit'),
  dialect: needed(
    `How GC spells and formats what it says: ${dialectNames.join(', ')}, or an object`,
    dialectChoice,
  ),
});
