import { phrasebook } from '../common/phrase';

/** What a person is told of commands, as clauses and sentences of an error. */
export const say = phrasebook('client', {
  unknownCommand: 'the name of the command must be one of GC, not __got__',
  agentHasTooMany: '__most__ commands of agent __agentId__ have no outcome yet; nothing was sent',
  waitForAgent:
    'Wait for the outcomes before you send more for agent __agentId__, and look for a loop in the flow.',
  connectionHasTooMany:
    '__commands__ commands (__size__ MB) have no outcome yet, as many as a connection takes; nothing was sent',
  waitForOutcomes: 'Wait for the outcomes before you send more, and look for a loop in the flow.',
  notBackInTime: 'the connection to the broker did not come back in time; nothing was sent',
  notLoggedInInTime: 'the agent was not logged in again in time after an outage; nothing was sent',
  heldUp: 'the broker took all the time to confirm earlier commands; nothing was sent',
  otherQuestions: 'other questions for such a list took all the time; nothing was sent',
  earlierCommands: 'earlier commands of the agent took all the time; nothing was sent',
  giveMoreTime: 'Send it again, or give it more time.',
  callFailed: 'the call could not be set up: __cause__',
  agentIs: 'the agent is __state__',
  callIs: 'call __dialogId__ is __state__',
  thereIsCall: 'there is call __dialogId__',
  hangUpCall: 'Hang up that call or wait until it ends, then dial again.',
  hangUpOneCall: 'Hang up one of these calls or wait until it ends, then dial again.',
  logInFirst: 'Log the agent in first.',
  outOfService: 'GC says that it is out of service',
  stillNotRestored: 'the agent is logged in again, but not in its former state: __why__',
  notLoggedInAgain: 'the agent could not be logged in again after an outage: __why__',
  refuses: 'GC refuses it',

  stepFailed: '__step__ failed at the event __type__: __why__',
  messagePutAside:
    'a message could not be handled (tries: __tries__), and the broker has put it aside: __why__',
  eventPutAside:
    'the event __type__ could not be handled (tries: __tries__), and the broker has put it aside: __why__',
  eventGivenUp: 'the event __type__ could not be handled (tries: __tries__), and it was given up: __why__',

  unreadable: 'the file of the recording could not be read (__code__)',
  checkFile: 'Check that the file is still there and that Node.js may read it.',
  unwritable: 'the recording could not be written to __file__ and has ended: __why__',
  nothingToRecord: 'the client is closed, so nothing can be recorded',
  alreadyRecording: 'a recording of this connection runs already; stop it first',
});

/** What a person is told of the store of a client. */
export const sayOfStore = phrasebook('clientStore', {
  hintsTooLate:
    'the store did not answer in time; of calls from before the start, the beginning is not known',
  tooSlow: 'the store did not answer in time',
  fails: 'the store fails: __why__',
  keyNotWritten: 'its key could not be written down, so nothing was sent: __why__',
  tooManyKeys: '__most__ keys wait to be written down; nothing was sent',
});

/** Why a rule of a connection refuses a command. */
export const sayOfRule = phrasebook('rule', {
  numberDenied:
    'the number __number__ may not be dialled here: the pattern __pattern__ denies it; nothing was sent',
  numberNotAllowed: 'the number __number__ may not be dialled here: no pattern allows it; nothing was sent',
  tooManyCalls: '__most__ calls are going on, and the connection allows no more; nothing was sent',
  connectionTooFast:
    'the connection may send __perSecond__ commands per second, and this is one too many; nothing was sent',
  agentTooFast:
    'an agent may send __perSecond__ commands per second, and this is one too many; nothing was sent',
  outsideHours:
    'it is __day__ __time__; calls may be made __days__ from __from__ to __to__; nothing was sent',
  calendarClosed: 'the calendar ‘__calendar__’ is closed; nothing was sent',
  calendarClosedUntil: 'the calendar ‘__calendar__’ is closed until __until__; nothing was sent',
  calendarClosedFor: 'the calendar ‘__calendar__’ is closed until __until__ (__why__); nothing was sent',
  holidaysUnknown:
    'the holidays of the calendar ‘__calendar__’ could not be read yet, so nobody knows whether calls may be made; nothing was sent',
  repeated: 'the same key came with this command before, and __how__; nothing was sent',
  firstUnderWay: 'is still under way',
  firstUnknown: 'nobody knows what came of it',
  firstUnknownAfter: 'nobody knows what came of it (__code__)',
  firstFailed: 'that command failed (__code__)',
  firstWas: 'that command was __outcome__',
  firstWasDryRun: 'that command was a dry run',
});

/** The days of the week, as short as in the settings. */
export const weekday = phrasebook('weekday', {
  mon: 'mon',
  tue: 'tue',
  wed: 'wed',
  thu: 'thu',
  fri: 'fri',
  sat: 'sat',
  sun: 'sun',
});

/** What is wrong with the settings of a client. */
export const sayOfOption = phrasebook('option', {
  destination: 'the destination "__given__" must be __expected__; "/topic/" may stand in front, nothing else',
  helloArgument: 'helloArgument __problem__',
  helloArgumentMust: 'helloArgument __problem__; it must be __expected__',
  commandQueue:
    'the command queue "__given__" must be the name of one queue that is none of the broker\'s own ("ActiveMQ.…"); "/queue/" may stand in front',
  queueDestination:
    'delivery through a queue needs a destination that begins with "VirtualTopic.", such as "VirtualTopic.__destination__"',
  consumerName: 'the consumer\'s name "__name__" must be made of letters, digits, "_" and "-"',
  gcTimeZone:
    'the time zone of GC must be a name such as Europe/Berlin, or a distance from UTC such as -05:00, not __given__',
  timeZone: 'the time zone "__given__" is not known; write it like "Europe/Berlin"',
  tooManyFigures: 'the connection counts too many different figures; use the same settings in several nodes',
  day: 'the day "__given__" of the calling hours must be one of __days__',
  time: 'the time "__given__" of the calling hours must be one like "8:00" or "24:00"',
  dialPattern:
    'the dial pattern "__given__" must be made of digits, "X" for any digit, "*" at the end for anything, and a leading "+"',
  confirmations: 'confirmations of __command__: __why__',
  noCommand: 'it is not a command',
  onlySystem: 'only System answers a heartbeat',
  needsAnswer: 'it asks for something, so it needs an answer',
  needsEvents: 'it needs "sent", or 1 to __most__ events',
  notConfirming: '__event__ is not an event that can confirm a command',
  nothing: 'nothing',
  needsStates: 'the states must be a list of 1 to __most__ words',
  noState: '__type__ has no state',
});

/** Why broker, GC and store are as they are, as sentences. */
export const sayOfHealth = phrasebook('health', {
  notAsked: 'The client was not asked to connect yet.',
  connecting: 'Connecting to the broker __broker__.',
  connected: 'Connected to the broker __broker__.',
  closed: 'The connection to the broker __broker__ was closed.',
  noBroker: 'Without a broker nobody can tell.',
  notAskedYet: 'GC was asked whether it is there and has not answered yet.',
  inService: 'GC answers, and says that it is in service.',
  outOfService:
    'GC answers, but says that it is out of service: it has lost Finesse. It comes back by itself; if it does not, check Finesse, and the log of GC.',
  silent:
    'GC has not answered the last __missed__ heartbeats. Check that GC runs, that it uses the broker __broker__, and that it takes its commands from the queue "__queue__".',
  topicRefused: 'What GC publishes cannot be received: __words__',
});
