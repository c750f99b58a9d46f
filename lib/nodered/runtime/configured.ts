import type { Node } from 'node-red';
import { errorText } from '../language/in-language';
import { statuses } from './status';

/**
 * What a node without an input is set to; undefined, with a red status and one line in the log, where that cannot be
 * read: there is no message that could end with the error.
 */
export function configured<T>(node: Node, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    node.status(statuses.misconfigured);
    node.error(errorText(error));
    return undefined;
  }
}
