import type { Node } from 'node-red';
import type { Health } from '../../client';

/** Writes one line for each change that a person should know of, however often the connection is tried again. */
export class HealthLog {
  #brokerLine: string | undefined;
  #gcLine: string | undefined;
  #isStoreThere = true;

  /** `owner` has the node that writes the lines; a deploy may give it another one. */
  constructor(private readonly owner: { readonly node: Node }) {}

  report({ broker, gc, store }: Health): void {
    if (broker.condition !== 'connecting' && broker.condition !== this.#brokerLine) {
      this.#brokerLine = broker.condition;
      this.#reportBroker(broker);
    }
    if (gc.condition !== 'unknown' && gc.condition !== this.#gcLine) {
      this.#gcLine = gc.condition;
      this.#reportGc(gc);
    }
    if (this.#isStoreThere !== (store === undefined)) {
      this.#isStoreThere = store === undefined;
      this.#reportStore(store);
    }
  }

  #reportBroker({ condition, reason }: Health['broker']): void {
    if (condition === 'connected') {
      this.owner.node.log('Connected to the broker.');
    } else if (condition === 'failed') {
      this.owner.node.error(`The broker refuses the login: ${reason ?? 'no reason given'}`);
    } else {
      this.owner.node.warn(
        `Not connected to the broker, trying again until it works: ${reason ?? 'connection ended'}`,
      );
    }
  }

  #reportStore(store: Health['store']): void {
    if (store === undefined) {
      this.owner.node.log('The store can be used again.');
    } else {
      this.owner.node.error(`The store cannot be used, so commands with a key are refused: ${store.reason}`);
    }
  }

  #reportGc({ condition, reason }: Health['gc']): void {
    if (condition === 'in-service') {
      this.owner.node.log('GC is in service.');
    } else if (condition === 'out-of-service') {
      this.owner.node.warn('GC reports that it is out of service.');
    } else {
      this.owner.node.warn(
        `GC does not answer, although the broker is there: ${reason ?? 'no answer in time'}`,
      );
    }
  }
}
