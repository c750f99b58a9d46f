import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { freePort } from '../support/ports';
import { until } from '../support/wait';
import { ScriptedGc } from '../support/scripted-gc';
import type { ConnectionNode } from '../../lib/nodered';
import { connectionTo, Flow, runtimeEvents, type FlowNode } from '../support/flow';

const catalogue = '@contact-flows/node-red-contrib-generic-connector/gc-connection:gc-connection.status.';

describe('gc-connection', () => {
  let flow: Flow | undefined;

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
  });

  const dial: FlowNode = { id: 'dial', type: 'make-call', connection: 'connection', wires: [['out']] };
  const out: FlowNode = { id: 'out', type: 'helper' };

  async function start(...nodes: FlowNode[]): Promise<Flow> {
    const status: FlowNode[] = [
      { id: 'watching', type: 'status', scope: null, wires: [['statuses']] },
      { id: 'statuses', type: 'helper' },
    ];
    flow = await Flow.start([...nodes, ...status]);
    return flow;
  }

  /** Waits for the status of the make-call node, as a Status node sees it. */
  async function statusOfDial(running: Flow, wanted: string): Promise<Record<string, unknown>> {
    for (;;) {
      const { status } = await running.next('statuses');
      const { text, source, ...look } = status as Record<string, unknown>;
      if (text === `${catalogue}${wanted}` && (source as { id: string }).id === 'dial') {
        return look;
      }
    }
  }

  it('shows that it connects, is connected, and that GC has gone out of service', async () => {
    const gc = await ScriptedGc.start();
    try {
      const running = await start(connectionTo(gc.broker.port), dial, out);
      assert.deepEqual(await statusOfDial(running, 'connected'), { fill: 'green', shape: 'dot' });
      await gc.publish('System#OUT_OF_SERVICE');
      assert.deepEqual(await statusOfDial(running, 'outOfService'), { fill: 'red', shape: 'ring' });
      gc.broker.dropConnections();
      assert.deepEqual(await statusOfDial(running, 'reconnecting'), { fill: 'red', shape: 'ring' });
    } finally {
      await flow?.stop();
      flow = undefined;
      await gc.close();
    }
  });

  it('may be there fifteen times: no warning of a leak, and nothing is left of them', async () => {
    const gc = await ScriptedGc.start();
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const count = () =>
      [process, runtimeEvents].flatMap((emitter) =>
        emitter.eventNames().map((name) => [String(name), emitter.listenerCount(name)] as const),
      );
    const before = new Map(count());
    try {
      const pairs = Array.from({ length: 15 }, (_, index): FlowNode[] => [
        { ...connectionTo(gc.broker.port), id: `connection-${index}`, destination: `destination-${index}` },
        { id: `events-${index}`, type: 'gc-event-in', connection: `connection-${index}`, wires: [[]] },
      ]);
      const running = await Flow.start(pairs.flat());
      flow = running;
      const connections = pairs.map(([{ id } = dial]) => (running.node(id) as ConnectionNode).shared);
      await until(() => connections.every(({ health }) => health.broker.condition === 'connected'));
      assert.deepEqual(
        runtimeEvents.eventNames().filter((name) => runtimeEvents.listenerCount(name) > 10),
        [],
      );
      await running.stop();
      flow = undefined;
      const left = count().filter(([name, listeners]) => listeners > (before.get(name) ?? 0));
      assert.deepEqual(left, []);
      assert.deepEqual(warnings, []);
    } finally {
      process.off('warning', note);
      await flow?.stop();
      flow = undefined;
      await gc.close();
    }
  });

  it('tells a missing GC from a missing broker', async () => {
    const gc = await ScriptedGc.start({ answersHeartbeats: false });
    try {
      const running = await start(
        connectionTo(gc.broker.port, { timeout: '1', gcHeartbeat: '1' }),
        dial,
        out,
      );
      assert.deepEqual(await statusOfDial(running, 'gcSilent'), { fill: 'red', shape: 'ring' });
      assert.equal(running.log('warn').length, 1);
      assert.match(String(running.log('warn')[0]?.msg), /GC does not answer, although the broker is there/);
      running.send('dial', { agentId: '1081', payload: '1' });
      const { error } = await running.next('caught');
      assert.equal(error?.code, 'GC_TIMEOUT');
      assert.match(error.message, /GC did not answer in time/);
    } finally {
      await flow?.stop();
      flow = undefined;
      await gc.close();
    }
  });

  it('writes one line and keeps trying where nobody listens', async () => {
    const running = await start(connectionTo(await freePort()), dial, out);
    assert.deepEqual(await statusOfDial(running, 'reconnecting'), { fill: 'red', shape: 'ring' });
    running.send('dial', { agentId: '1081', payload: '1' });
    assert.equal((await running.next('caught')).error?.code, 'GC_NOT_CONNECTED');
    const lines = running.log('warn').map(({ msg }) => String(msg));
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /127\.0\.0\.1:\d+ refuses connections.*Check host and port/);
  });

  it('shows a refused login as something a person must mend, without the password', async () => {
    const gc = await ScriptedGc.start({ user: 'flows', password: 'sesame' });
    try {
      flow = await Flow.start(
        [
          connectionTo(gc.broker.port),
          dial,
          out,
          { id: 'watching', type: 'status', scope: null, wires: [['statuses']] },
          { id: 'statuses', type: 'helper' },
        ],
        { connection: { user: 'flows', password: 'hunter2' } },
      );
      assert.deepEqual(await statusOfDial(flow, 'failed'), { fill: 'red', shape: 'dot' });
      const lines = flow.log('error', 'warn', 'info').map(({ msg }) => String(msg));
      assert.equal(lines.filter((line) => /refuses the login/.test(line)).length, 1);
      assert.doesNotMatch(lines.join('\n'), /hunter2/);
    } finally {
      await flow?.stop();
      flow = undefined;
      await gc.close();
    }
  });

  for (const [what, change, problem] of [
    [
      'a wrong prefix of the destination',
      { destination: '/queue/mine' },
      /destination "\/queue\/mine" must be/,
    ],
    ['no destination', { destination: '' }, /destination "" must be/],
    [
      'a wrong prefix of the command queue',
      { commandQueue: '/topic/x' },
      /command queue "\/topic\/x" must be/,
    ],
    ['a port that is no number', { port: 'stomp' }, /port of the broker must be a number from 1 to 65535/],
    ['no host', { host: ' ' }, /host of the broker is missing/],
    ['a time limit of nothing', { timeout: '0' }, /time limit must be a number/],
    [
      'an environment variable that does not exist',
      { host: '${NO_SUCH_HOST}' },
      /\$\{NO_SUCH_HOST\} of the field "host"/,
    ],
    ['a TLS configuration that does not exist', { tls: 'gone' }, /TLS configuration does not exist/],
    [
      'a variable of a standby that does not exist',
      { standbys: [{ host: '$(NO_SUCH_HOST)' }] },
      /NO_SUCH_HOST/,
    ],
    ['a standby without a host', { standbys: [{ host: '', port: '1' }] }, /host of the broker is missing/],
    ['a topic whose events no queue keeps', { delivery: 'queue' }, /begins with "VirtualTopic\."/],
    ['a dial pattern that is none', { dialDeny: '0900*, abc' }, /dial pattern "abc" must be/],
    ['an hour that does not exist', { callingFrom: '25:00' }, /time "25:00" of the calling hours/],
    ['a time zone that does not exist', { callingFrom: '8:00', timeZone: 'Mars' }, /time zone "Mars"/],
    ['no rate', { commandsPerSecond: '-1' }, /commands per second must be a number/],
  ] as const) {
    it(`says ${what}`, async () => {
      const running = await start(connectionTo(61613, change), dial, out);
      assert.deepEqual(running.statusOf('dial'), { fill: 'red', shape: 'dot', text: `${catalogue}invalid` });
      running.send('dial', { agentId: '1081', payload: '1' });
      const { error } = await running.next('caught');
      assert.equal(error?.code, 'GC_INVALID_CONFIGURATION');
      assert.match(error.message, problem);
      assert.equal(running.log('error').filter(({ msg }) => problem.test(String(msg))).length >= 1, true);
    });
  }

  describe('with encrypted passwords', () => {
    const encrypting = { encryptPasswords: true, passwordEncoding: 'base64' };
    const secrets = { passwordKey: 'unit-test-key-of-24bytes', passwordIv: '8byte-iv' };
    const secretText = /unit-test-key|8byte-iv|hunter2/;
    const logIn: FlowNode[] = [
      { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' },
      {
        id: 'login',
        type: 'agent-state',
        connection: 'connection',
        agent: 'ann',
        action: 'login',
        actionType: 'action',
        wires: [['out']],
      },
      { id: 'watching', type: 'status', scope: null, wires: [['statuses']] },
      { id: 'statuses', type: 'helper' },
    ];

    /** All that a person could see of a flow: its log, and what its Status, Catch and last nodes got. */
    function visible(running: Flow, ...received: unknown[]): string {
      return inspect([running.log('error', 'warn', 'info'), running.unread('statuses'), received], {
        depth: 6,
      });
    }

    for (const [encoding, encrypted] of [
      // "hunter2", computed with `openssl enc -des-ede3-cbc`; and the same with Java's DESede/CBC/PKCS5Padding.
      ['base64', 'K0jXG2XkbXA='],
      ['hex', '2b48d71b65e46d70'],
    ] as const) {
      it(`logs an agent in with the password in ${encoding}, and shows no secret`, async () => {
        const gc = await ScriptedGc.start();
        try {
          const connection = connectionTo(gc.broker.port, { ...encrypting, passwordEncoding: encoding });
          flow = await Flow.start([connection, ...logIn, out], {
            connection: secrets,
            ann: { password: 'hunter2' },
          });
          flow.send('login', {});
          assert.deepEqual(await gc.next(), { type: 'Connect#1081', body: `test-client,${encrypted}` });
          assert.deepEqual(await gc.next(), { type: 'Login#1081', body: `${encrypted},2001` });
          await gc.publish('1081#Error#SUBSCRIPTION_FAILED');
          const { error } = await flow.next('caught');
          assert.equal(error?.code, 'SUBSCRIPTION_FAILED');

          flow.send('login', {});
          await gc.next();
          await gc.next();
          await gc.publish('1081#State#NOT_READY##Ann');
          assert.doesNotMatch(visible(flow, error, await flow.next('out')), secretText);
        } finally {
          await flow?.stop();
          flow = undefined;
          await gc.close();
        }
      });
    }

    for (const [what, change, problem] of [
      ['no key', { passwordKey: '' }, /the key with which passwords are encrypted must be/],
      ['a key that is too short', { passwordKey: 'hunter2' }, /the key with which passwords are encrypted/],
      ['no IV', { passwordIv: '' }, /the IV with which passwords are encrypted must be/],
      ['an IV that is too long', { passwordIv: 'hunter2hunter2' }, /the IV with which passwords are/],
      [
        'an environment variable for the key that does not exist',
        { passwordKey: '${NO_SUCH_KEY}' },
        /environment variable of the field "passwordKey" does not exist/,
      ],
    ] as const) {
      it(`says ${what}, and shows no secret`, async () => {
        flow = await Flow.start([connectionTo(61613, encrypting), ...logIn, out], {
          connection: { ...secrets, ...change },
          ann: { password: 'hunter2' },
        });
        assert.deepEqual(flow.statusOf('login'), { fill: 'red', shape: 'dot', text: `${catalogue}invalid` });
        flow.send('login', {});
        const { error } = await flow.next('caught');
        assert.equal(error?.code, 'GC_INVALID_CONFIGURATION');
        assert.match(error.message, problem);
        assert.ok(flow.log('error').some(({ msg }) => problem.test(String(msg))));
        assert.doesNotMatch(visible(flow, error), secretText);
      });
    }

    it('says an encoding that it does not know', async () => {
      const change = { ...encrypting, passwordEncoding: 'utf8' };
      flow = await Flow.start([connectionTo(61613, change), ...logIn, out], { connection: secrets });
      flow.send('login', {});
      assert.match(
        (await flow.next('caught')).error?.message ?? '',
        /encoding of encrypted passwords must be one of base64, hex/,
      );
    });

    it('does not look at key and IV where nothing is encrypted', async () => {
      const gc = await ScriptedGc.start();
      try {
        flow = await Flow.start([connectionTo(gc.broker.port), ...logIn, out], {
          connection: { passwordKey: 'short', passwordIv: '' },
          ann: { password: 'secret' },
        });
        flow.send('login', {});
        assert.equal((await gc.next()).body, 'test-client,secret');
      } finally {
        await flow?.stop();
        flow = undefined;
        await gc.close();
      }
    });
  });

  describe('with rules', () => {
    let gc: ScriptedGc;

    beforeEach(async () => {
      gc = await ScriptedGc.start();
    });

    afterEach(async () => {
      await flow?.stop();
      flow = undefined;
      await gc.close();
    });

    async function dialUnder(rules: Record<string, unknown>, ...messages: Record<string, unknown>[]) {
      const running = await start(connectionTo(gc.broker.port, rules), dial, out);
      for (const message of messages) {
        running.send('dial', { agentId: '1081', payload: '2002', ...message });
      }
      return running;
    }

    it('carries out a request that comes twice only once', async () => {
      const message = { gc: { key: 'webhook-7' } };
      const running = await dialUnder({}, message, message);
      assert.equal((await running.next('caught')).error?.code, 'GC_REPEATED_KEY');
      assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '2002' });
      await gc.publish('1081#InboundCall#INITIATING#DialogID:5#2001##2025-01-15 09:30:00#Ann');
      const { gc: told } = await running.next('out');
      assert.equal((told as Record<string, unknown>)['outcome'], 'confirmed');
      assert.equal('key' in (told as object), false);
      assert.deepEqual(gc.unread, []);
    });

    it('takes no key that is neither text nor number', async () => {
      const running = await dialUnder({}, { gc: { key: {} } });
      assert.equal((await running.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
      assert.deepEqual(gc.unread, []);
    });

    it('sends nothing in a dry run', async () => {
      const running = await dialUnder({ dryRun: true }, {});
      const { gc: told } = await running.next('out');
      assert.equal((told as Record<string, unknown>)['outcome'], 'dry-run');
      assert.deepEqual(gc.unread, []);
    });

    for (const [code, rules] of [
      ['GC_NUMBER_NOT_ALLOWED', { dialAllow: '0049*' }],
      ['GC_NUMBER_NOT_ALLOWED', { dialDeny: '112, 2XXX' }],
      [
        'GC_OUTSIDE_CALLING_HOURS',
        { callingDays: [], callingFrom: '0:00', callingTo: '0:01', timeZone: noMidnight() },
      ],
    ] as const) {
      it(`refuses with ${code}`, async () => {
        const running = await dialUnder(rules, {});
        assert.equal((await running.next('caught')).error?.code, code);
        assert.deepEqual(gc.unread, []);
      });
    }

    it('uses a standby where the first broker is not there', async () => {
      const standbys = [{ host: '127.0.0.1', port: String(gc.broker.port) }];
      const running = await start(connectionTo(await freePort(), { standbys }), dial, out);
      await statusOfDial(running, 'connected');
    });
  });

  it('says that a node has no connection', async () => {
    const running = await start({ ...dial, connection: '' }, out);
    assert.deepEqual(running.statusOf('dial'), { fill: 'red', shape: 'dot', text: `${catalogue}missing` });
    assert.equal(running.log('error').length, 1);
    running.send('dial', { agentId: '1081', payload: '1' });
    assert.equal((await running.next('caught')).error?.code, 'GC_NO_CONNECTION');
  });

  it('does not connect before a node uses it', async () => {
    const gc = await ScriptedGc.start();
    try {
      const before = gc.broker.connections;
      await start(connectionTo(gc.broker.port));
      assert.equal(gc.broker.connections, before);
    } finally {
      await flow?.stop();
      flow = undefined;
      await gc.close();
    }
  });

  it('leaves no connection behind when the flow stops', async () => {
    const gc = await ScriptedGc.start();
    try {
      const running = await start(connectionTo(gc.broker.port), dial, out);
      await statusOfDial(running, 'connected');
      assert.equal(gc.broker.connections, 2);
      await running.stop();
      flow = undefined;
      await until(() => gc.broker.connections === 1, { what: 'the client to leave' });
    } finally {
      await gc.close();
    }
  });
});

/** A time zone in which it is not midnight. */
function noMidnight(): string {
  return new Date().getUTCHours() === 0 ? 'Asia/Tokyo' : 'UTC';
}
