import { isRecord } from '../../../common/is-record';
import { eventRow, unreadParts, type EventType } from '../../../protocol';
import type { Dialect } from '../../../simulator';
import { callWords, textAttributes, type SeenEvent } from './seen-event';

type Value<F extends keyof Dialect> = Dialect[F];

/** What an event says of each field of a dialect; nothing where it does not show it. */
export type Questions = {
  readonly [F in Exclude<keyof Dialect, 'utcOffset'>]: (seen: SeenEvent) => readonly Value<F>[];
};

const lists: readonly string[] = ['Phonebooks', 'TeamPhoneBooks', 'PhonebookContacts'];
/** States in which a line names the call also where others do not. */
const namedStates = ['DROP', 'FAILED', 'HELD', 'WRAP_UP'];

export const questions: Questions = {
  format: formatOf,
  callStates: callStatesOf,
  onHold: (seen) => wordsAmong(seen, ['HELD', 'HOLD']),
  callOver: (seen) => (isCall(seen) ? wordsAmong(seen, ['DROP', 'DROPPED', 'DELETED']).slice(0, 1) : []),
  dialogIdKey: ({ event, object = {} }) =>
    eventRow(event.type as EventType).json?.dialogId === 'dialogID'
      ? (['dialogID', 'dialogId'] as const).filter((key) => Object.hasOwn(object, key))
      : [],
  absent: absentOf,
  beyondTables: beyondTablesOf,
  callVariables: ({ object }) => variablesOf(object?.callVariables),
  participants: ({ object }) => participantsOf(object?.participants),
  lists: listsOf,
  outboundCalls: outboundCallsOf,
  lines: linesOf,
  dialogIds: dialogIdsOf,
  listsNameAgent: ({ event, fields }) =>
    lists.includes(event.type) || (event.type === 'Agents' && fields === undefined)
      ? ['agentId' in event && event.agentId !== undefined]
      : [],
  teamEvents: ({ event, isAskedMember }) => {
    if (event.type === 'State' && event.supervisorId !== undefined) {
      return ['State'];
    }
    return event.type === 'TeamMemberStateChanged' && !isAskedMember ? ['TeamMemberStateChanged'] : [];
  },
  callTypeInJmsType: ({ event, jmsType = '' }) =>
    event.type === 'DialogStatus'
      ? [!['', 'nil', 'null', 'dialogstatus'].includes(jmsType.toLowerCase())]
      : [],
  trailingSeparator: ({ fields, body }) => (fields === undefined ? [] : [/#\s*$/.test(body)]),
  blanks: ({ fields, body }) => [fields === undefined ? body.includes('\n') : /\s#\s|\s#$/.test(body)],
  unknownAttributes: ({ event, fields }) =>
    fields === undefined ? [unreadParts(event).some(({ kind }) => kind === 'unknown-attribute')] : [],
};

function isCall({ event: { type } }: SeenEvent): boolean {
  return type === 'InboundCall' || type === 'ConsultCall';
}

function wordsAmong<W extends string>(seen: SeenEvent, known: readonly W[]): W[] {
  return callWords(seen).flatMap((word) => known.find((one) => one === word.toUpperCase()) ?? []);
}

/** The old format has fewer fields, and no names for the variables of a call that comes in. */
function formatOf({ event, fields }: SeenEvent): Value<'format'>[] {
  if (fields === undefined) {
    return ['json'];
  }
  const { length } = fields;
  if (event.type === 'State' && event.state !== 'RE_LOGIN') {
    return [length > 2 ? 'text' : 'text-old'];
  }
  if (event.type === 'InboundCall' && event.state !== 'FAILED') {
    return [length > 3 ? 'text' : 'text-old'];
  }
  return [];
}

const tabled = ['ACTIVE', 'HELD', 'HOLD', 'WRAP_UP'];

function callStatesOf(seen: SeenEvent): Value<'callStates'>[] {
  return callWords(seen).map((word) => {
    if (word === word.toUpperCase()) {
      return 'upper';
    }
    return seen.event.type === 'InboundCall' && tabled.includes(word.toUpperCase())
      ? 'tables'
      : 'capitalised';
  });
}

function absentOf(seen: SeenEvent): Value<'absent'>[] {
  const { object } = seen;
  if (object === undefined || lists.includes(seen.event.type)) {
    return [];
  }
  return textAttributes(seen).flatMap((name): Value<'absent'>[] => {
    const value = object[name];
    if (value === undefined) {
      return Object.hasOwn(object, 'dialogId') && name === 'dialogID' ? [] : ['left-out'];
    }
    return value === null ? ['null'] : value === '' ? ['empty'] : [];
  });
}

/** The tables list no cause of a failed call, and nothing but the state of a call that was asked for. */
function beyondTablesOf({ event, object }: SeenEvent): boolean[] {
  if (object === undefined) {
    return [];
  }
  const further = Object.entries(eventRow(event.type as EventType).further ?? {});
  const names = further.filter(([, kind]) => kind !== 'variables').map(([name]) => name);
  if (names.some((name) => Object.hasOwn(object, name))) {
    return [true];
  }
  const shouldHave =
    (event.type === 'InboundCall' && event.state === 'FAILED') ||
    (event.type === 'DialogState' && event.state !== 'NOT_FOUND');
  return shouldHave ? [false] : [];
}

function variablesOf(value: unknown): Value<'callVariables'>[] {
  if (typeof value === 'string') {
    return value === '' ? [] : ['text'];
  }
  if (isRecord(value)) {
    return [Object.keys(value).some((name) => /^callvariables?$/i.test(name)) ? 'wrapped' : 'object'];
  }
  const [first] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof first === 'string') {
    return ['texts'];
  }
  if (!isRecord(first)) {
    return [];
  }
  return [Object.hasOwn(first, 'name') && Object.hasOwn(first, 'value') ? 'pairs' : 'single-keys'];
}

function participantsOf(value: unknown): Value<'participants'>[] {
  if (typeof value === 'string') {
    return value === '' ? [] : ['text'];
  }
  if (isRecord(value)) {
    return Object.keys(value).some((name) => /^participants?$/i.test(name)) ? ['wrapped'] : [];
  }
  return Array.isArray(value) && isRecord(value[0]) ? ['list'] : [];
}

function listsOf({ event, object, isBareList }: SeenEvent): Value<'lists'>[] {
  if (!lists.includes(event.type) || (object === undefined && !isBareList)) {
    return [];
  }
  if (isBareList) {
    return ['bare'];
  }
  return [object?.type === 'object' ? 'object' : 'by-type'];
}

/** A campaign names itself among the variables of a call. */
function outboundCallsOf({ event, object }: SeenEvent): Value<'outboundCalls'>[] {
  if (object === undefined) {
    return [];
  }
  if (event.type === 'NewOutboundCall') {
    return ['NewOutboundCall'];
  }
  const isOfCampaign =
    event.type === 'InboundCall' &&
    Object.keys(event.callVariables ?? {}).some((name) => name.startsWith('BA'));
  return isOfCampaign && event.state === 'ALERTING' ? ['InboundCall'] : [];
}

/** Lines that were observed have more fields than the specification gives them. */
function linesOf({ event, fields }: SeenEvent): Value<'lines'>[] {
  if (fields === undefined) {
    return [];
  }
  switch (event.type) {
    case 'AgentInfo':
      return [fields.length > 5 ? 'observed' : 'specified'];
    case 'InboundCall':
      return fields.length > 6 ? ['observed'] : fields.length === 6 ? ['specified'] : [];
    case 'State':
      return fields.length > 5 && event.supervisorId === undefined ? ['observed'] : [];
    default:
      return [];
  }
}

function dialogIdsOf({ event, fields }: SeenEvent): Value<'dialogIds'>[] {
  if (
    fields === undefined ||
    event.type !== 'InboundCall' ||
    fields.length < 4 ||
    namedStates.includes(event.state)
  ) {
    return [];
  }
  return [event.dialogId === undefined ? 'when-over-or-held' : 'always'];
}
