import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectionNode, SharedConnection } from '../../lib/nodered';
import { root } from '../../scripts/run.mjs';
import { Flow, type FlowNode, type Received } from '../support/flow';
import { until } from '../support/wait';

interface ExampleNode extends FlowNode {
  name?: string;
  wires?: string[][];
}

/** Played by the test. */
const played = ['tab', 'comment', 'inject', 'catch'];

/** An example in the test harness: its buttons can be pressed, and what it would show in the debug sidebar be read. */
class Example {
  /** `changes`: properties of its nodes, by their type. */
  static async start(
    name: string,
    changes: Readonly<Record<string, Record<string, unknown>>> = {},
  ): Promise<Example> {
    const file = path.join(root, 'examples', '1 First steps', `${name}.json`);
    const nodes = JSON.parse(readFileSync(file, 'utf8')) as ExampleNode[];
    const kept = nodes
      .filter(({ type }) => !played.includes(type))
      .map((node) => ({ ...node, ...changes[node.type], z: 'tab' }))
      .map((node) => (node.type === 'debug' ? { id: node.id, type: 'helper' } : node));
    return new Example(nodes, await Flow.start([...kept.map(withEnd), { id: 'met', type: 'helper' }]));
  }

  private constructor(
    readonly nodes: readonly ExampleNode[],
    readonly flow: Flow,
  ) {}

  /** Presses the button of an inject node. */
  press(name: string): void {
    for (const id of this.#named(name).wires?.flat() ?? []) {
      this.flow.send(id, {});
    }
  }

  /** The next message at a debug node. */
  next(name: string): Promise<Received> {
    return this.flow.next(this.#named(name).id);
  }

  /** What a debug node has got besides. */
  unread(name: string): readonly Received[] {
    return this.flow.unread(this.#named(name).id);
  }

  get connection(): SharedConnection {
    const { id } = this.#find(({ type }) => type === 'gc-connection');
    return (this.flow.node(id) as ConnectionNode).shared;
  }

  #named(name: string): ExampleNode {
    return this.#find((node) => node.name === name);
  }

  #find(isMeant: (node: ExampleNode) => boolean): ExampleNode {
    const node = this.nodes.find(isMeant);
    assert.ok(node);
    return node;
  }
}

/** What leaves a wait node by its first output comes to `met`. */
function withEnd(node: ExampleNode): ExampleNode {
  return node.type === 'gc-wait' ? { ...node, wires: [['met'], ...(node.wires?.slice(1) ?? [])] } : node;
}

describe('the example', () => {
  let example: Example;

  afterEach(async () => {
    assert.deepEqual(example.flow.unread('caught'), []);
    await example.flow.stop();
  });

  describe('of a call that is not answered', () => {
    const name = '02 - Call not answered';

    /** Until it rings at an agent who is ready. */
    async function ring(seconds: string): Promise<void> {
      example = await Example.start(name, { 'gc-wait': { seconds } });
      example.press('1 Log in');
      await example.next('ready');
      example.press('2 Call comes in');
      await example.next('called');
      const client = await example.connection.client();
      await until(() => client.callsOf('1081').length === 1, { what: 'the call' });
    }

    it('is four nodes, none of them a function: event in, wait for 15 seconds, agent state, debug', async () => {
      example = await Example.start(name);
      const row: ExampleNode[] = [];
      let next = example.nodes.find(({ type }) => type === 'gc-event-in');
      while (next !== undefined) {
        row.push(next);
        const [id] = next.wires?.flat() ?? [];
        next = example.nodes.find((node) => node.id === id);
      }
      assert.deepEqual(
        row.map(({ type }) => type),
        ['gc-event-in', 'gc-wait', 'agent-state', 'debug'],
      );
      const [, wait, state] = row;
      assert.deepEqual([wait?.['seconds'], wait?.wires?.[0], state?.['action']], ['15', [], 'not-ready']);
    });

    it('makes the agent not ready with a reason when the time is up', async () => {
      await ring('1');
      const simulator = await example.connection.simulator();
      simulator.noAnswer({ to: '1081' });
      const { payload, gc } = await example.next('not answered');
      const { state, reasonCode } = payload as { state: string; reasonCode: string };
      assert.deepEqual([state, reasonCode], ['NOT_READY', '1']);
      assert.equal((gc as { outcome: string }).outcome, 'confirmed');
    });

    for (const [what, button, shown, state] of [
      ['is answered', '3 Answer', 'answered', 'TALKING'],
      ['was given up by the customer', '4 Customer gives up', 'gave up', 'READY'],
    ] as const) {
      it(`does nothing when the call ${what} before`, async () => {
        await ring('3');
        const client = await example.connection.client();
        example.press(button);
        await example.next(shown);
        await until(() => client.agent('1081').state === state, { what: state });
        await example.flow.next('met');
        assert.deepEqual(example.unread('not answered'), []);
      });
    }
  });

  it('of agents at a glance tells of breaks that are too long, of calls, and how things are', async () => {
    example = await Example.start('03 - Agents at a glance', { 'gc-trigger': { seconds: '1', repeat: '1' } });
    example.press('1 Log in');
    await example.next('ready');
    example.press('3 Call comes in');
    await example.next('called');
    example.press('4 Customer hangs up');
    await example.next('hung up');
    const record = (await example.next('call records')).payload as { outcome: string; agentId: string };
    assert.deepEqual([record.agentId, record.outcome], ['1081', 'abandoned']);
    // On a slow machine, the agent was not ready for a second before the login was over.
    while (example.unread('break too long').length > 0) {
      await example.next('break too long');
    }
    example.press('2 Break');
    await example.next('break');
    for (const repeat of [0, 1]) {
      const { payload } = await example.next('break too long');
      const { agentId, reasonCode, seconds } = payload as Record<string, unknown>;
      assert.deepEqual([agentId, reasonCode, seconds], ['1081', '1', repeat + 1]);
    }
    example.press('5 Who is there?');
    const { agents } = (await example.next('snapshot')).payload as { agents: { state: string }[] };
    assert.deepEqual(
      agents.map(({ state }) => state),
      ['NOT_READY'],
    );
    assert.equal(example.unread('states').at(-1)?.topic, '1081/AgentStateChanged/NOT_READY');
  });
});
