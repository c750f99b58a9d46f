import type { EventOf, GcError } from '../../protocol';
import type { AgentSnapshot } from '../model/agent';
import type { NamedLeg } from '../model/calls';
import type { Commands } from '../commands/commands';
import { logIn, type AgentLogin, type Run } from '../commands/login';
import type { CommandOptions, Outcome } from '../commands/outcome';
import type { Listeners } from '../delivery/listeners';
import type { Model } from '../model/model';
import type { CallEvent } from './call-events';
import type { FoundEvents } from './found-events';

/** What the client itself asks GC, and what comes of it. Its commands go in front of those of the users. */
export interface GcSide {
  readonly ask: Run;
  logIn(agent: AgentLogin, options: CommandOptions): Promise<Outcome>;
  sayHello(options: CommandOptions): Promise<Outcome>;
  agent(agentId: string): AgentSnapshot;
  callsOf(agentId: string): readonly NamedLeg[];
  /** Takes in, and tells, what has happened without an event of GC. */
  find(event: CallEvent | EventOf<'State'>): void;
  /** Tells a person what no command can tell. */
  warn(problem: GcError): void;
}

/** `helloArgument`: what follows `Hello#`. */
export function gcSideOf(
  names: { readonly destination: string; readonly helloArgument: string },
  commands: Commands,
  model: Model,
  found: FoundEvents,
  listeners: Listeners,
): GcSide {
  const run: Run = (name, parameters, options) => commands.runOwn(name, parameters, options);
  return {
    ask: run,
    logIn: (agent, options) => logIn(run, names.destination, agent, options),
    sayHello: (options) => run('Hello', { destination: names.helloArgument }, options),
    agent: (agentId) => model.live.agents.get(agentId),
    callsOf: (agentId) => model.live.calls.of(agentId),
    find: (event) => {
      found.find(event);
    },
    warn: (problem) => {
      listeners.warn(problem);
    },
  };
}
