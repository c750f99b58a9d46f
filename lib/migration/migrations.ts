/** The properties of a node as a flow has them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Makes what the next version understands of what a version has saved. */
export type Migration = (saved: Properties) => Properties;

const inMessage = (property: string): Properties => ({ [property]: property, [`${property}Type`]: 'msg' });

/** New nodes are set to one. */
const actionInMessage: Properties = { action: 'payload', actionType: 'msg' };

const goesOnWhenConfirmed: Properties = { goOnWhen: 'confirmed' };

const sendsOnce: Properties = { keepTrying: false };

/** The simulator's dialect for what was its format. */
const dialectOfFormat: ReadonlyMap<unknown, string> = new Map([
  ['text', 'specified-new'],
  ['text-old', 'specified-old'],
]);

/**
 * By node type, the way from each version of its properties to the next, the first being version 1. What a version adds
 * stands here with the value that keeps a flow from before doing what it did; new nodes may begin with another one.
 */
export const migrations: Readonly<Record<string, readonly Migration[]>> = {
  'gc-connection': [
    adds({
      standbys: [],
      heartbeat: '10',
      gcHeartbeat: '30',
      encryptPasswords: false,
      passwordEncoding: 'base64',
      whileAway: 'fail',
      expireCommands: true,
      delivery: 'topic',
      consumerName: 'node-red',
      prefetch: '50',
      exclusive: false,
      recovery: true,
      loginsPerSecond: '10',
      dialAllow: '',
      dialDeny: '',
      callingDays: [],
      callingFrom: '',
      callingTo: '',
      timeZone: '',
      commandsPerSecond: '',
      agentCommandsPerSecond: '',
      maxCalls: '',
      repeatWithin: '10',
      dryRun: false,
      simulatorPort: '',
      simulatorSite: '',
    }),
    ({ simulatorFormat, ...saved }) => ({
      simulatorDialect: dialectOfFormat.get(simulatorFormat) ?? '',
      missedBeats: '2',
      contactCentre: 'ucce',
      completeWith: 'own',
      gcTimeZone: '',
      helloArgument: '',
      checkLogouts: 'unexplained',
      resync: '300',
      forgetEndedCalls: '60',
      confirmations: [],
      passwordPadding: 'pkcs7',
      ...withoutUndefined(saved),
    }),
    adds({
      repeatedKey: 'refuse',
      store: 'memory',
      storeHost: '127.0.0.1',
      storePort: '5432',
      storeDatabase: '',
      atOnce: '',
      workLimit: '60',
      maxTries: '20',
    }),
    adds({
      record: false,
      recordFolder: '',
      recordStandIns: true,
      recordWhenFull: 'drop-oldest',
      recordMegabytes: '10',
      recordMinutes: '60',
    }),
    adds({
      dialPlan: false,
      dialCountry: '',
      dialAreaCode: '',
      dialForm: 'country',
      dialOutsideLine: '',
      dialNationalPrefix: '',
      dialInternationalPrefix: '',
      dialStrip: '',
      dialExtensions: '',
      dialEmergency: 'refused',
    }),
    adds({
      privacy: 'off',
      privacyDigits: '4',
      privacyVariables: '*',
      privacyKeptVariables: '',
      privacyAgents: false,
      privacyEvents: false,
    }),
    adds({ callingCalendar: '' }),
  ],
  'gc-agent': [adds({ sso: '' })],
  'agent-state': [
    adds({ reasonLabel: '', sendAnyway: false, timeout: '' }),
    adds(goesOnWhenConfirmed),
    adds({ ...actionInMessage, ...inMessage('reasonCode') }),
  ],
  'make-call': [adds({ stage: 'accepted', timeout: '' })],
  'gc-call-control': [
    adds({ timeout: '' }),
    adds(goesOnWhenConfirmed),
    adds(sendsOnce),
    adds({ ...actionInMessage, ...inMessage('wrapUpReason') }),
  ],
  transfer: [adds(goesOnWhenConfirmed), adds(actionInMessage)],
  'reason-codes': [adds({ ...actionInMessage, ...inMessage('reason') })],
  'gc-phonebook': [adds(actionInMessage)],
  'gc-supervisor': [adds(goesOnWhenConfirmed), adds(actionInMessage)],
  'gc-command': [
    adds(goesOnWhenConfirmed),
    adds(sendsOnce),
    adds({ command: 'payload', commandType: 'msg' }),
  ],
  'gc-wait': [adds({ outlivesRestart: false })],
  'gc-trigger': [
    adds({ outlivesRestart: false }),
    adds({
      watch: 'states',
      queues: '',
      supervisor: '',
      measure: 'calls-waiting',
      from: '5',
      below: '3',
      lasts: '0',
      every: '10',
      outputs: 1,
    }),
  ],
  'gc-event-in': [
    adds({ teams: '', queues: '', sendCurrent: false }),
    adds({ acknowledge: 'passed-on' }),
    adds({ heartbeats: true }),
  ],
  'gc-simulator': [
    adds({
      ...inMessage('number'),
      ...inMessage('fault'),
      ...inMessage('delayMs'),
      ...inMessage('probability'),
      ...inMessage('count'),
      ...inMessage('agents'),
      ...inMessage('callsPerHour'),
      ...inMessage('handleTime'),
      ...inMessage('abandonRate'),
    }),
    adds({ ...actionInMessage, ...inMessage('to'), ...inMessage('from') }),
  ],
};

function adds(added: Properties): Migration {
  return (saved) => ({ ...added, ...withoutUndefined(saved) });
}

/** The editor gives a node each property that its type has. */
function withoutUndefined(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
