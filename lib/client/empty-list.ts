import { eventRow, type AttributeKind, type Confirmation, type GcEvent } from '../protocol';

const listKinds: readonly (AttributeKind | undefined)[] = ['users', 'phonebooks', 'contacts', 'queues'];

/** The event that says of the first list among these confirmations that there is nothing in it. */
export function emptyListAmong(confirmedBy: readonly Confirmation[]): GcEvent | undefined {
  for (const { event: type } of confirmedBy) {
    const { attributes } = eventRow(type);
    const list = Object.keys(attributes).find((name) => listKinds.includes(attributes[name]));
    if (list !== undefined) {
      return { type, [list]: [] } as unknown as GcEvent;
    }
  }
  return undefined;
}

/** Whether an event is a list in JSON with nothing in it, which does not say of what it is a list. */
export function isEmptyList(event: GcEvent): boolean {
  return event.type === 'Unknown' && /^\[\s*\]$/.test(event.raw.trim());
}
