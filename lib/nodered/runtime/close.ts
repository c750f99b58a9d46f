import { setMaxListeners } from 'node:events';
import type { Node } from 'node-red';
import { errorText, inLanguage } from '../language/in-language';
import { log } from '../language/phrases';

/** Well below the 15 s after which Node-RED gives a node up. */
const limitMs = 3000;

/**
 * Runs a node's clean-up when it closes. Node-RED is told that it is done whatever happens: after an error (which
 * goes to the log), and after 3 s at the latest.
 */
export function onClose(node: Node, cleanUp: (removed: boolean) => Promise<void> | void): void {
  node.on('close', (removed: boolean, done: () => void) => {
    withLimit(node, async () => cleanUp(removed))
      .then(done)
      .catch((error: unknown) => {
        node.warn(inLanguage(log('couldNotGoOn', { why: errorText(error) })));
      });
  });
}

/** Aborts when a node closes. */
export function closingSignal(node: Node): AbortSignal {
  const closing = new AbortController();
  // Each command under way listens; Node.js would take more than ten for a leak.
  setMaxListeners(0, closing.signal);
  node.on('close', () => {
    closing.abort();
  });
  return closing.signal;
}

async function withLimit(node: Node, cleanUp: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  try {
    await Promise.race([cleanUp(), limit]);
  } catch (error) {
    node.warn(inLanguage(log('closingNodeFailed', { why: errorText(error) })));
  } finally {
    clearTimeout(timer);
  }
}
