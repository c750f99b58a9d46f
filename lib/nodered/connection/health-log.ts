import type { Node } from 'node-red';
import type { Health } from '../../client';
import { inLanguage } from '../language/in-language';
import { log } from '../language/phrases';

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
      this.owner.node.log(inLanguage(log('connected')));
    } else if (condition === 'failed') {
      this.owner.node.error(inLanguage(log('loginRefused', { reason })));
    } else {
      this.owner.node.warn(inLanguage(log('notConnected', { reason })));
    }
  }

  #reportStore(store: Health['store']): void {
    if (store === undefined) {
      this.owner.node.log(inLanguage(log('storeBack')));
    } else {
      this.owner.node.error(inLanguage(log('storeFails', { reason: store.reason })));
    }
  }

  #reportGc({ condition, reason }: Health['gc']): void {
    if (condition === 'in-service') {
      this.owner.node.log(inLanguage(log('inService')));
    } else if (condition === 'out-of-service') {
      this.owner.node.warn(inLanguage(log('outOfService')));
    } else {
      this.owner.node.warn(inLanguage(log('silent', { reason })));
    }
  }
}
