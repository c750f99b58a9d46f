import type { ErrorCode } from '../../protocol';

/** GC does not carry out a command, and answers with this code. */
export class RefusedCommand extends Error {
  constructor(readonly code: ErrorCode) {
    super(code);
  }
}
