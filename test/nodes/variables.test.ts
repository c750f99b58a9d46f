import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';

const catalogue = '@contact-flows/node-red-contrib-generic-connector/gc-connection:gc-connection.status.';
const out: FlowNode = { id: 'out', type: 'helper' };
const agent: FlowNode = { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' };
const login: FlowNode = {
  id: 'login',
  type: 'agent-state',
  connection: 'connection',
  agent: 'ann',
  action: 'login',
  actionType: 'action',
  wires: [['out']],
};
const dial: FlowNode = {
  id: 'dial',
  type: 'make-call',
  connection: 'connection',
  agent: 'ann',
  wires: [['out']],
};

describe('an environment variable that does not exist', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
    await gc.close();
  });

  async function start(nodes: FlowNode[], credentials: Record<string, unknown> = {}): Promise<Flow> {
    flow = await Flow.start([...nodes, out], credentials);
    return flow;
  }

  /** The error that a message ends with, which names the field and is the one in the log. */
  async function refusal(running: Flow, node: string, message: object, field: string): Promise<string> {
    running.send(node, { ...message });
    const { error } = await running.next('caught');
    assert.equal(error?.code, 'GC_INVALID_CONFIGURATION');
    assert.match(error.message, new RegExp(`field "${field}"`));
    assert.ok(running.log('error').some(({ msg }) => new RegExp(`field "${field}"`).test(String(msg))));
    return inspect([error, running.log('error', 'warn', 'info')], { depth: 6 });
  }

  for (const password of ['${NO_SUCH_PASSWORD}', '$(7xK!secret)', '${}', ' ${a b} ']) {
    it(`as the password of an agent, ${password}, sends GC nothing`, async () => {
      const connection = connectionTo(gc.broker.port);
      const running = await start([connection, agent, login, dial], { ann: { password } });
      for (const [node, message] of [
        ['login', {}],
        ['login', { agentId: '1081' }],
        ['dial', { payload: '2002' }],
      ] as const) {
        assert.doesNotMatch(await refusal(running, node, message, 'password'), /NO_SUCH|7xK|a b/);
      }
      running.send('dial', { agentId: '1082', payload: '2002' });
      assert.equal((await gc.next()).type, 'MakeCall#1082');
      assert.deepEqual(gc.unread, []);
    });
  }

  for (const [field, change] of [
    ['agentId', { agentId: '${NO_SUCH_AGENT}' }],
    ['extension', { extension: '$(NO_SUCH_EXTENSION)' }],
    ['mobilePhone', { mobilePhone: '00${NO_SUCH_PHONE}' }],
  ] as const) {
    it(`as the ${field} of an agent sends GC nothing`, async () => {
      const nodes = [connectionTo(gc.broker.port), { ...agent, ...change }, login];
      await refusal(await start(nodes, { ann: { password: 'hunter2' } }), 'login', {}, field);
      assert.deepEqual(gc.unread, []);
    });
  }

  for (const field of ['user', 'password', 'passwordKey', 'passwordIv']) {
    it(`as the ${field} of a connection is not shown`, async () => {
      const running = await start([connectionTo(gc.broker.port), dial], {
        connection: { [field]: '$(7xK!secret)' },
      });
      assert.equal(running.statusOf('dial')?.['text'], `${catalogue}invalid`);
      assert.doesNotMatch(await refusal(running, 'dial', { agentId: '1' }, field), /7xK/);
    });
  }

  for (const [field, change] of [
    ['dialAllow', { dialAllow: '${A}, 2XXX' }],
    ['dialDeny', { dialDeny: '${A},${B}' }],
    [
      'standbys\\[1\\].port',
      {
        standbys: [
          { host: 'a', port: '1' },
          { host: 'b', port: '${P}' },
        ],
      },
    ],
    ['callingDays\\[0\\]', { callingDays: ['${DAY}'] }],
    ['tls', { tls: '${TLS}' }],
    ['exclusive', { exclusive: '${HOT}' }],
    ['destination', { destination: 'gc-${SITE}' }],
  ] as const) {
    it(`in ${field} of a connection is named`, async () => {
      const running = await start([connectionTo(gc.broker.port, change), dial]);
      await refusal(running, 'dial', { agentId: '1' }, field);
    });
  }

  it('in a node that takes messages ends each of them', async () => {
    for (const [type, field, properties] of [
      ['make-call', 'number', { number: '${NO_SUCH}', numberType: 'str' }],
      ['make-call', 'timeout', { timeout: '${NO_SUCH}' }],
      ['agent-state', 'agentId', { agentId: '$(NO_SUCH)', agentIdType: 'num' }],
      ['gc-command', 'password', { command: 'Connect', password: '${NO_SUCH}', passwordType: 'str' }],
      ['gc-snapshot', 'connection', { connection: '${NO_SUCH}' }],
      ['gc-wait', 'match', { match: '${NO_SUCH}' }],
      ['gc-simulator', 'connection', { connection: '${NO_SUCH}' }],
    ] as const) {
      const node = { id: 'node', type, connection: 'connection', wires: [['out']], ...properties };
      const running = await start([connectionTo(gc.broker.port), node]);
      assert.equal(running.statusOf('node')?.['text'], `${catalogue}misconfigured`);
      await refusal(running, 'node', { agentId: '1081' }, field);
      await running.stop();
    }
    assert.deepEqual(gc.unread, []);
  });

  it('in a node that takes none is said once', async () => {
    for (const [type, field, properties] of [
      ['gc-event-in', 'agents', { agents: '${NO_SUCH}, 1082' }],
      ['gc-event-in', 'types\\[0\\]', { types: ['${NO_SUCH}'] }],
      ['gc-trigger', 'seconds', { states: ['READY'], seconds: '${NO_SUCH}' }],
    ] as const) {
      const node = { id: 'node', type, connection: 'connection', wires: [['out']], ...properties };
      const running = await start([connectionTo(gc.broker.port), node]);
      assert.equal(running.statusOf('node')?.['text'], `${catalogue}misconfigured`);
      const lines = running.log('error').map(({ msg }) => String(msg));
      assert.equal(lines.length, 1);
      assert.match(String(lines[0]), new RegExp(`field "${field}"`));
      await running.stop();
    }
  });

  it('is refused where a field says that it is one, and taken as a text where it is part of one', async () => {
    const number = (value: string, type: string) => ({ ...dial, agent: '', number: value, numberType: type });
    const running = await start([connectionTo(gc.broker.port), number('NO_SUCH_NUMBER', 'env')]);
    running.send('dial', { agentId: '1081' });
    const { error } = await running.next('caught');
    assert.equal(error?.code, 'GC_INVALID_PARAMETER');
    assert.match(
      error.message,
      /number cannot be read: it names an environment variable that does not exist/,
    );
    await running.stop();

    const password = 'a${b}$(c)d';
    const other = await start([connectionTo(gc.broker.port), agent, login], { ann: { password } });
    other.send('login', {});
    assert.equal((await gc.next()).body, `test-client,${password}`);
  });
});

it('an environment variable may hold what a tick says', async () => {
  process.env['GC_TEST_DRY'] = 'true';
  const connection = { id: 'connection', type: 'gc-connection', mode: 'simulator', dryRun: '${GC_TEST_DRY}' };
  const flow = await Flow.start([connection, dial, out]);
  try {
    flow.send('dial', { agentId: '1081', payload: '2002' });
    assert.equal(((await flow.next('out'))['gc'] as { outcome: string }).outcome, 'dry-run');
  } finally {
    delete process.env['GC_TEST_DRY'];
    await flow.stop();
  }
});
