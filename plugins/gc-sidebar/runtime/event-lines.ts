import type { AnyEvent, SharedConnection } from '../../../lib/nodered';
import { detailAttributes, mostEvents, type DetailKind, type EventLine } from '../news';

/** A line has no room for more. */
const mostCharacters = 200;

/** An event in a line, with nothing of what callers or others have entered. */
export function lineOf(connection: string, event: AnyEvent, at: number): EventLine {
  const { type, agentId, dialogId, ...rest } = event as AnyEvent & Readonly<Record<string, unknown>>;
  const detailKind = detailAttributes.find((attribute) => textIn(rest[attribute]) !== undefined);
  return {
    at,
    connection,
    type,
    agentId: textIn(agentId),
    dialogId: textIn(dialogId),
    detail: detailKind && textIn(rest[detailKind]),
    detailKind,
  };
}

/** A change of health in a line. */
export function lineOfHealth(connection: string, shared: SharedConnection, at: number): EventLine {
  const detailKind: DetailKind = shared.health.broker.condition === 'connected' ? 'gc' : 'broker';
  return { at, connection, type: 'Health', detail: conditionOf(shared), detailKind };
}

/** The broker's condition; with the broker, GC's. */
export function conditionOf({ health: { broker, gc } }: SharedConnection): string {
  return broker.condition === 'connected' ? gc.condition : broker.condition;
}

function textIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return undefined;
  }
  // A copy: a part of a text would keep the whole of it.
  return value.length <= mostCharacters ? value : structuredClone(`${value.slice(0, mostCharacters - 1)}…`);
}

/** The last events, each with the revision in which it became known. */
export class EventLog {
  readonly #lines: { readonly line: EventLine; readonly revision: number }[] = [];

  /** Returns whether there are any. */
  add(lines: readonly EventLine[], revision: number): boolean {
    this.#lines.push(...lines.slice(-mostEvents).map((line) => ({ line, revision })));
    this.#lines.splice(0, this.#lines.length - mostEvents);
    return lines.length > 0;
  }

  /** `undefined`: all that there are. */
  since(revision: number | undefined): EventLine[] {
    const isNews = (at: number) => revision === undefined || at > revision;
    return this.#lines.filter((kept) => isNews(kept.revision)).map(({ line }) => line);
  }
}
