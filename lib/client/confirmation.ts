import type { Confirmation, GcEvent, ParameterName, ParameterValue } from '../protocol';

/** The parameters of a command, as they were given. */
export type GivenParameters = Readonly<Partial<Record<ParameterName, ParameterValue | undefined>>>;

/** What a confirmation is held against: the parameters of the command and what was known when it was sent. */
export interface Expectation {
  readonly parameters: GivenParameters;
  /** False for calls that were there before the command, and for incoming ones. */
  isOwnNewDialog(dialogId: string): boolean;
}

/** Whether an event is the one that a confirmation describes. */
export function fits(confirmation: Confirmation, event: GcEvent, expectation: Expectation): boolean {
  if (event.type !== confirmation.event) {
    return false;
  }
  const attributes: Readonly<Record<string, unknown>> = { ...event };
  const hasValues = Object.entries(confirmation.when ?? {}).every(([name, values]) =>
    values.some((value) => value === attributes[name]),
  );
  const isSame = (confirmation.same ?? []).every(
    (name) => attributes[name] === undefined || attributes[name] === String(expectation.parameters[name]),
  );
  return hasValues && isSame && (!confirmation.newDialog || hasNewDialog(attributes.dialogId, expectation));
}

/** The old text format does not name the dialog; then there is nothing to compare. */
function hasNewDialog(dialogId: unknown, expectation: Expectation): boolean {
  return typeof dialogId !== 'string' || expectation.isOwnNewDialog(dialogId);
}
