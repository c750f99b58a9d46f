import { eventRow, type AttributeKind, type EventType } from '../../catalogue/events';
import type { Sort } from './align';

const sortsOfNames: Readonly<Record<string, Sort>> = {
  fullName: 'name',
  agentName: 'name',
  cause: 'cause',
  callType: 'labelled',
  dialogId: 'id',
  assDialogId: 'id',
  startTime: 'time',
  stateChangeTime: 'time',
  fromAddress: 'number',
  assFromAddress: 'number',
  extension: 'number',
  memberId: 'number',
  reasonCode: 'number',
};

const sortsOfKinds: Readonly<Partial<Record<AttributeKind, Sort>>> = {
  callState: 'callState',
  agentState: 'agentState',
  category: 'category',
  variables: 'variables',
  participants: 'participants',
  flag: 'flag',
  word: 'word',
};

/** What may stand in the place of an attribute in a text line. */
export function sortOf(type: EventType, name: string | undefined, label: string | undefined): Sort {
  const { attributes, further } = eventRow(type);
  const kind = name === undefined ? undefined : { ...attributes, ...further }[name];
  const sort = sortsOfNames[name ?? ''] ?? (kind && sortsOfKinds[kind]) ?? 'text';
  return sort === 'id' && label !== undefined ? 'labelledId' : sort;
}
