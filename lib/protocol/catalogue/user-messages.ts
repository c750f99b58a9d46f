/**
 * What GC's users are told, by `<event type>#<state or code>`; an empty text means that nothing is shown.
 * Source: table "User Messages", all rows.
 */
export const userMessages = {
  'Error#LICENSES_EXCEEDED': 'License exceeded, please contact system administrator.',
  'Error#SUBSCRIPTION_FAILED': 'Invalid LoginId / Password.',
  'Error#MISSING_EXTENSION': 'Extension is missing.',
  'Error#MISSING_PASSWORD': 'Password not set, please contact system administrator.',
  'Error#CF_INVALID_LOGON_DEVICE_SPECIFIED': 'Incorrect phone extension.',
  'Error#CF_GENERIC_UNSPECIFIED_REJECTION': 'Please reset your phone and try again',
  'Error#CF_RESOURCE_BUSY': 'Phone extension is already in use',
  'Error#FINESSE_UNAVAILABLE': 'System is not available, it will connect automatically once available.',
  'Error#GENERIC_ERROR': 'An error occurred, please try again later.',
  'Error#PLEASE_RETRY': 'An error occurred, please try again later.',
  'Error#NO_DIALOG_ID': 'Invalid operation or call not found.',
  'State#RE_LOGIN': 'Reconnecting, please wait...',
  'State#LOGOUT': 'You are Logged out',
  'State#LOGGED_IN': 'You are Logged in',
  'State#READY': 'Your State: Ready',
  'State#NOT_READY': 'Your State: Not Ready',
  'State#RESERVED': 'Your are Reserved, an inbound call is coming.',
  'State#TALKING': 'You are talking.',
  'State#WORK': 'Wrap up -> Not Ready',
  'State#WORK_READY': 'Wrap up -> Ready',
  'State#UNKNOWN': 'An error occurred, please refresh your browser.',
  'State#HOLD': 'Call is on hold.',
  'InboundCall#INITIATING': 'Call is initiated..',
  'InboundCall#INITIATED': '',
  'InboundCall#ALERTING': 'Call is ringing..',
  'InboundCall#ACTIVE': 'Call is active..',
  'InboundCall#FAILED': 'Call has failed..',
  'InboundCall#DROP': 'Call has been released..',
  'InboundCall#ACCEPTED': 'Call is accepted..',
  'ConsultCall#ACTIVE': 'Consult call is active..',
  'ConsultCall#INITIATING': '',
  'ConsultCall#INITIATED': '',
  'ConsultCall#ALERTING': 'Consult call is ringing..',
  'ConsultCall#FAILED': 'Consult call has failed..',
  'ConsultCall#DROP': 'Consult call has dropped.',
} as const satisfies Record<string, string>;

/** The same error under the name that the message table uses. */
const messageAliases: Readonly<Record<string, string>> = {
  'Error#GENERAL_ERROR': 'Error#GENERIC_ERROR',
  'Error#UNABLE_TO_SUBSCRIBE_TO_FINESSE': 'Error#SUBSCRIPTION_FAILED',
};

/** By the type of the event, then by state or code. */
const messagesByType = byType();

/** The user message of an event type with this state or code, or undefined where the table has none. */
export function findUserMessage(eventType: string, stateOrCode: string): string | undefined {
  return messagesByType.get(eventType)?.get(stateOrCode);
}

function byType(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const messages: ReadonlyMap<string, string> = new Map(Object.entries(userMessages));
  const aliases = Object.entries(messageAliases).map(([name, known]) => [name, messages.get(known)] as const);
  const all = new Map<string, Map<string, string>>();
  for (const [name, text = ''] of [...messages, ...aliases]) {
    const [type = '', stateOrCode = ''] = name.split('#');
    all.set(type, (all.get(type) ?? new Map<string, string>()).set(stateOrCode, text));
  }
  return all;
}
