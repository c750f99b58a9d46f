import { formatEvent, formatOf } from '../../protocol';
import type { ReplayItem, ReplaySystem } from './items';

/** What GC says to a heartbeat at this place of the trace. */
export class ReplayedService {
  isSilent = false;
  #status = 'IN_SERVICE';
  #body: string;

  /** `items`: the beginning of the trace. */
  constructor(items: readonly ReplayItem[]) {
    const spoken = items.find((item) => item.kind === 'system' && item.status === this.#status);
    this.#body =
      spoken?.kind === 'system'
        ? spoken.body
        : formatEvent({ type: 'System', status: 'IN_SERVICE' }, firstFormat(items));
  }

  /** Undefined: it says nothing. */
  get answer(): string | undefined {
    return this.isSilent ? undefined : this.#body;
  }

  /** Returns whether GC has said it by itself, or something new with it: then all are told. */
  follow({ body, status, answersHeartbeat }: ReplaySystem): boolean {
    const isNews = !answersHeartbeat || status !== this.#status;
    this.isSilent = false;
    this.#body = body;
    this.#status = status;
    return isNews;
  }
}

/** The format of the first event there. */
export function firstFormat(items: readonly ReplayItem[]): 'json' | 'text' {
  const first = items
    .flatMap((item) => (item.kind === 'command' ? item.answer : [item]))
    .find((item) => item.kind === 'event' || item.kind === 'system');
  return first !== undefined && 'body' in first ? formatOf(first.body) : 'text';
}
