import { agentIdOf, type OutgoingEvent } from '../outgoing-event';

/** Puts, of all that is published at one time, an agent's first consult event before the events of the main call. */
export function consultEventsFirst(
  published: readonly OutgoingEvent[],
  isConcerned: (agentId: string | undefined) => boolean,
): readonly OutgoingEvent[] {
  const result = [...published];
  for (const agentId of new Set(published.map(agentIdOf).filter(isConcerned))) {
    const first = (type: string) =>
      result.findIndex((outgoing) => outgoing.event?.type === type && agentIdOf(outgoing) === agentId);
    const [main, consult] = [first('InboundCall'), first('ConsultCall')];
    if (main >= 0 && main < consult) {
      result.splice(main, 0, ...result.splice(consult, 1));
    }
  }
  return result;
}
