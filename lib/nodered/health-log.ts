import type { Node } from 'node-red';
import type { Health } from '../client';

/** Writes one line for each change that a person should know of, however often the connection is tried again. */
export class HealthLog {
  #brokerLine: string | undefined;
  #gcLine: string | undefined;

  constructor(private node: Node) {}

  moveTo(node: Node): void {
    this.node = node;
  }

  report({ broker, gc }: Health): void {
    if (broker.condition !== 'connecting' && broker.condition !== this.#brokerLine) {
      this.#brokerLine = broker.condition;
      this.#reportBroker(broker);
    }
    if (gc.condition !== 'unknown' && gc.condition !== this.#gcLine) {
      this.#gcLine = gc.condition;
      this.#reportGc(gc);
    }
  }

  #reportBroker({ condition, reason }: Health['broker']): void {
    if (condition === 'connected') {
      this.node.log('Connected to the broker.');
    } else if (condition === 'failed') {
      this.node.error(`The broker refuses the login: ${reason ?? 'no reason given'}`);
    } else {
      this.node.warn(
        `Not connected to the broker, trying again until it works: ${reason ?? 'connection ended'}`,
      );
    }
  }

  #reportGc({ condition, reason }: Health['gc']): void {
    if (condition === 'in-service') {
      this.node.log('GC is in service.');
    } else if (condition === 'out-of-service') {
      this.node.warn('GC reports that it is out of service.');
    } else {
      this.node.warn(`GC does not answer, although the broker is there: ${reason ?? 'no answer in time'}`);
    }
  }
}
