import type { GcEvent } from '../../protocol';
import { forgetOldest } from '../../common/forget-oldest';
import { isId, short } from './limits';

/** No category has more codes than this. */
const maxCodes = 10_000;

/** What reason codes are called, as GC has told when somebody asked. */
export class ReasonLabels {
  /** By category; agents are in their states for reasons of these. */
  readonly #labels: ReadonlyMap<string, Map<string, string>> = new Map([
    ['LOGOUT', new Map<string, string>()],
    ['NOT_READY', new Map<string, string>()],
  ]);

  apply(event: GcEvent): void {
    const labels = event.type === 'ReasonCodes' ? this.#labels.get(event.category) : undefined;
    if (labels !== undefined && event.type === 'ReasonCodes') {
      for (const { code, label } of event.reasonCodes ?? []) {
        if (isId(code)) {
          labels.set(code, short(label));
          forgetOldest(labels, maxCodes);
        }
      }
    }
  }

  /** The label of the reason with which an agent is in a state. */
  of(state: string, code: string | undefined): string | undefined {
    return code === undefined
      ? undefined
      : this.#labels.get(state === 'LOGOUT' ? 'LOGOUT' : 'NOT_READY')?.get(code);
  }
}
