import type { AgentSnapshot, GcClient } from '../../client';
import { type Phrase, type Text } from '../../common/phrase';
import { GcError, type Flavour } from '../../protocol';
import { errorText } from '../language/in-language';
import { say, watching } from '../language/phrases';
import { shortError } from '../language/short-error';

/** What a question for queues needs of its connection. */
export interface QueueSource {
  client(): Promise<GcClient>;
  agent(agentId: string): AgentSnapshot | undefined;
  /** Login ids of the supervisors whom the connection has logged in. */
  readonly supervisors: readonly string[];
  readonly flavour: Flavour | undefined;
  /** Whether commands can reach GC. */
  readonly isWell: boolean;
  /** Writes a line into the log of the connection. */
  log(line: string): void;
  warn(line: string): void;
}

/** Why GC cannot be asked for queues, or does not answer. */
export interface Problem {
  /** For the log, as a sentence. */
  readonly cause: Text;
  /** For the status of a node. */
  readonly short: Phrase;
}

/** Why it is no use to ask GC for the queues that a supervisor sees; undefined: GC may answer. */
export function obstacleFor(source: QueueSource, agentId: string | undefined): Problem | undefined {
  if (source.flavour === 'uccx') {
    return { cause: say('queuesOnUcceOnly'), short: watching('ucceOnly') };
  }
  if (agentId === undefined) {
    return { cause: say('noSupervisor'), short: watching('noSupervisor') };
  }
  return source.agent(agentId)?.state === 'LOGOUT'
    ? { cause: say('supervisorLoggedOut', { agentId }), short: watching('supervisorLoggedOut') }
    : undefined;
}

/** What a question has failed with. */
export function refusalBy(error: unknown): Problem {
  return { cause: errorText(error), short: shortError(error instanceof GcError ? error.code : 'error') };
}

const outages: readonly string[] = ['GC_NOT_CONNECTED', 'GC_CONNECTION_LOST', 'GC_CLOSED'];

/** Whether the connection has failed, which it reports itself. */
export function isOutage(error: unknown): boolean {
  return error instanceof GcError && outages.includes(error.code);
}
