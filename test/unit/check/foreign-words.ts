const words: Readonly<Record<string, string>> = {
  READY: 'AVAILABLE',
  INITIATING: 'DIALLING',
  INITIATED: 'DIALLING',
  ALERTING: 'OFFERED',
  ACTIVE: 'CONNECTED',
  HOLD: 'PARKED',
  DELETED: 'ENDED',
};

/** What no dialect of the simulator says: other words for states, other names, and shapes that nobody has published. */
export function foreignWords(body: string): string {
  const content = JSON.parse(body) as Record<string, unknown>;
  if (Array.isArray(content)) {
    return body;
  }
  const { type, state, participants } = content;
  const isCall = ['InboundCall', 'ConsultCall'].includes(String(type));
  const parties = (participants as { Participant?: { mediaAddress: string; state: string }[] } | undefined)
    ?.Participant;
  return JSON.stringify({
    ...content,
    ...(type === 'ConsultCall' && { type: 'Consultation' }),
    ...((isCall || type === 'State') && { state: worded(state) }),
    ...(parties && { participants: Object.fromEntries(parties.map((one) => [one.mediaAddress, one.state])) }),
    // A name that stays after what ours would be read from.
    ...(content.callVariables !== undefined && { callVariables: variables(content.callVariables) }),
  });
}

function worded(state: unknown): unknown {
  return words[String(state).toUpperCase()] ?? state;
}

/** Pairs in lists. */
function variables(pairs: unknown): unknown {
  return (pairs as { name: string; value: string }[]).map(({ name, value }) => [name, value]);
}
