import { GcError, printable, type GcEvent, type ReasonCode } from '../../lib/protocol';

/** The reason with this code, or else with this label, whatever the case of its letters. */
export function findReason(event: GcEvent | undefined, wanted: string): ReasonCode | undefined {
  const reasons = reasonsIn(event);
  const label = wanted.toLocaleLowerCase();
  return (
    reasons.find((reason) => reason.code === wanted) ??
    reasons.find((reason) => reason.label.trim().toLocaleLowerCase() === label)
  );
}

/** Says what there is instead. */
export function unknownReason(
  event: GcEvent | undefined,
  wanted: string,
  context: { command: string; agentId: string },
): GcError {
  const known = reasonsIn(event).map(({ code, label }) => `${code} ${label}`.trim());
  const instead = known.length === 0 ? 'there are none' : `there are: ${known.join(', ')}`;
  const detail = `"${printable(wanted)}" is none of these reasons; ${instead}`;
  return new GcError('GC_NOT_FOUND', { ...context, detail });
}

function reasonsIn(event: GcEvent | undefined): readonly ReasonCode[] {
  return event?.type === 'ReasonCodes' ? (event.reasonCodes ?? []) : [];
}
