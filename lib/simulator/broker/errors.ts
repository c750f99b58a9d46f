/** One frame was refused: the client gets an ERROR and keeps its connection. */
export class RefusedFrame extends Error {}

/** The client does not speak STOMP as agreed, or may not come in: it gets an ERROR and is disconnected. */
export class ProtocolError extends Error {}
