/** One frame was refused: the client gets an ERROR and keeps its connection. */
export class Refusal extends Error {}

/** The client does not speak STOMP as agreed, or may not come in: it gets an ERROR and is disconnected. */
export class ProtocolError extends Error {}
