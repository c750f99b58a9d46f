import { noFaults, type Broker, type BrokerFaults } from '../broker';
import type { Engine, PublishedEvent } from '../engine';
import { findAgent } from '../engine/calls/outside';
import * as failures from '../engine/failures';
import { stateEvent } from '../engine/publishing/events';
import type { Agent } from '../engine/store/agent';
import type { ContactCentre } from '../engine/store/contact-centre';
import { agentIdOf, type OutgoingEvent } from '../outgoing-event';
import type { Random } from '../random';
import { consultEventsFirst } from './consult-events-first';
import { spoil } from './spoil';
import type { FaultName, FaultOptions } from './table';

/** What faults work on. */
export interface FaultContext {
  readonly engine: Engine;
  readonly random: Random;
  /** The embedded broker. */
  readonly broker: Broker | undefined;
  /** Writes an event the way GC publishes it. */
  readonly write: (destination: string, event: PublishedEvent, fullName: string) => OutgoingEvent;
  readonly send: (outgoing: OutgoingEvent) => void;
}

/** What a fault does while it lasts. */
export interface Effect {
  /** Settles when the fault is there. */
  readonly begin?: () => Promise<void>;
  /** What becomes of all that GC publishes at one time. */
  readonly onEvents?: (published: readonly OutgoingEvent[]) => readonly OutgoingEvent[];
  /** After how many milliseconds GC takes a command for this agent. */
  readonly delay?: (agentId: string) => number;
  readonly end?: () => void | Promise<void>;
}

/** Does what a fault does at once; returns what it does while it lasts. */
type Start = (context: FaultContext, options: FaultOptions) => Effect | undefined;

export const effects: Readonly<Record<FaultName, Start>> = {
  'broker-gone': ({ broker }) => brokerFault(broker, 'gone'),
  'broker-half-open': ({ broker }) => brokerFault(broker, 'halfOpen'),
  'broker-slow': ({ broker }, { delayMs = 2000 }) => brokerFault(broker, 'delayMs', delayMs),
  'broker-refuses-login': ({ broker }) => brokerFault(broker, 'loginsRefused'),
  'active-gone': ({ broker }) => {
    broker?.dropActive();
    return undefined;
  },

  'gc-silent': () => ({ onEvents: () => [] }),
  'out-of-service': ({ engine }) => {
    engine.setInService(false);
    return {
      end: () => {
        engine.setInService(true);
      },
    };
  },
  'licences-exceeded': ({ engine: { centre } }) => {
    centre.licences = 0;
    return {
      end: () => {
        centre.licences = centre.site.licences;
      },
    };
  },
  'late-reply': ({ engine }, { to, delayMs = 15_000 }) => {
    const isConcerned = concerns(engine, to);
    return { delay: (agentId) => (isConcerned(agentId) ? delayMs : 0) };
  },

  're-login': forEachAgent(failures.forgetSession),
  'session-invalidated': forEachAgent(failures.logInElsewhere),
  'late-logout': forEachAgent(failures.sayLoggedOut),
  'stray-error': forEachAgent(failures.sayError),
  'destination-reconnect': ({ engine }) => {
    failures.renewDestinations(engine.centre);
    return undefined;
  },

  'consult-event-first': ({ engine }, { to }) => {
    const isConcerned = concerns(engine, to);
    return { onEvents: (published) => consultEventsFirst(published, isConcerned) };
  },
  'duplicate-events': ({ engine, random }, { to, probability = 1 }) => {
    const isConcerned = concerns(engine, to);
    const copies = (outgoing: OutgoingEvent) =>
      isConcerned(agentIdOf(outgoing)) && random.chance(probability) ? [outgoing, outgoing] : [outgoing];
    return { onEvents: (published) => published.flatMap(copies) };
  },
  garbage: (context, { to, count = 3 }) => {
    const { centre } = context.engine;
    for (const agent of failures.findConnected(centre, to)) {
      for (let time = 0; time < count; time += 1) {
        sendGarbage(context, agent, time);
      }
    }
    return undefined;
  },
};

function brokerFault(
  broker: Broker | undefined,
  name: keyof BrokerFaults,
  value: boolean | number = true,
): Effect {
  const set = async (to: boolean | number) => broker?.setFaults({ [name]: to });
  return { begin: () => set(value), end: () => set(noFaults[name]) };
}

function forEachAgent(happen: (centre: ContactCentre, agent: Agent) => void): Start {
  return ({ engine: { centre } }, { to }) => {
    for (const agent of failures.findConnected(centre, to)) {
      happen(centre, agent);
    }
    return undefined;
  };
}

/** Whether something about an agent, or about none, concerns whoever the fault is for. */
function concerns({ centre }: Engine, to: string | undefined): (agentId: string | undefined) => boolean {
  const id = to === undefined ? undefined : findAgent(centre, to).id;
  return (agentId) => id === undefined || agentId === id;
}

/** The state of the agent, spoiled. */
function sendGarbage({ engine: { centre }, write, send }: FaultContext, agent: Agent, time: number): void {
  const { destination = '', fullName } = agent;
  const outgoing = write(destination, stateEvent(agent, centre.rules), fullName);
  send({ destination, body: spoil(outgoing.body, time), event: undefined });
}
