import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import { findConnection } from '../../lib/nodered';
import { sourceOf } from '../../lib/nodered/lookup/offers';
import { commandRow, commands, type CommandEnded, type CommandName } from '../../lib/protocol';
import { executeCommand } from '../../plugins/gc-sidebar/runtime/commands';
import { offeredAgentActions, offeredCallActions } from '../../plugins/gc-sidebar/runtime/rows';
import { commandNodes, commandsByAction } from '../../scripts/docs/node-commands';
import { everyParameterOf } from '../support/every-parameter';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

const names = Object.keys(commands) as CommandName[];

/** A time limit that ends each command soon: GC says nothing. */
const connection = (port: number) => connectionTo(port, { timeout: '1' });
const audit: FlowNode = {
  id: 'audit',
  type: 'gc-event-in',
  connection: 'connection',
  types: ['CommandEnded'],
  wires: [['ended']],
};
const inboxes: FlowNode[] = [
  { id: 'ended', type: 'helper' },
  { id: 'all', type: 'helper' },
];

describe('CommandEnded in Node-RED', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  before(async () => {
    gc = await ScriptedGc.start();
  });

  after(() => gc.close());

  afterEach(() => flow.stop());

  async function start(nodes: FlowNode[], credentials: Record<string, unknown> = {}): Promise<void> {
    flow = await Flow.start([connection(gc.broker.port), audit, ...inboxes, ...nodes], credentials);
  }

  async function untilAsked(type: string): Promise<void> {
    while ((await gc.next()).type !== type) {
      // Others are of the tests before.
    }
  }

  const told = () => flow.unread('ended').map(({ payload }) => payload as CommandEnded);

  it('comes of each command that gc-command sends, with the node and its flow, and without the password', async () => {
    const node = { id: 'any', type: 'gc-command', name: 'Any', connection: 'connection', wires: [[]] };
    const agents = names.map((name) => ({
      id: `agent ${name}`,
      type: 'gc-agent',
      agentId: name,
      extension: '2001',
      mobilePhone: '0300',
    }));
    const secrets = Object.fromEntries(agents.map(({ id }) => [id, { password: 'Pa55-of-1081' }]));
    await start([{ id: 'tab', type: 'tab', label: 'Calls' }, node, ...agents], secrets);
    for (const name of names) {
      flow.send('any', { ...everyParameterOf(name), payload: name, agentId: name });
    }
    await until(() => told().length >= names.length, { what: 'the ends of all commands' });
    const ended = told();
    assert.deepEqual(ended.map(({ command }) => command).sort(), [...names].sort());
    for (const { by } of ended) {
      assert.deepEqual(by, {
        kind: 'node',
        nodeId: 'any',
        nodeName: 'Any',
        nodeType: 'gc-command',
        nodePath: 'tab/any',
        flowId: 'tab',
        flowName: 'Calls',
      });
    }
    assert.doesNotMatch(JSON.stringify(flow.unread('ended')), /Pa55|Token/);
  });

  for (const type of commandNodes) {
    it(`comes of each command that ${type} sends`, async () => {
      const actions = commandsByAction(type);
      const agents = actions.map(([action]) => ({
        id: `agent ${action}`,
        type: 'gc-agent',
        agentId: `for:${action}`,
        extension: '2001',
        mobilePhone: '0300',
      }));
      const secrets = Object.fromEntries(agents.map(({ id }) => [id, { password: 'Pa55-of-1081' }]));
      await start([{ id: 'node', type, connection: 'connection', wires: [[]] }, ...agents], secrets);
      const wanted = new Set<CommandName>();
      for (const [action, sent] of actions) {
        for (const name of sent) {
          wanted.add(name);
          const values = { ...everyParameterOf(name), phonebook: '7', search: 'Ann', memberId: '1082' };
          const payload = action || '2002';
          flow.send('node', { ...values, payload, agentId: `for:${action}` });
        }
      }
      // What follows only on an answer of GC, or on another command, has been told of as that.
      const first = [...wanted].filter((name) => !isLater(type, name));
      await until(() => first.every((name) => told().some(({ command }) => command === name)), {
        what: 'the ends of all commands',
      });
      for (const { by, parameters } of told()) {
        assert.deepEqual([by.kind, by.nodeId, by.nodeType], ['node', 'node', type]);
        assert.ok(!('password' in parameters));
      }
      assert.doesNotMatch(JSON.stringify(flow.unread('ended')), /Pa55|Token/);
    });
  }

  it('comes of each command of the sidebar, with the user who is logged in', async () => {
    let RED: NodeAPI | undefined;
    flow = await Flow.start([connection(gc.broker.port), audit, ...inboxes], {}, [(api) => (RED = api)]);
    assert.ok(RED);
    const offered = [...offeredAgentActions, ...offeredCallActions];
    for (const command of offered) {
      const claims = { user: 'mallory', by: { kind: 'node', user: 'mallory' } };
      const body = { connection: 'connection', command, agentId: `for:${command}`, dialogId: '5', ...claims };
      executeCommand(RED, body, 'ann').catch(() => undefined);
    }
    await until(() => told().length >= offered.length, { what: 'the ends of all commands' });
    assert.deepEqual(
      told()
        .map(({ command }) => command)
        .sort(),
      [...offered].sort(),
    );
    for (const { by } of told()) {
      assert.deepEqual(by, { kind: 'sidebar', user: 'ann' });
    }
  });

  it('comes of what a dialog asks for, with the user who is logged in', async () => {
    let RED: NodeAPI | undefined;
    flow = await Flow.start([connection(gc.broker.port), audit, ...inboxes], {}, [(api) => (RED = api)]);
    assert.ok(RED);
    const shared = findConnection(RED, 'connection');
    assert.ok(shared);
    const client = await shared.client();
    const login = client.login(
      { agentId: '1081', password: 'secret', extension: '2001' },
      { timeoutMs: 60_000 },
    );
    await gc.publish('1081#State#NOT_READY##Ann');
    await until(
      async () => {
        await gc.publish('1081#State#NOT_READY##Ann');
        return client.loggedIn.includes('1081');
      },
      { what: 'the login' },
    );
    await login;
    const options = { timeoutMs: 300, by: { kind: 'dialog', user: 'ann' } } as const;
    const source = await sourceOf(RED, shared, '1081', options);
    await source.ask('GetPhonebooks', { agentId: '1081' }).catch(() => undefined);
    await until(() => told().some(({ command }) => command === 'GetPhonebooks'), { what: 'its end' });
    assert.deepEqual(told().find(({ command }) => command === 'GetPhonebooks')?.by, options.by);
  });

  describe('marks the question that nobody has asked for', () => {
    /** GC is asked for the reasons, and names them. */
    const nameReasons = async (agentId: string) => {
      await untilAsked(`reasoncodenotready#${agentId}`);
      await gc.publish(`${agentId}#ReasonCodes#Category:NOT_READY#Codes:1,2#Labels:Coffee,Lunch break#Ann`);
      await until(() => told().length >= 2, { what: 'the ends of both commands' });
    };
    const automatic = () => told().map(({ command, automatic: its, by }) => [command, its, by.kind]);

    it('where a node looks up a reason', async () => {
      const reason = { reasonCode: 'Lunch break', reasonCodeType: 'reason', sendAnyway: true };
      await start([{ id: 'set', type: 'agent-state', connection: 'connection', ...reason, wires: [[]] }]);
      flow.send('set', { agentId: '1071', payload: 'not-ready' });
      await nameReasons('1071');
      assert.deepEqual(automatic(), [
        ['reasoncodenotready', true, 'node'],
        ['MakeNotReadyWithReason', undefined, 'node'],
      ]);
    });

    it('where the sidebar looks up a reason', async () => {
      let RED: NodeAPI | undefined;
      flow = await Flow.start([connection(gc.broker.port), audit, ...inboxes], {}, [(api) => (RED = api)]);
      assert.ok(RED);
      const body = {
        connection: 'connection',
        command: 'MakeNotReady',
        agentId: '1072',
        reason: 'Lunch break',
      };
      const executed = executeCommand(RED, body, 'ann').catch(() => undefined);
      await nameReasons('1072');
      await executed;
      assert.deepEqual(automatic(), [
        ['reasoncodenotready', true, 'sidebar'],
        ['MakeNotReadyWithReason', undefined, 'sidebar'],
      ]);
    });
  });

  it('is sent only where it is chosen', async () => {
    const all = { ...audit, id: 'in', types: [], wires: [['all']] };
    await start([all, { id: 'call', type: 'make-call', connection: 'connection', wires: [[]] }]);
    flow.send('call', { agentId: '1081', payload: '2002' });
    const { payload, topic, agentId } = await flow.next('ended');
    assert.equal((payload as CommandEnded).outcome, 'unknown');
    assert.deepEqual([topic, agentId], ['1081/CommandEnded', '1081']);
    assert.deepEqual(
      flow.unread('all').filter(({ topic: its }) => String(its).includes('CommandEnded')),
      [],
    );
  });

  it('names the tab and the path of a node in a subflow', async () => {
    await start([
      { id: 'tab', type: 'tab', label: 'Calls' },
      { id: 'template', type: 'subflow', name: 'Dial', in: [{ wires: [{ id: 'inner' }] }], out: [] },
      { id: 'inner', type: 'make-call', z: 'template', x: 0, y: 0, connection: 'connection', wires: [[]] },
      { id: 'one', type: 'subflow:template', wires: [] },
    ]);
    flow.send('one', { agentId: '1081', payload: 'x' });
    const { by, outcome } = (await flow.next('ended')).payload as CommandEnded;
    assert.equal(outcome, 'not-sent');
    const { nodeId, nodePath, flowId, flowName } = by;
    assert.deepEqual([nodeId, nodePath, flowId, flowName], ['inner', 'tab/one/inner', 'tab', 'Calls']);
  });

  it('comes of a command that a deploy interrupts, once the flows run again', async () => {
    await start([{ id: 'call', type: 'make-call', connection: 'connection', timeout: '60', wires: [[]] }]);
    flow.send('call', { agentId: '1099', payload: '2002' });
    await untilAsked('MakeCall#1099');
    await flow.deploy('full');
    const { code, by, outcome } = (await flow.next('ended')).payload as CommandEnded;
    assert.deepEqual([code, by.nodeId, outcome], ['GC_CLOSED', 'call', 'unknown']);
  });

  it('says which try it was, where the node keeps trying', async () => {
    await start([
      {
        id: 'set',
        type: 'gc-call-control',
        connection: 'connection',
        keepTrying: true,
        timeout: '1',
        wires: [[]],
      },
    ]);
    gc.heartbeatAnswer = undefined;
    flow.send('set', {
      agentId: '1081',
      dialogId: '5',
      payload: 'set-variable',
      ...everyParameterOf('update_call_variable'),
    });
    const first = (await flow.next('ended')).payload as CommandEnded;
    const second = (await flow.next('ended')).payload as CommandEnded;
    gc.heartbeatAnswer = 'System#IN_SERVICE';
    assert.deepEqual([first.tries, second.tries, first.by.nodeId], [1, 2, 'set']);
  });
});

/** Whether a node sends it only after another one. */
function isLater(type: string, name: CommandName): boolean {
  const isCompletion = type === 'transfer' && ['ReleaseCall', 'RetrieveCall'].includes(name);
  return isCompletion || commandRow(name).category === 'system';
}
