const KB = 1024;
const MB = 1024 * KB;

/** How much the broker takes, and what becomes of more. */
export const limits = {
  /** Clients at one time. One more is cut off as soon as it comes. */
  connections: 1000,

  /** Queues and topics. A SEND or SUBSCRIBE that names one more is refused. */
  destinations: 10_000,

  /** Subscriptions of one client. One more is refused. */
  subscriptions: 1000,

  /**
   * Bytes of the messages that wait, or are unacknowledged, in one queue or for one subscriber of a topic. A SEND to
   * a queue that is full is refused; the subscriber of a topic that reads so slowly gets an ERROR and is cut off.
   */
  queueBytes: 16 * MB,

  /** The same bytes in all queues together, and again for all subscribers of topics together. */
  brokerBytes: 64 * MB,

  /** Counted for each message on top of its own bytes, so that small ones are limited in number, too. */
  messageOverheadBytes: KB,

  /** Bytes that wait until a client reads them. Receipts and errors beyond these: the client is cut off. */
  unreadBytes: 8 * MB,

  /** The same bytes, from which on the client gets no more messages until it has read. */
  unreadBytesForMessages: 64 * KB,

  /** What a frame may have. A client that sends more gets an ERROR and is disconnected. */
  frame: { commandBytes: 16, headerBytes: 10 * KB, headers: 200, bodyBytes: MB },
} as const;
