import type { Node } from 'node-red';
import { thrownText } from '../../protocol';
import type { AnyEvent } from '../connection/audience';
import type { SharedConnection } from '../connection/shared-connection';

/** Whom to watch, and for how long. */
export interface Watch {
  readonly connection: SharedConnection;
  readonly node: Node;
  readonly agentId: string;
  readonly timeoutMs: number;
  /** Ends it before. */
  readonly signal: AbortSignal;
}

/**
 * Waits until `look` finds something: it looks now, and again at each event about the agent, which it is given. Resolves
 * with what it has found, or why it has not; rejects with what it throws.
 */
export function waitUntil<Found extends object>(
  { connection, node, agentId, timeoutMs, signal }: Watch,
  look: (event?: AnyEvent) => Found | undefined,
): Promise<Found | 'time is up' | 'stopped'> {
  const ends: (() => void)[] = [];
  const waiting = new Promise<Found | 'time is up' | 'stopped'>((resolve, reject) => {
    const lookAt = (event?: AnyEvent) => {
      try {
        const found = look(event);
        if (found !== undefined) {
          resolve(found);
        }
      } catch (error) {
        reject(error instanceof Error ? error : new Error(thrownText(error)));
      }
    };
    const stop = () => {
      resolve('stopped');
    };
    lookAt();
    if (signal.aborted) {
      stop();
    }
    const timer = setTimeout(resolve, timeoutMs, 'time is up');
    signal.addEventListener('abort', stop);
    ends.push(connection.follow(node, [agentId], lookAt));
    ends.push(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    });
  });
  return waiting.finally(() => {
    ends.forEach((end) => {
      end();
    });
  });
}
