import { isRecord } from '../../common/is-record';
import type { EventType } from '../catalogue/events';
import { plainWord, readText } from './kinds/texts';

/** A list that GC sends without the type of an event, as the specification's tables of phonebooks and contacts have it. */
interface UntypedList {
  readonly type: EventType;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a list is called, and the attributes by which its things are known. */
const lists: readonly {
  readonly type: EventType;
  readonly attribute: string;
  readonly names: readonly string[];
  readonly known: (names: readonly string[], thing: Readonly<Record<string, unknown>>) => boolean;
}[] = [
  {
    type: 'PhonebookContacts',
    attribute: 'contacts',
    names: ['contacts', 'contact', 'phonebookcontacts', 'listofcontacts'],
    known: (names) => names.includes('phonenumber'),
  },
  {
    type: 'Phonebooks',
    attribute: 'phonebooks',
    names: ['phonebooks', 'phonebook', 'listofphonebooks', 'teamphonebooks'],
    known: (names, thing) =>
      names.includes('name') &&
      names.includes('type') &&
      ['GLOBAL', 'TEAM'].includes(readText(thing.type ?? thing.Type)?.toUpperCase() ?? ''),
  },
  {
    type: 'QueueList',
    attribute: 'queues',
    names: ['queues', 'queue', 'queuelist'],
    known: (names) => names.includes('queuename'),
  },
  {
    type: 'Agents',
    attribute: 'users',
    names: ['users', 'user', 'agents', 'listofloginagents', 'listofteamuser'],
    known: (names) =>
      ['loginid', 'agentid'].some((name) => names.includes(name)) &&
      ['firstname', 'lastname', 'extension', 'state'].some((name) => names.includes(name)),
  },
];

/**
 * The list in JSON that has no type of an event: a list, an object with a list in it, or a single thing. What it is a
 * list of, its name or its things show; an empty list without a name is nothing.
 */
export function listByContent(content: unknown): UntypedList | undefined {
  if (Array.isArray(content)) {
    return ofThings(content);
  }
  if (!isRecord(content)) {
    return undefined;
  }
  for (const [name, value] of Object.entries(content)) {
    const list = typeof value === 'object' && value !== null ? named(name, value) : undefined;
    if (list !== undefined) {
      const others = Object.entries(content).filter(([other]) => other !== name);
      return { type: list.type, attributes: { ...Object.fromEntries(others), ...list.attributes } };
    }
  }
  return isEventOfOwn(content) ? undefined : ofThings([content]);
}

/** Words that say of an object what it is a list of, or what kind of thing it is. */
const typesOfThings: readonly string[] = ['object', 'list', 'array', 'global', 'team'];

/** Whether an object says that it is an event, of a type that is not known: then it is no thing of a list. */
function isEventOfOwn({ type }: Readonly<Record<string, unknown>>): boolean {
  return typeof type === 'string' && type !== '' && !typesOfThings.includes(plainWord(type));
}

/** A list with a name of its own, or one that says nothing, as `object` in the specification's tables. */
function named(name: string, value: object): UntypedList | undefined {
  const list = lists.find(({ names }) => names.includes(plainWord(name)));
  if (list !== undefined) {
    return { type: list.type, attributes: { [list.attribute]: value } };
  }
  return Array.isArray(value) ? ofThings(value) : undefined;
}

function ofThings(things: readonly unknown[]): UntypedList | undefined {
  const [thing] = things;
  if (!isRecord(thing)) {
    return undefined;
  }
  const names = Object.keys(thing).map(plainWord);
  const list = lists.find(({ known }) => known(names, thing));
  return list && { type: list.type, attributes: { [list.attribute]: things } };
}
