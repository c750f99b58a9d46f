import { namesWith, plainWord } from '../../protocol';
import { Memo } from './memo';
import { isKnownWord } from './words';

const privateTreatments = ['private', 'number', 'extension', 'agentName', 'label'] as const;

/** Treatments with which all words and numbers are replaced. */
export type PrivateTreatment = (typeof privateTreatments)[number];

/** Whether all words and numbers are replaced. */
export function isPrivate(treatment: Treatment): treatment is PrivateTreatment {
  return (privateTreatments as readonly Treatment[]).includes(treatment);
}

/**
 * What is done to the content of an attribute. `keep`: ids and counts; `id`: what may be one; `word`: a word of GC, one that is not known as
 * well; `code`: a word, or a text that people have written; `time`; `private`: all words and numbers are replaced, and so
 * they are in `number`, `extension` and `agentName`, which are personal, and in `label`, which is the site's; `text`: what
 * people have written; `secret`; `unknown`: by what it looks like; `guarded`: what is no word of GC is secret; all others by
 * their own forms.
 */
export type Treatment =
  | 'keep'
  | 'id'
  | 'word'
  | 'code'
  | 'time'
  | PrivateTreatment
  | 'text'
  | 'secret'
  | 'unknown'
  | 'guarded'
  | 'variables'
  | 'participants'
  | 'users'
  | 'teams'
  | 'controls'
  | 'reasonCodes'
  | 'things';

/** By the plain form of a name in GC's JSON, of a label, or of a field of a line. */
const byName: Readonly<Record<string, Treatment>> = {
  ...all('id', 'id'),
  ...all('keep', 'agentId', 'loginId', 'agentLoginId', 'userId', 'supervisorId', 'memberId', 'dialogId'),
  ...all('keep', 'assDialogId', 'prevDialogId', 'teamId', 'teamIds', 'phonebookId', 'reasonCode', 'codes'),
  ...all('keep', 'destination', 'visible', 'visibleFlag', 'agentsNotReady', 'agentsReady'),
  ...all('keep', 'agentsTalkingInbound', 'agentsTalkingInternal', 'agentsTalkingOutbound', 'agentsBusyOther'),
  ...all('keep', 'agentsWrapUpNotReady', 'agentsWrapUpReady', 'agentsLoggedOn', 'callsInQueue'),
  ...all(
    'word',
    'type',
    'state',
    'pendingState',
    'participantState',
    'assDialogState',
    'dialogType',
    'status',
  ),
  ...all('word', 'action', 'category', 'wrapUpOnIncoming', 'role', 'callType', 'supervisor', 'mediaType'),
  ...all('word', 'control', 'connectionMode', 'subscribe', 'BAStatus'),
  ...all('controls', 'controls'),
  ...all('code', 'cause', 'failureCause', 'stateCause', 'code', 'error', 'errorCode'),
  ...all('text', 'text', 'message', 'errorMessage', 'description', 'reason', 'detail'),
  ...all('number', ...namesWith('number')),
  ...all('extension', ...namesWith('extension')),
  ...all('agentName', ...namesWith('agentName')),
  ...all('label', 'name', 'teamName', 'teamNames', 'label', 'labels', 'reasonLabel', 'queueName'),
  ...all('time', 'startTimeOfLongestCallInQueue'),
  ...all('secret', 'password', 'sso'),
  ...all('variables', 'callVariables', 'callVariable', 'assCallVariables', 'variables', 'variable'),
  ...all('participants', 'participants', 'participant'),
  ...all('users', 'users', 'user', 'agents', 'agent', 'listOfLoginAgents', 'listOfTeamUser'),
  ...all('teams', 'teams', 'team'),
  ...all('reasonCodes', 'reasonCodes', 'reasons'),
  ...all(
    'things',
    'queues',
    'queue',
    'phonebooks',
    'phonebook',
    'contacts',
    'contact',
    'object',
    'queueList',
  ),
  ...all('things', 'phonebookContacts', 'listOfContacts', 'listOfPhonebooks', 'teamPhonebooks'),
};

/** Names that no table has, in their plain form, by what they have in them. */
const byPart: readonly (readonly [RegExp, Treatment])[] = [
  [
    /passw|passphrase|pwd|secret|token|credential|authori[sz]|apikey|privatekey|accesskey|^sso|cookie/,
    'secret',
  ],
  [/(?:agent|login|supervisor|dialog|team)ids?$/, 'keep'],
  [/time$|timestring$|timestamp$|date$/, 'time'],
  [/name|address|phone|number$|extension|customer|caller|callvariable|contact|e?mail|label|value/, 'private'],
];

/** Names of which the treatments are remembered; a power of 2. */
const mostNames = 1024;
const known = new Memo((name) => findTreatment(name) ?? 'nothing', mostNames);

/** What is done to the content of an attribute with this name; undefined where the name says nothing. */
export function treatmentOf(name: string): Treatment | undefined {
  const treatment = known.get(name);
  return treatment === 'nothing' ? undefined : treatment;
}

function findTreatment(name: string): Treatment | undefined {
  const plain = plainWord(name);
  return Object.hasOwn(byName, plain) ? byName[plain] : byPart.find(([pattern]) => pattern.test(plain))?.[1];
}

function all(treatment: Treatment, ...names: string[]): Record<string, Treatment> {
  return Object.fromEntries(names.map((name) => [plainWord(name), treatment]));
}

/** Lists of which the things have a key that is an id. */
const keyedById: readonly Treatment[] = ['users', 'teams', 'reasonCodes', 'keep', 'word'];
const digits = /^[+*#]?[\d*#]+$/;
const numberToDial = /^(?=(?:\D*\d){3})[+*#(]?[\d*#()/. -]+$/;
const dialled = /^(?:\+|0)\d{5,}$/;
/** Of which the things can stand under their names. */
const lists: readonly Treatment[] = ['things', 'users', 'teams', 'participants', 'reasonCodes'];
const attributeStart = /^(?:[a-z]|[^\p{L}]*$)/u;

/** The attributes of AgentState, in their plain form, that are no password. */
const inAgentState: ReadonlyMap<string, Treatment> = new Map([
  ['type', 'guarded'],
  ['agentid', 'keep'],
  ['extension', 'extension'],
  ['subscriptiontime', 'time'],
]);

/** An attribute within something: what is done to its content, and to its name. */
export interface Member {
  readonly treatment: Treatment;
  readonly isPrivateName: boolean;
}

const members = new Map<Treatment, Memo<Member>>();

/** An attribute within what is treated like this. */
export function memberOf(outer: Treatment, name: string): Member {
  let ofOuter = members.get(outer);
  if (ofOuter === undefined) {
    ofOuter = new Memo(
      (text) => ({ treatment: within(outer, text), isPrivateName: isPrivateName(outer, text) }),
      mostNames,
    );
    members.set(outer, ofOuter);
  }
  return ofOuter.get(name);
}

function within(outer: Treatment, name: string): Treatment {
  if (outer === 'variables') {
    return ofVariable(name);
  }
  if (outer === 'secret') {
    return outer;
  }
  if (outer === 'guarded') {
    return inAgentState.get(plainWord(name)) ?? 'secret';
  }
  const named = treatmentOf(name);
  if (outer === 'reasonCodes' && named === 'code') {
    return 'keep';
  }
  if (outer === 'participants' && (named === 'id' || named === 'extension')) {
    return 'number';
  }
  if (outer === 'things' && named !== undefined) {
    return ofThing(named);
  }
  return named ?? (digits.test(name) ? ofKey(outer) : ofUnknown(outer));
}

/** Names in a list of contacts are those of customers. */
export function ofThing(treatment: Treatment): Treatment {
  return treatment === 'agentName' || treatment === 'extension' ? 'private' : treatment;
}

/** What is done to the value of a call variable. GC's own word for the kind of an outbound call stays. */
export function ofVariable(name: string): Treatment {
  const treatment = treatmentOf(name);
  return treatment === 'variables' || treatment === 'secret' || name === 'BAStatus'
    ? (treatment ?? 'word')
    : 'private';
}

/** The things in a list can stand under their ids, and participants under their extensions. */
function ofKey(outer: Treatment): Treatment {
  switch (outer) {
    case 'users':
    case 'participants':
      return 'word';
    case 'teams':
    case 'reasonCodes':
      return 'label';
    default:
      return ofUnknown(outer);
  }
}

function ofUnknown(outer: Treatment): Treatment {
  return isPrivate(outer) || outer === 'text' ? 'private' : 'unknown';
}

/**
 * Whether the name itself is one to be replaced: a number to dial, words that people have written, or in a list, where
 * things and people can stand under their names, one that no attribute of GC begins like.
 */
function isPrivateName(outer: Treatment, name: string): boolean {
  if (outer === 'variables' || treatmentOf(name) !== undefined || isKnownWord(name)) {
    return false;
  }
  const isNumber = (numberToDial.test(name) && !keyedById.includes(outer)) || dialled.test(name);
  return (
    isNumber ||
    /\s/.test(name.trim()) ||
    ((lists.includes(outer) || isPrivate(outer)) && !attributeStart.test(name))
  );
}
