import type { Source } from '../sources/sources';

/** Who says that something went wrong: Cisco Finesse, GC, or this package. */
export type ErrorOrigin = 'Finesse' | 'GC' | 'connector';

export interface ErrorRow {
  readonly origin: ErrorOrigin;
  /** What happened, as a clause that can follow "failed: ". */
  readonly meaning: string;
  readonly whatToDo: string;
  /** True where sending the same command again, a little later, may work. */
  readonly retryable: boolean;
  /** Where a code of GC or Finesse comes from; absent: tables "Errors" and "User Messages" of the specification. */
  readonly source?: Source;
}

const carryOn = 'Show the error and carry on.';
const extension = "Correct the agent's extension and log in again.";
const credentials = "Correct the agent's login id or password and log in again.";
const wait = 'Nothing is lost: wait until the system is back, then send the command again.';
const again = 'Send the command again.';

/**
 * Every error code with its origin, meaning and remedy.
 * Source: table "Errors" (all rows) and the codes that only "User Messages" names; the codes from
 * AUTHORIZATION_FAILURE to CF_INVALID_AGENT_WORKMODE from other public pages about GC and Finesse;
 * those with origin "connector" are this package's own.
 */
export const errors = {
  CF_INVALID_CALLED_DEVICE: row('Finesse', 'the called device is not valid', carryOn),
  CF_INVALID_CALLING_DEVICE: row('Finesse', 'the calling device is not valid', carryOn),
  CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL: row(
    'Finesse',
    'the active connection id in the request is not valid',
    carryOn,
  ),
  CF_INVALID_CONSULT_TYPE: row('Finesse', 'the consult type is not valid', carryOn),
  CF_AGENT_ACCOUNT_LOCKED_OUT: row('Finesse', 'the account of the agent is locked', carryOn),
  CF_INVALID_CSTA_DEVICE_IDENTIFIER: row('Finesse', 'the device id is not valid', extension),
  CF_RESOURCE_BUSY: row(
    'Finesse',
    'a resource is busy; at a login, the extension is in use already',
    'Check that nobody else uses the extension, then try again.',
    'retry',
  ),
  CF_INVALID_LOGON_DEVICE_SPECIFIED: row('Finesse', 'the extension is not valid for a login', extension),
  CF_GENERIC_UNSPECIFIED_REJECTION: row(
    'Finesse',
    'the request was rejected without a reason',
    'Reset the phone of the agent and try again.',
    'retry',
  ),
  CF_INVALID_OBJECT_STATE: row(
    'Finesse',
    'the agent or the call is in the wrong state for this command',
    'Check the state of the agent and of the call before sending the command.',
  ),
  CF_INVALID_PASSWORD_SPECIFIED: row('Finesse', 'the password of the agent is wrong', credentials),
  CF_GENERIC_SYSTEM_RESOURCE_AVAILABILITY: row(
    'Finesse',
    'the system lacks resources for this request',
    'Try again later.',
    'retry',
  ),
  E_CTI_INVALID_CALLID: row('Finesse', 'there is no call with this id', carryOn),
  USER_NOT_FOUND: row(
    'Finesse',
    'Finesse does not know the agent',
    'Make the agent id and password here and in Finesse the same.',
  ),
  GENERAL_ERROR: row('Finesse', 'an error of unknown cause occurred', carryOn, 'retry'),
  CF_GENERIC_OPERATION: row('Finesse', 'the operation failed without details', carryOn, 'retry'),
  BAD_DESTINATION: row('Finesse', 'the called number does not exist', carryOn),
  BUSY: from(
    'observed:finesse',
    row('Finesse', 'the called number is busy', 'Call again a little later.', 'retry'),
  ),
  DOWN: row('GC', 'Finesse did not answer; GC is trying the other Finesse', wait, 'retry'),
  LICENSES_EXCEEDED: row(
    'GC',
    'all user licences of GC are in use',
    'Ask the administrator for more licences, or log another agent out.',
  ),
  MISSING_EXTENSION: row('GC', 'the extension is missing', 'Give the extension of the agent.'),
  MISSING_NUMBER: row('GC', 'the number to dial is missing', 'Give the number to dial.'),
  MISSING_PASSWORD: row('GC', 'the password is missing', 'Give the password of the agent.'),
  MISSING_REASON_CODE: row('GC', 'a reason code is required', 'Give a reason code.'),
  NO_DIALOG_ID: row(
    'GC',
    'there is no such call',
    'Name a call the agent has now; the dialog state command lists it.',
  ),
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
    'Log the agent in again here only if the other client shall lose the agent.',
  ),

  FINESSE_UNAVAILABLE: row('GC', 'Finesse is not available', wait, 'retry'),
  GENERIC_ERROR: row('GC', 'an error of unknown cause occurred', carryOn, 'retry'),

  AUTHORIZATION_FAILURE: from(
    'observed:supervisor-features',
    row('Finesse', 'the agent may not do this', 'Use an agent with the rights of a supervisor of this team.'),
  ),
  NOT_FOUND: from(
    'observed:supervisor-features',
    row('Finesse', 'the thing asked for does not exist', carryOn),
  ),
  CF_GENERIC_UNSPECIFIED: from(
    'observed:command-tables',
    row('Finesse', 'the request failed without details', carryOn, 'retry'),
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
      'On UCCX, not ready may be asked for only once during a call.',
    ),
  ),

  RE_LOGIN: row('GC', 'GC does not know this agent as logged in', 'Log the agent in again.', 'retry'),
  GC_INVALID_PARAMETER: row('connector', 'a parameter is missing or not allowed', 'Correct the value.'),
  GC_UNKNOWN_COMMAND: row(
    'connector',
    'there is no such command',
    'Use a command word of the command reference.',
  ),
  GC_INVALID_CONFIGURATION: row(
    'connector',
    'the configuration is not complete or not allowed',
    'Correct it in the editor, or in the file or program it comes from.',
  ),
  GC_NO_CONNECTION: row(
    'connector',
    'the node has no GC connection',
    'Choose a GC connection in the node and deploy.',
  ),
  GC_NOT_CONNECTED: row(
    'connector',
    'there is no connection to the broker; nothing was sent',
    'The connection comes back by itself; then send the message again.',
    'retry',
  ),
  GC_CONNECTION_LOST: row(
    'connector',
    'the connection to the broker was lost before the outcome was known',
    'Check the state of the agent or call before trying again: GC may have carried out the command.',
    'retry',
  ),
  GC_NOT_ACCEPTED: row(
    'connector',
    'the broker did not accept the command',
    'Check that the broker user may write to the command queue.',
  ),
  GC_TIMEOUT: row(
    'connector',
    'GC did not answer in time',
    'Check that GC runs and that the agent is logged in; GC may still carry out the command.',
    'retry',
  ),
  GC_TOO_MANY_COMMANDS: row(
    'connector',
    'too many commands are waiting; nothing was sent',
    'Find the loop that sends them, or send them more slowly.',
    'retry',
  ),
  GC_NUMBER_NOT_ALLOWED: row(
    'connector',
    'the number may not be dialled here; nothing was sent',
    'Dial another number, or change the numbers that the connection allows and denies.',
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
    'Nothing needs to be done for a repeated message; the cause tells what came of the first one. Give a message of its own a key of its own.',
  ),
  GC_STORE_UNAVAILABLE: row(
    'connector',
    'the store cannot be used',
    'The reason stands in the error and in the status of the connection. Commands without a key go on.',
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
    "Correct the flow or listener; the event lies in the broker's dead letter queue (ActiveMQ.DLQ).",
  ),
  GC_NO_TICKET: row(
    'connector',
    'the message has no ticket of an event; nothing was done',
    'Begin the flow with an event node that is acknowledged when the flow says so, and keep msg.gc.ticket.',
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
    'Check that the broker user may read the topic or queue, and may create it.',
  ),
  GC_CLOSED: row('connector', 'the connection was closed', 'Deploy again or connect anew.'),
  GC_CALL_FAILED: row('connector', 'the call could not be set up', carryOn),
  GC_NO_ANSWER: row(
    'connector',
    'nobody has answered in time',
    'The call goes on ringing: hang it up, or wait longer.',
  ),
  GC_WRONG_STATE: row(
    'connector',
    'not possible in the state of the agent; nothing was sent',
    'Do what comes first, or tick "Send it anyway" in the node.',
  ),
  GC_TOO_MANY_WAITING: row(
    'connector',
    'too many messages are waiting in the node',
    'Find the loop that sends them, shorten the time limit, or reset the node.',
    'retry',
  ),
  GC_MESSAGE_NOT_KEPT: row(
    'connector',
    'the message cannot wait over a restart',
    'Take out of it what is no plain data, such as msg.req and msg.res of a web request, or switch off "Continue after a restart" or "Keep trying" in the node.',
  ),
  GC_CALL_OVER: row(
    'connector',
    'the call was over, or the agent had logged out, before GC had the command',
    'It is too late for it. If it must not get lost, write it down elsewhere, such as in a database.',
  ),
  GC_REPLACED: row(
    'connector',
    'a later value came before GC had this one',
    'Nothing needs to be done: the later value counts.',
  ),
  GC_NOT_FOUND: row(
    'connector',
    'GC lists nothing of this name',
    'Use one of those that GC lists, or let the node ask GC anew.',
  ),
  GC_CONSULT_NOT_ANSWERED: row(
    'connector',
    'the consulted party has not answered in time',
    'Consult somebody else, or wait longer.',
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
    'There is nothing left to hand on.',
  ),
  GC_CUSTOMER_ON_HOLD: row(
    'connector',
    'the consultation has failed and the customer is still on hold',
    'Take the call back from hold at once, at the phone or with the action "retrieve" of call control.',
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
