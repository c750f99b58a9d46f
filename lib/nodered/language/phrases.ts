import { phrasebook } from '../../common/phrase';

/** What our nodes tell a person in errors, as clauses, and sentences of what to do. */
export const say = phrasebook('node', {
  notAnAction: '__got__ is not an action; there are: __known__',
  whatMessageGave: 'what the message gave',
  notACommand: '__got__ is not a command of GC',
  cannotBeRead: '__what__ cannot be read',
  cannotBeReadBecause: '__what__ cannot be read: __why__',
  namesMissingVariable: 'it names an environment variable that does not exist',
  missingVariable: 'the environment variable of the field "__field__" does not exist',
  missingVariableNamed: 'the environment variable __variable__ of the field "__field__" does not exist',
  partOfVariable:
    'the field "__field__" names an environment variable, which must be all that the field holds',
  isMissing: '__what__ is missing',
  tooShort: '__what__ must have at least __least__ characters',
  mustBeNumber: '__what__ must be a number from __min__ to __max__',
  mustBeText: '__what__ must be a text',
  mustBeFlag: '__what__ must be true or false',
  mustBeTextOrNumber: '__what__ must be a text or a number',
  mustBeSeconds: '__what__ must be a number of seconds from __min__ to __max__',
  timeToWait: 'the time to wait',
  noState: 'there is no state to wait for',
  noKeyWhileTrying: 'a command that is tried until GC has it may be sent twice, so it takes no msg.gc.key',
  wrongState: 'the agent is __state__: __first__; nothing was sent',

  noCall: 'the agent has no call',
  sendDuringCall: 'Send the message while the agent has a call.',
  redeployed: 'this node was redeployed',
  sendIfNeeded: 'Send the message again if it is still needed.',
  sendAgain: 'Send the message again.',
  checkCall: 'The call may still be going on: check it before you send the message again.',
  checkState: 'GC may have carried the command out: check the state before you send the message again.',
  unknownCall: 'nothing is known of the call __dialogId__',
  unknownTeam: 'nothing is known of the team "__team__"',
  reasonToLookUp: 'the reason to look up must be its code or its label',
  unknownReason: '"__wanted__" is none of these reasons; __instead__',
  unknownPhonebook: '"__wanted__" is none of the phonebooks; __instead__',
  thereAreNone: 'there are none',
  thereAre: 'there are: __names__',

  callNotPutThrough: 'the call was not put through: __why__',
  gcDoesNotSay: 'GC does not say why',
  hasEnded: 'it has ended',
  customerStillOnHold: '__why__, and the customer is still on hold: __whyNot__',
  talksToCustomerAgain: '__why__; the agent talks to the customer again',

  tooManyTried: '__most__ commands are being tried in the node',
  waitForGc: 'Wait until GC is back, and look for a loop in the flow.',
  laterValue: 'a later value for __what__ came before GC had this one__soFar__',
  tooLate: '__end__ before GC had it__soFar__',
  notTaken: 'GC did not take it within __hours__ hours__soFar__',
  triedOnce: '; tried once, the last time with __code__',
  triedOften: '; tried __times__ times, the last time with __code__',
  loggedOut: 'the agent logged out',
  callWasOver: 'call __calls__ was over',

  tooManyWaiting: '__most__ messages are waiting in the node',
  notWritable: '__place__ cannot be written down',
  ended: 'the flow has ended this event already; nothing was done',
  interrupted: 'a deploy came in between, so the event comes again; nothing was done',
  over: 'the time limit was over or the connection was closed, so the event comes again or was put aside; nothing was done',
  notFromQueue: 'the event did not come through a queue, so it cannot come again or be put aside',
  keepInQueue: 'Set the events of the GC connection to be kept in a queue.',
  askedAgain: 'the flow has asked for the event again',
  putAside: 'the flow has put the event aside',

  eitherSentOrEvent: 'for __command__, either it is enough that it was sent, or an event confirms it',
  noDialCountry: 'the country of the dial plan is missing',
  noTls: 'the TLS configuration does not exist',
  noCalendar: 'the calendar does not exist, or none is chosen',
  readingFailed: 'reading it failed: __why__',
  disabled: '__kind__ ‘__name__’ is disabled',
  enableOrChoose: 'Enable the __kind__ and deploy, or choose another one.',
  enableAgent: 'Enable the agent and deploy.',
  hostAlone: '__what__ must be a host name or an address alone',
  hostInstead: '__what__ must be a host name or an address alone; put "__host__" there',
  hostAndPortInstead:
    '__what__ must be a host name or an address alone; put "__host__" there, and __port__ into the field for the port',
  tlsFails: 'the certificates or keys of the TLS configuration cannot be used; the log says why',
  unused: 'no node uses the connection, so it is closed',

  belowFrom: 'the value below which an alert is over must not exceed the value from which it begins',
  noSupervisor: 'No supervisor is logged in through this connection. Log one in.',
  supervisorLoggedOut: 'Supervisor __agentId__ is logged out. Log the supervisor in.',
  queuesOnUcceOnly: 'The contact centre is UCCX, and GC lists queues on UCCE only. Watch agents instead.',
});

/** What our nodes write into the log of Node-RED, as sentences. */
export const log = phrasebook('log', {
  connected: 'Connected to the broker.',
  loginRefused: 'The broker refuses the login: __reason__',
  notConnected: 'Not connected to the broker, trying again until it works: __reason__',
  storeBack: 'The store can be used again.',
  storeFails: 'The store cannot be used, so commands with a key are refused: __reason__',
  inService: 'GC is in service.',
  outOfService: 'GC reports that it is out of service.',
  silent: 'GC does not answer, although the broker is there: __reason__',
  sameDestination:
    'This connection and __names__ have the same destination, "__destination__", at the same broker: flows get each event twice, and each connection takes the agents of the other for its own. Give each its own destination, or use one connection in all nodes.',
  named: '‘__name__’',
  untilPortIsFree: '__failure__ It is tried again until the port is free.',
  closingConnectionFailed: 'Closing the connection failed: __why__',
  closingNodeFailed: 'Closing the node failed: __why__',
  couldNotGoOn: 'Node-RED could not go on after closing the node: __why__',
  endNotReported: 'The end of a message could not be reported: __why__',

  recordingWith:
    'Recording the messages to and from GC in __file__, with stand-ins for telephone numbers, names and call variables.',
  recordingWithout:
    'Recording the messages to and from GC in __file__, without stand-ins: the file has real telephone numbers, names and call variables.',
  recordingEnded:
    'The recording in __file__ has ended because __why__: __entries__ entries, __megabytes__ MB.',
  full: 'it reached its maximum size',
  time: 'it reached its maximum time',
  closed: 'the connection was closed',
  oldTracesStay: 'Old traces could not be removed from __folder__: __why__',
  recordingOfEnded:
    'The recording of __connection__ has ended because __why__: __entries__ entries, __megabytes__ MB.',
  userRecordsWith:
    'The user "__user__" has started recording __connection__, with stand-ins for telephone numbers, names and call variables.',
  userRecordsWithout:
    'The user "__user__" has started recording __connection__, without stand-ins for telephone numbers, names and call variables.',
  userStops: 'The user "__user__" has stopped recording __connection__.',
  userDownloads: 'The user "__user__" is downloading the recording of __connection__.',
  userTests: 'The user "__user__" tests the connection to __goal__.',
  simulator: 'the built-in simulator',

  oldHolidays: 'The holidays cannot be read, so those that were read before go on to count: __why__',
  noHolidays: 'The holidays cannot be read, so only the hours and exceptions count: __why__',
  holidaysBack: 'The holidays can be read again.',
  holidaysNotKept: 'The holidays are not kept over a restart: __why__',

  commandLost: 'A command that was written down cannot be read, and is given up.',
  messageLost: 'A message that was written down cannot be read, and is given up.',
  notWrittenDown: 'A command that is tried until GC has it is not written down: __why__',
  mayComeAgain: 'A message that has left the node may come again after a restart: __why__',
  readLater: 'The messages that wait are read later: __why__',
  mayReportAgain: 'What was reported before cannot be read, and may be reported again: __why__',
  statesMayReportAgain: 'After a restart, states may be reported again: __why__',

  queuesNotTold: 'The queues are not watched for now: __why__',
  queuesToldAgain: 'GC reports the queues again.',
  queuesUnknown:
    'GC does not list these queues: __names__. Check the names, and whether the supervisor may see the queues.',
  queuesKnown: 'GC lists these queues now: __names__.',
});

/** Why a question to the admin API is not answered, as sentences. */
export const refuse = phrasebook('refusal', {
  readOnceDeployed: 'An environment variable is read once the calendar is deployed.',
  mustBeJson: 'The body must be JSON, with the content type application/json.',
  tooLong: 'The body may have __most__ characters.',
  tooMany: 'The body may have __most__ values.',
  tooDeep: 'The body may be nested __most__ deep.',
  oneText: '"__name__" must be given once, and be a text.',
  wentWrong: 'That went wrong; the log of Node-RED says how.',
  noConnection: 'There is no gc-connection with this id, or it is disabled.',
  alreadyRecorded: 'This connection is already being recorded. Stop that recording first.',
  tooManyRecorded: '__most__ connections are being recorded. Stop one of them first.',
  notRecorded: 'This connection is not being recorded.',
  noRecording: 'This connection has no recording. Start one first.',
  noChoices: 'There are no choices of this kind.',
  noLoginId: 'agentId must be a login id without blanks.',
  tooManyBrokers: 'At most __most__ brokers can be tested at once.',
  unreadableFields: 'The fields of the dialog cannot be read.',
  tooManyTests: '__most__ tests are under way. Try again when one of them has ended.',
  noNodeIds: '"id" and "agent" must be ids of nodes.',
  bodyMustBeObject: 'The body must be an object.',
  mustBeObject: '"__name__" must be an object.',
  missing: '"__name__" is missing: the body must be JSON with it as a text.',
  mustBeFlag: '"__name__" must be true or false.',
  mustBeOneOf: '"__name__" must be one of: __choices__.',
  noNumber: '"id" and "number" must be texts, and "config" must be an object.',
  noRevision: '"since" must be the revision of the last answer, or left out.',
});

/** What became of a message, in the status of a node. */
export const results = phrasebook('result', {
  confirmed: 'confirmed',
  sent: 'sent',
  'dry-run': 'dry-run',
  error: 'error',
});

/** How watched queues are, in the status of a node. */
export const watching = phrasebook('watching', {
  noSupervisor: 'no supervisor',
  supervisorLoggedOut: 'supervisor logged out',
  ucceOnly: 'queues on UCCE only',
  unknown: 'unknown: __names__',
  alert: 'alert: __names__',
  calm: 'no alert',
});

/** What our config nodes are for people. */
export const kinds = phrasebook('kind', {
  connection: 'connection',
  agent: 'agent',
  tls: 'TLS configuration',
  calendar: 'calendar',
});
