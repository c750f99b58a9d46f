import { isRecord } from '../../common/is-record';
import { eventRow, fieldsOfEvent, jsonOfEvent, type KnownEvent, type Participant } from '../../protocol';
import type { Dialect } from './dialect';
import { participantShapes, variableShapes } from './shapes';
import { inZone } from './utc-offset';
import { withStateWords } from './words';

/** A message as GC publishes it. */
export interface WrittenEvent {
  readonly body: string;
  /** The JMS type. */
  readonly type?: string;
}

/** Writes an event as a GC of this dialect publishes it; `fullName` is the name of the agent it is about. */
export function writeEvent(event: KnownEvent, dialect: Dialect, fullName?: string): WrittenEvent {
  const zoned = dialect.utcOffset === 'local' ? event : (inZone(dialect.utcOffset, event) as KnownEvent);
  const said = withStateWords(withoutAgent(zoned, dialect), dialect);
  const body = dialect.format === 'json' ? writeJson(said, dialect) : writeText(said, dialect, fullName);
  const type = dialect.callTypeInJmsType && said.type === 'DialogStatus' ? said.callType : undefined;
  return type === undefined ? { body } : { body, type };
}

const lists: readonly string[] = ['Phonebooks', 'TeamPhoneBooks', 'PhonebookContacts'];

/** Lists of agents have no row among the lines of text but that of a team, which names the supervisor. */
function withoutAgent(event: KnownEvent, { listsNameAgent, format }: Dialect): KnownEvent {
  const isList = lists.includes(event.type) || (event.type === 'Agents' && format === 'json');
  if (listsNameAgent || !isList || !('agentId' in event)) {
    return event;
  }
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => name !== 'agentId'),
  ) as unknown as KnownEvent;
}

function writeText(event: KnownEvent, dialect: Dialect, fullName: string | undefined): string {
  const { format, lines, blanks, trailingSeparator } = dialect;
  const asSeen = lines === 'observed';
  const named = asSeen && event.type === 'State' ? { agentName: fullName ?? '', ...event } : event;
  const fields = fieldsOfEvent(named, format === 'json' ? 'text' : format, { fullName, asSeen });
  const said = isUnnamed(event, dialect) ? fields.filter((field) => !field.startsWith('DialogID:')) : fields;
  return [...said, ...(trailingSeparator ? [''] : [])].join(blanks ? ' # ' : '#').trim();
}

/** States in which a line names the call. Source: the comment on row O-008. */
const namedStates = ['DROP', 'DROPPED', 'DELETED', 'FAILED', 'HOLD', 'HELD', 'WRAP_UP'];

function isUnnamed(event: KnownEvent, { dialogIds, format }: Dialect): boolean {
  return (
    event.type === 'InboundCall' &&
    format === 'text' &&
    dialogIds === 'when-over-or-held' &&
    !namedStates.includes(event.state.toUpperCase())
  );
}

function writeJson(event: KnownEvent, dialect: Dialect): string {
  const content = Object.entries(shaped(event, dialect)).flatMap(([name, value]): [string, unknown][] => {
    const key = name === 'dialogID' ? dialect.dialogIdKey : name;
    if (value !== '' || dialect.absent === 'empty') {
      return [[key, value]];
    }
    return dialect.absent === 'null' ? [[key, null]] : [];
  });
  const unknown = dialect.unknownAttributes ? { mediaType: 'Voice', links: [{ rel: 'self' }] } : {};
  const object = { ...Object.fromEntries(content), ...unknown };
  return JSON.stringify(withListShape(event, object, dialect), null, dialect.blanks ? 2 : 0);
}

/** The attributes, those of the tables alone if the dialect has no others. */
function shaped(event: KnownEvent, dialect: Dialect): Record<string, unknown> {
  const { further = {} } = eventRow(event.type);
  const content = jsonOfEvent(event);
  const { callVariables, participants } = content;
  return {
    ...Object.fromEntries(
      Object.entries(content).filter(([name]) => dialect.beyondTables || !(name in further)),
    ),
    ...(isRecord(callVariables) && {
      callVariables: variableShapes[dialect.callVariables](callVariables as Record<string, string>),
    }),
    ...(Array.isArray(participants) && {
      participants: participantShapes[dialect.participants](participants as Participant[]),
    }),
  };
}

function withListShape(
  event: KnownEvent,
  object: Record<string, unknown>,
  { lists: shape }: Dialect,
): unknown {
  if (!lists.includes(event.type) || shape === 'by-type') {
    return object;
  }
  const { phonebooks, contacts = phonebooks } = object;
  return shape === 'bare' ? contacts : { ...object, type: 'object' };
}
