import { decodeCommand, parseEvent, type GcEvent } from '../../../lib/protocol';
import { Engine, SteppedClock } from '../../../lib/simulator/engine';
import { LoadGenerator, planLoad } from '../../../lib/simulator/load';
import { readDialect, writeEvent, type DialectName } from '../../../lib/simulator/dialects';
import { Random } from '../../../lib/simulator/random';
import { readSite } from '../../../lib/simulator';
import { VersatileAgents } from './versatile-agents';

/** Something that went over the wire on the simulated day: an event of GC, or a command. */
export type Wire = { readonly at: number } & (
  | { readonly event: GcEvent }
  | { readonly command: string; readonly parameters: Readonly<Record<string, string | undefined>> }
);

export interface DayOptions {
  readonly dialect: DialectName;
  readonly agents: number;
  /** In milliseconds since 1970. */
  readonly start: number;
  readonly hours: number;
  readonly seed: number;
  /** Whether agents ask colleagues about calls: the old text format does not name such calls. */
  readonly consults: boolean;
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

const destination = 'day';

/**
 * A day of a contact centre: most agents take calls of queues, wrap them up and take breaks; a few do all that agents
 * can do with calls. Customers call, wait, give up, and hang up. It stops while calls still go on. Returns the agents.
 */
export function simulateDay(options: DayOptions): readonly Agent[] {
  const clock = new SteppedClock(options.start);
  const dialect = readDialect(options.dialect);
  const people: { load?: LoadGenerator; versatile?: VersatileAgents } = {};
  const engine = new Engine({
    site: readSite({ timers: { noAnswer: 15_000, wrapUp: 30_000 } }),
    flavour: 'ucce',
    dialect,
    clock,
    publish: (to, event, fullName) => {
      people.load?.hear(to, event);
      options.onWire({
        at: Math.round(clock.now()),
        event: parseEvent(writeEvent(event, dialect, fullName).body),
      });
      people.versatile?.hear(event);
    },
  });
  const { seed } = options;
  const few = engine.centre.agents.size;
  const plan = planLoad(
    { agents: options.agents - few, handleTime: 180, abandonRate: 0.15, destination },
    seed,
  );
  const load = new LoadGenerator(engine, clock, plan);
  const versatile = new VersatileAgents({
    engine,
    clock,
    random: new Random(seed + 1),
    destination,
    consults: options.consults,
    send: (type, body) => {
      const decoded = decodeCommand(type, body);
      if (decoded !== undefined) {
        options.onWire({
          at: Math.round(clock.now()),
          command: decoded.name,
          parameters: decoded.parameters,
        });
      }
      engine.receive(type, body);
    },
  });
  Object.assign(people, { load, versatile });
  load.begin();
  versatile.begin();
  for (let second = 0; second < options.hours * 3600; second += 1) {
    clock.advance(1000);
    options.onSecond(clock.now(), engine);
  }
  const agents = [...engine.centre.agents.values()].map(({ profile }) => profile);
  engine.close();
  return agents.map(({ agentId: agent, extension, team }) => ({ agent, extension, team }));
}
