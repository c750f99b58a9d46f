import type { GcEvent } from '../protocol';

/** What reason codes are called, as GC has told when somebody asked. */
export class ReasonLabels {
  readonly #labels = new Map<string, Map<string, string>>();

  apply(event: GcEvent): void {
    if (event.type === 'ReasonCodes' && event.reasonCodes !== undefined) {
      const category = this.#labels.get(event.category) ?? new Map<string, string>();
      event.reasonCodes.forEach(({ code, label }) => category.set(code, label));
      this.#labels.set(event.category, category);
    }
  }

  /** The label of the reason with which an agent is in a state. */
  of(state: string, code: string | undefined): string | undefined {
    return code === undefined
      ? undefined
      : this.#labels.get(state === 'LOGOUT' ? 'LOGOUT' : 'NOT_READY')?.get(code);
  }
}
