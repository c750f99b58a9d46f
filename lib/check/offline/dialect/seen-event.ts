import { isRecord } from '../../../common/is-record';
import { eventRow, events, textKinds, type EventType, type GcEvent } from '../../../protocol';
import type { Sight } from '../sight';

/** An event of a trace, taken apart for the questions that dialects answer. */
export interface SeenEvent {
  readonly event: GcEvent;
  readonly body: string;
  readonly jmsType: string | undefined;
  /** The content of JSON, where it is an object. */
  readonly object: Readonly<Record<string, unknown>> | undefined;
  /** Whether the content of JSON is a list. */
  readonly isBareList: boolean;
  /** The fields of a line behind the word of its event, without an empty one at the end; undefined for JSON. */
  readonly fields: readonly string[] | undefined;
  /** Whether somebody has asked for the state of a team member. */
  readonly isAskedMember: boolean;
}

/** Undefined for what is no event that can be read. */
export function seenEvent({ entry, event, json, underWay }: Sight): SeenEvent | undefined {
  if (
    entry.kind !== 'event' ||
    event === undefined ||
    event.type === 'Unknown' ||
    entry.cutFrom !== undefined
  ) {
    return undefined;
  }
  const { body, jmsType } = entry;
  return {
    event,
    body,
    jmsType,
    object: isRecord(json) ? json : undefined,
    isBareList: Array.isArray(json),
    fields: json === undefined ? fieldsOf(body, event.type) : undefined,
    isAskedMember: underWay.some(({ name }) => name === 'getteamuserstate'),
  };
}

function fieldsOf(body: string, type: EventType): string[] {
  const { withoutAgent } = eventRow(type).text;
  const fields = body.split('#', 200).slice(withoutAgent ? 1 : 2);
  return (fields.at(-1)?.trim() === '' ? fields.slice(0, -1) : fields).map((field) => field.trim());
}

/** The words for the states of a call, as GC has written them: of the call, and of those in it. */
export function callWords({ event, object, fields }: SeenEvent): string[] {
  if (!('state' in event) || !callEvents.includes(event.type)) {
    return [];
  }
  if (fields !== undefined) {
    return fields.slice(0, 1);
  }
  const { state, participants } = object ?? {};
  const ofParticipants = Array.isArray(participants) ? participants : [];
  const states = [state, ...ofParticipants.map((one: unknown) => (isRecord(one) ? one.state : undefined))];
  return states.filter((word): word is string => typeof word === 'string' && /^[A-Za-z_]+$/.test(word));
}

const callEvents: readonly string[] = ['InboundCall', 'ConsultCall', 'DialogState'];

/** The texts of a JSON event that its table lists, but for the agent: lists may name none. */
export function textAttributes({ event }: SeenEvent): readonly string[] {
  return textsByType.get(event.type) ?? [];
}

const textsByType: ReadonlyMap<string, readonly string[]> = new Map(
  (Object.keys(events) as EventType[]).map((type) => {
    const { attributes, json } = eventRow(type);
    const texts = Object.entries(attributes).filter(
      ([name, kind]) => textKinds.includes(kind) && name !== 'agentId',
    );
    return [type, texts.map(([name]) => json?.[name] ?? name)];
  }),
);
