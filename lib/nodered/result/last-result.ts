import type { Node, NodeStatus } from 'node-red';
import { GcError } from '../../protocol';
import type { Outcome } from '../../client';
import { inLanguage } from '../language/in-language';
import { results } from '../language/phrases';
import { shortError } from '../language/short-error';
import type { SharedConnection } from '../connection/shared-connection';

/** Shows in the status of a node what became of its last message, and when: "READY 10:32", "busy 10:33". */
export class LastResult {
  constructor(
    private readonly node: Node,
    private readonly connection: Pick<SharedConnection, 'show'>,
  ) {}

  succeeded(what: string): void {
    this.#show({ fill: 'green', shape: 'dot', text: what });
  }

  failed(error: unknown): void {
    this.#show({
      fill: 'red',
      shape: 'ring',
      text: inLanguage(error instanceof GcError ? shortError(error.code) : results('error')),
    });
  }

  #show(status: NodeStatus & { text: string }): void {
    const time = new Date().toTimeString().slice(0, 5);
    this.connection.show(this.node, { ...status, text: `${status.text} ${time}` });
  }
}

/** The state that confirmed a command; where there is none, the outcome. */
export function wordOf({ outcome, event }: Outcome): string {
  return event !== undefined && 'state' in event ? String(event.state) : inLanguage(results(outcome));
}
