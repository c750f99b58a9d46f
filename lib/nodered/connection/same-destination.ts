import type { Node } from 'node-red';
import { listOf } from '../../common/phrase';
import { inLanguage } from '../language/in-language';
import { log } from '../language/phrases';
import type { PlanOrProblem } from './settings/connection-plan';
import type { DeployUser, Listening } from './deploys';

/** Warns where two connections of a Node-RED get the same events. */
export class SameDestination {
  /** What was warned of last. */
  #line = '';

  /** `owner` has the node that writes the line; a deploy may give it another one. */
  constructor(private readonly owner: { readonly node: Node }) {}

  /** Compares a connection with all, itself included; writes a line where that is another one than before. */
  check(own: DeployUser, all: Iterable<DeployUser>): void {
    const { listening } = own;
    const others = [...all].filter((user) => user !== own && isSame(listening, user.listening));
    const names = others.map((user) => log('named', { name: user.listening?.name ?? '' }));
    const values = { names: listOf(names), destination: listening?.destination ?? '' };
    const line = names.length === 0 ? '' : inLanguage(log('sameDestination', values));
    if (line !== '' && line !== this.#line) {
      this.owner.node.warn(line);
    }
    this.#line = line;
  }
}

/** Where a connection to a real GC listens. A built-in simulator has a broker of its own. */
export function listeningOf(plan: PlanOrProblem): Omit<Listening, 'name'> | undefined {
  if (!('mode' in plan) || plan.mode !== 'gc') {
    return undefined;
  }
  const { brokers, destination, delivery } = plan.client;
  return {
    destination,
    brokers: brokers.map(({ host, port }) => `${host.toLowerCase()}:${port}`),
    queue: delivery?.kind === 'queue' ? delivery.name : undefined,
  };
}

function isSame(one: Listening | undefined, other: Listening | undefined): boolean {
  return (
    one !== undefined &&
    one.destination === other?.destination &&
    (one.queue === undefined || one.queue !== other.queue) &&
    one.brokers.some((broker) => other.brokers.includes(broker))
  );
}
