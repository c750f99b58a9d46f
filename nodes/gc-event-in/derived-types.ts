import type { DerivedEvent } from '../../lib/client/model/derived-events';

/** The types of events that the client concludes from those of GC. */
const types: Readonly<Record<DerivedEvent['type'], true>> = {
  AgentStateChanged: true,
  CallOffered: true,
  CallAnswered: true,
  CallMissed: true,
  CallHeld: true,
  CallRetrieved: true,
  ConsultStarted: true,
  CallTransferred: true,
  CallConferenced: true,
  ParticipantChanged: true,
  WrapUpStarted: true,
  WrapUpEnded: true,
  CallEnded: true,
};

export const derivedTypes: readonly string[] = Object.keys(types);
