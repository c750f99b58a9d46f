import type { GcClient } from '../../client';
import type { AnyEvent } from '../connection/audience';
import type { TriedCommand } from './tried-command';
import type { Phrase } from '../../common/phrase';
import { say } from '../language/phrases';

/**
 * Knows whether the calls that a command is about are over. A call of which nothing has been heard is not over: after a
 * restart nothing is known until GC tells.
 */
export class EndOfCalls {
  readonly #heardOf = new Set<string>();

  constructor(private readonly command: Pick<TriedCommand, 'agentId' | 'calls'>) {}

  /** Takes in what has happened to the agent: of a call that nobody knew, GC may only tell the end. */
  hear(event: AnyEvent): void {
    const isEnd = event.type === 'CallEnded' || ('state' in event && event.state === 'DROP');
    if (isEnd && 'dialogId' in event && event.dialogId !== undefined) {
      this.#heardOf.add(event.dialogId);
    }
  }

  /** Why it is too late for the command, as a clause; undefined where it is not. */
  reason(client: Pick<GcClient, 'agent' | 'callsOf' | 'loggedIn'>): Phrase | undefined {
    const { agentId, calls } = this.command;
    if (client.agent(agentId).state === 'LOGOUT') {
      // A logout that an outage may have made is checked: the agent may be brought back.
      return client.loggedIn.includes(agentId) ? undefined : say('loggedOut');
    }
    const known = client.callsOf(agentId).map(({ dialogId }) => dialogId);
    known.forEach((dialogId) => this.#heardOf.add(dialogId));
    const areOver = calls.every((dialogId) => this.#heardOf.has(dialogId) && !known.includes(dialogId));
    return areOver ? say('callWasOver', { calls: calls.join(', ') }) : undefined;
  }
}
