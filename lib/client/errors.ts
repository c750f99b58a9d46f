import { asClause, type Text } from '../common/phrase';
import type { ErrorCode } from '../protocol';
import { StompError, type StompErrorCode } from '../stomp';

const codes: Readonly<Record<StompErrorCode, ErrorCode>> = {
  STOMP_NOT_CONNECTED: 'GC_NOT_CONNECTED',
  STOMP_LOGIN_REFUSED: 'GC_NOT_CONNECTED',
  STOMP_CONNECT_FAILED: 'GC_NOT_CONNECTED',
  STOMP_CONNECT_TIMEOUT: 'GC_NOT_CONNECTED',
  STOMP_CONNECTION_LOST: 'GC_CONNECTION_LOST',
  STOMP_RECEIPT_TIMEOUT: 'GC_CONNECTION_LOST',
  STOMP_REFUSED: 'GC_NOT_ACCEPTED',
  STOMP_INVALID_MESSAGE: 'GC_INVALID_PARAMETER',
  STOMP_INVALID_OPTIONS: 'GC_INVALID_CONFIGURATION',
  STOMP_BUSY: 'GC_TOO_MANY_COMMANDS',
  STOMP_CLOSED: 'GC_CLOSED',
};

/** What went wrong with the broker, in the terms of GC. */
export function explain(error: unknown): { code: ErrorCode; detail?: Text } {
  return error instanceof StompError
    ? { code: codes[error.code], detail: asClause(error.phrase) }
    : { code: 'GC_CONNECTION_LOST' };
}

const neverSent: readonly string[] = [
  'GC_NOT_CONNECTED',
  'GC_NOT_ACCEPTED',
  'GC_INVALID_PARAMETER',
  'GC_TOO_MANY_COMMANDS',
] satisfies ErrorCode[];

/** Whether the connection says with this code that a message did not go out. */
export function saysUnsent(code: ErrorCode): boolean {
  return neverSent.includes(code);
}
