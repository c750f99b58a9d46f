import type { AnyEvent, SharedConnection } from '../../../lib/nodered';
import { mostEvents, type EventLine } from '../news';

/** What an event tells besides whom it is about; the first that it has is shown. */
const telling = ['outcome', 'state', 'code', 'category', 'reason', 'result'] as const;

/** A line has no room for more. */
const mostCharacters = 200;

/** An event in a line, with nothing of what callers or others have entered. */
export function lineOf(connection: string, event: AnyEvent, at: number): EventLine {
  const { type, agentId, dialogId, ...rest } = event as AnyEvent & Readonly<Record<string, unknown>>;
  return {
    at,
    connection,
    type,
    agentId: textIn(agentId),
    dialogId: textIn(dialogId),
    detail: telling.map((attribute) => textIn(rest[attribute])).find((text) => text !== undefined),
  };
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
