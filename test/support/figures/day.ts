import { decodeCommand, parseEvent, type Flavour, type GcEvent } from '../../../lib/protocol';
import { Engine, SteppedClock, type PublishedEvent } from '../../../lib/simulator/engine';
import { planLoad } from '../../../lib/simulator/load';
import { Callers } from '../../../lib/simulator/load/callers';
import { makeStaff } from '../../../lib/simulator/load/staff';
import { readDialect, writeEvent, type DialectName } from '../../../lib/simulator/dialects';
import { Random } from '../../../lib/simulator/random';
import { readSite } from '../../../lib/simulator';
import { callsPerHour, planShifts } from './shifts';
import { VersatileAgents } from './versatile-agents';

/** Something that went over the wire on the simulated day: an event of GC, or a command. */
export type Wire = { readonly at: number } & (
  | { readonly event: GcEvent }
  | { readonly command: string; readonly parameters: Readonly<Record<string, string | undefined>> }
);

export interface DayOptions {
  readonly flavour: Flavour;
  readonly dialect: DialectName;
  readonly agents: number;
  /** When the simulation begins and ends, in milliseconds since 1970. */
  readonly begins: number;
  readonly ends: number;
  /** The beginning of the day to which shifts and customers keep. */
  readonly midnight: number;
  readonly seed: number;
  /** Told of each thing on the wire, in its order. */
  readonly onWire: (wire: Wire) => void;
  /** Told that a second has passed. */
  readonly onSecond: (now: number, engine: Engine) => void;
}

/** Somebody who works there. */
export interface Agent {
  readonly agent: string;
  readonly extension: string;
  readonly team: string;
}

/** How many customers call in the busiest hour. */
const busiest = 800;
const destination = 'day';

/**
 * A day of a contact centre. Agents come and go with their shifts, take the calls of queues, do all that agents can do
 * with calls, wrap up and take breaks. Customers call, wait, give up, and hang up. Calls and states go on at the
 * beginning and at the end. Returns the agents.
 */
export function simulateDay(options: DayOptions): readonly Agent[] {
  const clock = new SteppedClock(options.begins);
  const dialect = readDialect(options.dialect);
  const listeners: ((event: PublishedEvent) => void)[] = [];
  const engine = new Engine({
    site: readSite({ timers: { noAnswer: 15_000, wrapUp: 30_000 } }),
    flavour: options.flavour,
    dialect,
    clock,
    publish: (_, event, fullName) => {
      const at = Math.round(clock.now());
      options.onWire({ at, event: parseEvent(writeEvent(event, dialect, fullName).body) });
      for (const listen of listeners) {
        listen(event);
      }
    },
  });
  hireStaff(engine, options);
  const callers = callersOf(engine, clock, options);
  const random = new Random(options.seed + 1);
  const send = (type: string, body?: string) => {
    const decoded = decodeCommand(type, body);
    if (decoded !== undefined) {
      const { name: command, parameters } = decoded;
      options.onWire({ at: Math.round(clock.now()), command, parameters });
    }
    engine.receive(type, body);
  };
  const agents = [...engine.centre.agents.values()].map(({ profile }) => profile);
  const shifts = planShifts(agents.length, options.midnight, new Random(options.seed + 2));
  const people = new VersatileAgents({ engine, clock, random, destination, send }, shifts);
  listeners.push((event) => {
    if (event.type === 'InboundCall') {
      callers.hear(event, false);
    }
    people.hear(event);
  });
  people.begin();
  callers.begin();
  while (clock.now() < options.ends) {
    clock.advance(1000);
    options.onSecond(clock.now(), engine);
  }
  engine.close();
  return agents.map(({ agentId: agent, extension, team }) => ({ agent, extension, team }));
}

/** Takes on as many agents as the site has not. */
function hireStaff({ centre }: Engine, { agents, seed }: DayOptions): void {
  const present = [...centre.agents.values()].map(({ profile }) => profile);
  const taken = new Set(present.flatMap(({ agentId, extension }) => [agentId, extension]));
  const teams = centre.site.teams.map(({ id }) => id);
  makeStaff(agents - present.length, teams, taken, new Random(seed)).forEach((profile) => {
    centre.hire(profile);
  });
}

function callersOf(engine: Engine, clock: SteppedClock, { agents, midnight, seed }: DayOptions): Callers {
  const plan = planLoad({ agents, handleTime: 300, abandonRate: 0.15, destination }, seed);
  const load = {
    ...plan,
    get callsPerHour() {
      return callsPerHour(busiest, midnight, clock.now());
    },
  };
  const queues = engine.centre.site.queues.map(({ name }) => name);
  return new Callers(engine, clock, new Random(seed + 3), load, queues);
}
