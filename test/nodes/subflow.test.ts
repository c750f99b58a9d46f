import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import { findConnections, findConnection } from '../../lib/nodered';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';

describe('config nodes in a subflow', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;

  before(async () => {
    gc = await ScriptedGc.start();
  });

  after(() => gc.close());

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
  });

  /** Two instances, each with a connection, two agents and a node that logs in. */
  function subflow(): FlowNode[] {
    const connection = { ...connectionTo(gc.broker.port), id: 'inner', z: 'template', name: 'Inner' };
    return [
      { id: 'template', type: 'subflow', name: 'Login', in: [{ wires: [{ id: 'state' }] }], out: [] },
      { ...connection, destination: '${DESTINATION}' },
      { id: 'ann', type: 'gc-agent', z: 'template', agentId: '1081', extension: '2001' },
      { id: 'ben', type: 'gc-agent', z: 'template', agentId: '1082', extension: '2002' },
      {
        id: 'state',
        type: 'agent-state',
        z: 'template',
        x: 0,
        y: 0,
        connection: 'inner',
        agent: 'ann',
        wires: [[]],
      },
      ...['one', 'two'].map((id) => ({
        id,
        type: 'subflow:template',
        env: [{ name: 'DESTINATION', type: 'str', value: id }],
        wires: [],
      })),
    ];
  }

  const passwords = { ann: { password: 'a' }, ben: { password: 'b' } };

  it('are found: a second agent logs in with its own password', async () => {
    flow = await Flow.start(subflow(), passwords);
    flow.send('one', { agentId: '1082', payload: 'login' });
    const connect = await gc.next();
    assert.equal(connect.type, 'Connect#1082');
    assert.match(connect.body, /^one,/);
    assert.match((await gc.next()).body, /2002/);
  });

  it('are listed by instance, and found by the id of their template', async () => {
    let RED: NodeAPI | undefined;
    flow = await Flow.start(subflow(), passwords, [(api) => (RED = api)]);
    assert.ok(RED);
    const found = findConnections(RED);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['Inner', 'Inner'],
    );
    assert.equal(new Set(found.map(({ id }) => id)).size, 2);
    assert.equal(findConnection(RED, 'inner'), found[0]?.connection);
  });

  it('are forgotten when their flow stops', async () => {
    let RED: NodeAPI | undefined;
    flow = await Flow.start(subflow(), passwords, [(api) => (RED = api)]);
    await flow.stop();
    flow = undefined;
    assert.ok(RED);
    assert.equal(findConnection(RED, 'inner'), undefined);
  });
});
