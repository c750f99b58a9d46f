/** The ticket of the event that a message came from, if it has one. */
export function ticketOf({ gc }: { readonly gc?: unknown }): unknown {
  return typeof gc === 'object' && gc !== null && 'ticket' in gc ? gc.ticket : undefined;
}

/** What a node puts into `msg.gc`, with the ticket that is there: the event is not ended by what the node does. */
export function keepTicket<Gc extends object>(
  message: { readonly gc?: unknown },
  gc: Gc,
): Gc & { ticket?: unknown } {
  const ticket = ticketOf(message);
  return ticket === undefined ? gc : { ...gc, ticket };
}
