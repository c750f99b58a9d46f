import { text } from '../../../lib/editor/text';
import type {
  AgentRow,
  CallRow,
  ConditionNews,
  ConnectionRow,
  EventLine,
  SidebarRow,
  UnreadRow,
} from '../news';
import { connectionLabel, connectionName, flowOfNamesake } from '../page/uses.editor';
import { momentText } from './duration.editor';
import { agentStateWords, callStateWords, conditionWords, detailWords } from './words.editor';

/** How a state looks besides its word. */
export type Tone = 'good' | 'busy' | 'bad' | 'off';

/** What a row shows. */
export interface Shown {
  readonly title: string;
  readonly state: string;
  /** The state as GC spells it, for a tooltip. */
  readonly code?: string | undefined;
  readonly tone: Tone;
  /** What it is counted from, in milliseconds since 1970. */
  readonly since?: number | undefined;
  /** Below the title. */
  readonly more: string;
  /** Shown when it is open: names, and what they stand for. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const tones: Readonly<Record<string, Tone>> = {
  READY: 'good',
  ACTIVE: 'good',
  connected: 'good',
  'in-service': 'good',
  NOT_READY: 'bad',
  FAILED: 'bad',
  failed: 'bad',
  disconnected: 'bad',
  invalid: 'bad',
  silent: 'bad',
  'out-of-service': 'bad',
  LOGOUT: 'off',
  UNKNOWN: 'off',
  closed: 'off',
  unknown: 'off',
};

/** The words and the colour in which a row is shown. */
export function describeRow(row: SidebarRow): Shown {
  switch (row.kind) {
    case 'connection':
      return describeConnection(row);
    case 'agent':
      return describeAgent(row);
    case 'call':
      return describeCall(row);
    case 'unread':
      return describeUnread(row);
  }
}

/** The texts of an event in which the filter looks for its words. */
export function searchableTexts(line: EventLine) {
  const { connection, type, agentId, dialogId, detail } = line;
  return [connectionLabel(connection), type, agentId, dialogId, detail, detailWords(line)];
}

function describeConnection({ connection, broker, gc, unread }: ConnectionRow): Shown {
  const telling = broker.condition === 'connected' ? gc : broker;
  return {
    title: connectionName(connection),
    state: conditionWords(telling === gc ? 'gc' : 'broker', telling.condition),
    tone: toneOf(telling.condition),
    since: telling.since,
    more: flowOfNamesake(connection) ?? '',
    facts:
      broker.condition === 'closed'
        ? []
        : [conditionFact('broker', broker), conditionFact('gc', gc), ...known({ unread: messages(unread) })],
  };
}

function conditionFact(of: 'broker' | 'gc', { condition, reason }: ConditionNews): [string, string] {
  return [own(of), joined(': ', conditionWords(of, condition), reason)];
}

function describeAgent(row: AgentRow): Shown {
  const { agentId, name, state, since, reason, extension, team, previousState, pendingState } = row;
  return {
    title: joined(' ', agentId, name),
    state: joined(': ', agentStateWords(state), reason),
    code: state,
    tone: toneOf(state),
    since,
    more: joined(' · ', extension, team),
    facts: known({
      reason,
      extension,
      team,
      previousState: previousState && agentStateWords(previousState),
      pendingState: pendingState && agentStateWords(pendingState),
      connection: connectionLabel(row.connection),
    }),
  };
}

function describeCall({ connection, agentId, dialogId, callKind, state, from, to, since }: CallRow): Shown {
  return {
    title: joined(' → ', from, to) || text('gc-sidebar', 'unknownNumber'),
    state: callStateWords(state),
    code: state,
    tone: toneOf(state),
    since,
    more: joined(' · ', agentId, text('gc-sidebar', `kind.${callKind}`)),
    facts: known({ agent: agentId, dialog: dialogId, connection: connectionLabel(connection) }),
  };
}

function messages(count: number | undefined): string | undefined {
  return count === undefined ? undefined : text('gc-sidebar', 'unread.messages', { count: String(count) });
}

/** GC's own words are put behind the text, not into it: they could have marks of a text in them. */
function describeUnread({ connection, reason, type, attribute, detail, count, lastAt }: UnreadRow): Shown {
  const why = joined(': ', text('gc-sidebar', `unread.${reason}`), detail);
  return {
    title: joined('.', type, attribute),
    state: text('gc-sidebar', 'unread.times', { count: String(count) }),
    tone: 'busy',
    more: joined(' · ', why, momentText(lastAt)),
    facts: known({ reason: why, last: momentText(lastAt), connection: connectionLabel(connection) }),
  };
}

function toneOf(state: string): Tone {
  return (Object.hasOwn(tones, state) && tones[state]) || 'busy';
}

function known(facts: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[own(name), value]]));
}

function own(name: string): string {
  return text('gc-sidebar', `fact.${name}`);
}

function joined(separator: string, ...texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join(separator);
}
