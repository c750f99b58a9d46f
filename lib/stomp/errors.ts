import { inEnglish, type Text } from '../common/phrase';

export type StompErrorCode =
  | 'STOMP_NOT_CONNECTED'
  | 'STOMP_LOGIN_REFUSED'
  | 'STOMP_CONNECT_FAILED'
  | 'STOMP_CONNECT_TIMEOUT'
  | 'STOMP_CONNECTION_LOST'
  | 'STOMP_REFUSED'
  | 'STOMP_RECEIPT_TIMEOUT'
  | 'STOMP_INVALID_MESSAGE'
  | 'STOMP_INVALID_OPTIONS'
  | 'STOMP_CLOSED'
  | 'STOMP_BUSY';

/**
 * What went wrong between us and the broker. The message names the broker (host:port) and what to do;
 * it never contains the user or the password.
 */
export class StompError extends Error {
  override readonly name = 'StompError';

  constructor(
    readonly code: StompErrorCode,
    /** The message, for other languages. */
    readonly phrase: Text,
  ) {
    super(inEnglish(phrase));
  }
}
