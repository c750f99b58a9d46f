import type { Source } from '../sources/sources';

/** Who says that something went wrong: Cisco Finesse, GC, or this package. */
export type ErrorOrigin = 'Finesse' | 'GC' | 'connector';

export interface ErrorRow {
  readonly origin: ErrorOrigin;
  /** What happened, as a clause that can follow "failed: ". */
  readonly meaning: string;
  readonly whatToDo: string;
  /** True where the same command may work a little later, once the advice is followed. */
  readonly retryable: boolean;
  /** Where a code of GC or Finesse comes from; absent: tables "Errors" and "User Messages" of the specification. */
  readonly source?: Source;
}

const extension = "Correct the agent's extension, then log the agent in again.";
const credentials = "Correct the agent's login id or password, then log the agent in again.";
const wait = 'Wait until GC is in service again, then send the command again.';
const again = 'Send the command again.';
const askAdministrator = `${again} If it keeps failing, ask the administrator of Finesse.`;
const nameCall = "Ask for the agent's calls (dialog state), then name one of them.";
const dialAgain = 'If the failed call is still there, hang it up before you dial again.';
const checkNumber = `Check the number. ${dialAgain}`;

/**
 * Every error code with its origin, meaning and remedy.
 * Source: table "Errors" (all rows) and the codes that only "User Messages" names; the codes from
 * AUTHORIZATION_FAILURE to CF_INVALID_AGENT_WORKMODE from other public pages about GC and Finesse;
 * those with origin "connector" are this package's own.
 */
export const errors = {
  CF_INVALID_CALLED_DEVICE: row(
    'Finesse',
    'the called device is not valid',
    'Check the number and whether the agent may call it.',
  ),
  CF_INVALID_CALLING_DEVICE: row('Finesse', 'the calling device is not valid', extension),
  CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL: row(
    'Finesse',
    'the active connection id in the request is not valid',
    nameCall,
  ),
  CF_INVALID_CONSULT_TYPE: row('Finesse', 'the consult type is not valid', askAdministrator),
  CF_AGENT_ACCOUNT_LOCKED_OUT: row(
    'Finesse',
    'the account of the agent is locked',
    'Have the account unlocked in Finesse, then log the agent in again.',
  ),
  CF_INVALID_CSTA_DEVICE_IDENTIFIER: row('Finesse', 'the device id is not valid', extension),
  CF_RESOURCE_BUSY: row(
    'Finesse',
    'a resource is busy; at a login, the extension is in use already',
    'At a login, check that nobody else uses the extension. Then send the command again.',
    'retry',
  ),
  CF_INVALID_LOGON_DEVICE_SPECIFIED: row('Finesse', 'the extension is not valid for a login', extension),
  CF_GENERIC_UNSPECIFIED_REJECTION: row(
    'Finesse',
    'the request was rejected without a reason',
    "Reset the agent's phone, then send the command again.",
    'retry',
  ),
  CF_INVALID_OBJECT_STATE: row(
    'Finesse',
    'the agent or the call is in the wrong state for this command',
    'Look up the state of the agent and the call, and send the command in a state that allows it.',
  ),
  CF_INVALID_PASSWORD_SPECIFIED: row('Finesse', 'the password of the agent is wrong', credentials),
  CF_GENERIC_SYSTEM_RESOURCE_AVAILABILITY: row(
    'Finesse',
    'the system lacks resources for this request',
    'Wait a minute, then send the command again.',
    'retry',
  ),
  E_CTI_INVALID_CALLID: row('Finesse', 'there is no call with this id', nameCall),
  USER_NOT_FOUND: row(
    'Finesse',
    'Finesse does not know the agent',
    "Check the agent's login id: it must be the one in Finesse.",
  ),
  GENERAL_ERROR: row('Finesse', 'an error of unknown cause occurred', askAdministrator, 'retry'),
  CF_GENERIC_OPERATION: row('Finesse', 'the operation failed without details', askAdministrator, 'retry'),
  BAD_DESTINATION: row('Finesse', 'the called number does not exist', checkNumber),
  BUSY: from(
    'observed:finesse',
    row('Finesse', 'the called number is busy', `Try again later. ${dialAgain}`, 'retry'),
  ),
  DOWN: row('GC', 'Finesse did not answer; GC is trying the other Finesse', wait, 'retry'),
  LICENSES_EXCEEDED: row(
    'GC',
    'all user licences of GC are in use',
    'Log another agent out, or ask the administrator for more licences.',
  ),
  MISSING_EXTENSION: row('GC', 'the extension is missing', 'Set the extension of the agent.'),
  MISSING_NUMBER: row('GC', 'the number to dial is missing', 'Set the number to dial.'),
  MISSING_PASSWORD: row('GC', 'the password is missing', 'Set the password of the agent.'),
  MISSING_REASON_CODE: row('GC', 'a reason code is required', 'Choose a reason.'),
  NO_DIALOG_ID: row('GC', 'there is no such call', nameCall),
  NOT_REACHABLE: row(
    'GC',
    'Finesse could not be reached in time; GC is trying the other Finesse',
    wait,
    'retry',
  ),
  PLEASE_RETRY: row('GC', 'GC could not carry out the request this time', again, 'retry'),
  SUBSCRIPTION_FAILED: row('GC', 'login id or password is wrong', credentials),
  UNABLE_TO_SUBSCRIBE_TO_FINESSE: row('GC', 'login id or password is wrong', credentials),
  WRONG_EXTENSION: row('GC', 'the extension is not valid', extension),
  SESSION_INVALIDATED: row(
    'GC',
    'the agent has logged in from another destination',
    'Log the agent in again here only to take the session over from the other client.',
  ),

  FINESSE_UNAVAILABLE: row('GC', 'Finesse is not available', wait, 'retry'),
  GENERIC_ERROR: row(
    'GC',
    'an error of unknown cause occurred',
    `${again} If it keeps failing, look in the log of GC.`,
    'retry',
  ),

  AUTHORIZATION_FAILURE: from(
    'observed:supervisor-features',
    row('Finesse', 'the agent may not do this', 'Use an agent who is a supervisor of this team.'),
  ),
  NOT_FOUND: from(
    'observed:supervisor-features',
    row('Finesse', 'Finesse does not know what the command names', 'Check the names and ids in the command.'),
  ),
  CF_GENERIC_UNSPECIFIED: from(
    'observed:command-tables',
    row('Finesse', 'the request failed without details', askAdministrator, 'retry'),
  ),
  CF_RESOURCE_OUT_OF_SERVICE: from(
    'assumed:error-names',
    row('Finesse', 'a resource is out of service', wait, 'retry'),
  ),
  CF_INVALID_AGENT_WORKMODE: from(
    'assumed:error-names',
    row(
      'Finesse',
      'the agent cannot change to this state now',
      "Wait until the agent's state changes. On UCCX, ask for not ready only once during a call.",
    ),
  ),

  RE_LOGIN: row(
    'GC',
    'GC does not know this agent as logged in',
    'Log the agent in, then send the command again.',
    'retry',
  ),
  GC_INVALID_PARAMETER: row('connector', 'a parameter is missing or not allowed', 'Correct the value.'),
  GC_UNKNOWN_COMMAND: row(
    'connector',
    'there is no such command',
    'Choose a command from the command reference.',
  ),
  GC_INVALID_CONFIGURATION: row(
    'connector',
    'the configuration is not complete or not allowed',
    'Correct it in the editor and deploy, or in the file or program that sets it.',
  ),
  GC_NO_CONNECTION: row(
    'connector',
    'the node has no GC connection',
    'Choose a GC connection in the node and deploy.',
  ),
  GC_NOT_CONNECTED: row(
    'connector',
    'there is no connection to the broker; nothing was sent',
    'Wait until the connection is back: it reconnects by itself. Then send the message again.',
    'retry',
  ),
  GC_CONNECTION_LOST: row(
    'connector',
    'the connection to the broker was lost before the outcome was known',
    'GC may have carried the command out: check the state of the agent or call before you send it again.',
    'retry',
  ),
  GC_NOT_ACCEPTED: row(
    'connector',
    'the broker did not accept the command',
    'Check that the user of the broker may write to the command queue.',
  ),
  GC_TIMEOUT: row(
    'connector',
    'GC did not answer in time',
    'Check that GC runs and that the agent is logged in. GC may still carry the command out: check the state of the agent or call before you send it again.',
    'retry',
  ),
  GC_TOO_MANY_COMMANDS: row(
    'connector',
    'too many commands are waiting; nothing was sent',
    'Look for a loop in the flow, or send the commands more slowly.',
    'retry',
  ),
  GC_NUMBER_NOT_ALLOWED: row(
    'connector',
    'the number may not be dialled here; nothing was sent',
    'Dial another number, or change the numbers that the connection allows and denies.',
  ),
  GC_EMERGENCY_NUMBER: row(
    'connector',
    'the dial plan does not allow emergency numbers; nothing was sent',
    'Dial the emergency number on a telephone. To let flows dial it, allow emergency numbers in the dial plan of the connection.',
  ),
  GC_OUTSIDE_CALLING_HOURS: row(
    'connector',
    'calls may not be made at this time; nothing was sent',
    'Send the message again within the calling hours of the connection.',
  ),
  GC_TOO_FAST: row(
    'connector',
    'commands come faster than the connection allows; nothing was sent',
    'Send the commands more slowly, or raise the limit of the connection.',
    'retry',
  ),
  GC_TOO_MANY_CALLS: row(
    'connector',
    'as many calls are going on as the connection allows; nothing was sent',
    'Wait until a call has ended, or raise the limit of the connection.',
    'retry',
  ),
  GC_REPEATED_KEY: row(
    'connector',
    'the same key has come with this command before; nothing was sent',
    'Nothing needs to be done for a repeated message: the cause has the outcome of the first one. Give each new request a new key.',
  ),
  GC_STORE_UNAVAILABLE: row(
    'connector',
    'the store cannot be used',
    'Check that the store can be reached and written. Commands without a key still work.',
    'retry',
  ),
  GC_RECORDING_FAILED: row(
    'connector',
    'the file of a recording could not be written or read',
    'Check that the folder can be written and that the disk has room, and start the recording again.',
  ),
  GC_EVENT_NOT_TAKEN: row(
    'connector',
    'an event could not be handled, however often it was tried; the broker has put it aside',
    "Correct the flow or listener. The event is in the broker's dead letter queue (ActiveMQ.DLQ).",
  ),
  GC_NO_TICKET: row(
    'connector',
    'the message has no ticket of an event; nothing was done',
    'Start the flow with an event node whose events are acknowledged by the flow, and keep msg.gc.ticket.',
  ),
  GC_TICKET_NOT_OPEN: row(
    'connector',
    'no event waits for this ticket: it was ended before, or comes again; nothing was done',
    'Nothing needs to be done. If it happens often, end each event once, and within the time limit.',
  ),
  GC_INTERNAL_ERROR: row(
    'connector',
    'something went wrong inside this package',
    'Report it to the maintainers of the package with this text; the connection goes on.',
  ),
  GC_NOT_SUBSCRIBED: row(
    'connector',
    'the broker does not let this client read its events',
    'Check that the user of the broker may read and create the topic or queue.',
  ),
  GC_CLOSED: row(
    'connector',
    'the connection was closed',
    'Connect again. GC may have carried out a command that was under way: check the state of the agent or call.',
  ),
  GC_CALL_FAILED: row('connector', 'the call could not be set up', checkNumber),
  GC_NO_ANSWER: row(
    'connector',
    'nobody has answered in time',
    'The call keeps ringing: hang it up, or raise the time limit.',
  ),
  GC_WRONG_STATE: row(
    'connector',
    'not possible in the state of the agent; nothing was sent',
    'Bring the agent into a state that allows the command, or tick "Send even if …" in the node.',
  ),
  GC_TOO_MANY_WAITING: row(
    'connector',
    'too many messages are waiting in the node',
    'Look for a loop in the flow, shorten the time limit, or reset the node.',
    'retry',
  ),
  GC_MESSAGE_NOT_KEPT: row(
    'connector',
    'the message cannot wait over a restart',
    'Remove what is not plain data from the message, such as msg.req and msg.res of a web request. Or switch off "Continue after a restart" or "Keep trying" in the node.',
  ),
  GC_CALL_OVER: row(
    'connector',
    'the call was over, or the agent had logged out, before GC had the command',
    'The command came too late. To keep its value, store it elsewhere, such as in a database.',
  ),
  GC_REPLACED: row(
    'connector',
    'a later value came before GC had this one',
    'Nothing needs to be done: the later value is used.',
  ),
  GC_NOT_FOUND: row(
    'connector',
    'GC lists nothing of this name',
    'Use a name that GC lists, or let the node ask GC again.',
  ),
  GC_CONSULT_NOT_ANSWERED: row(
    'connector',
    'the consulted party has not answered in time',
    'Consult somebody else, or raise the time limit.',
    'retry',
  ),
  GC_CONSULT_ENDED: row(
    'connector',
    'the consult call has ended before it was answered',
    'Consult somebody else.',
    'retry',
  ),
  GC_CUSTOMER_GONE: row(
    'connector',
    'the customer has hung up during the consultation',
    'Nothing needs to be done: there is no call left to hand on.',
  ),
  GC_CUSTOMER_ON_HOLD: row(
    'connector',
    'the consultation has failed and the customer is still on hold',
    'Retrieve the call at once, on the phone or with the action "retrieve" of call control.',
  ),
  GC_NO_PASSWORD: row(
    'connector',
    'no password is known for the agent',
    'Add a GC agent with this login id and its password, or choose one in the node.',
  ),
  GC_NO_SIMULATOR: row(
    'connector',
    'the connection does not use the built-in simulator',
    'Choose a GC connection that is set to the built-in simulator.',
  ),
  AMBIGUOUS_DIALOG: row('connector', 'the agent has more than one call', 'Name the call with msg.dialogId.'),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;

/** The row of a code, or undefined for a code that no table knows (they pass through as they are). */
export function findError(code: string): ErrorRow | undefined {
  return Object.hasOwn(errors, code) ? errors[code as ErrorCode] : undefined;
}

function row(origin: ErrorOrigin, meaning: string, whatToDo: string, retry?: 'retry'): ErrorRow {
  return { origin, meaning, whatToDo, retryable: retry !== undefined };
}

function from(source: Source, errorRow: ErrorRow): ErrorRow {
  return { ...errorRow, source };
}
