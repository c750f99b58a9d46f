import type { EventOf, GcError } from '../../protocol';
import type { AgentSnapshot } from '../model/agents';
import type { NamedLeg } from '../model/calls';
import type { AgentLogin, Run } from '../commands/login';
import type { CommandOptions, Outcome } from '../commands/outcome';
import type { CallEvent } from './call-events';

/** What bringing an agent back needs of the client. Its commands go in front of those of the users. */
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
