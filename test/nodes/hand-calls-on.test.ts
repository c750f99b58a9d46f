import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { Flow, type FlowNode } from '../support/flow';

const file = path.join(root, 'examples', '04 - Hand calls on.json');
const all = JSON.parse(readFileSync(file, 'utf8')) as (FlowNode & { name: string; wires: string[][] })[];

/** What only the editor needs is left out; what goes to the debug sidebar is collected. */
const nodes: FlowNode[] = all
  .filter(({ type }) => !['tab', 'comment', 'inject', 'catch'].includes(type))
  .map((node) => (node.type === 'debug' ? { id: node.name, type: 'helper' } : withNames(node)));

describe('the example "Hand calls on"', () => {
  let flow: Flow;

  before(async () => {
    flow = await Flow.start(nodes);
  });

  after(() => flow.stop());

  for (const [button, ...outputs] of [
    ['1 Log in', '1081 ready', '1082 ready'],
    ['2 Call comes in', 'called', 'answered'],
    ['3 Hand it on', 'transferred'],
    ['4 Lunch', 'lunch'],
    ['5 Find Ravi', 'found'],
    ['6 Queues', 'queues'],
    ['7 Any command', 'agents'],
  ] as const) {
    it(`shows what it says: ${button}`, async () => {
      const inject = all.find(({ name }) => name === button);
      for (const id of inject?.wires.flat() ?? []) {
        flow.send(id, {});
      }
      for (const output of outputs) {
        assert.ok(await flow.next(output));
      }
      assert.deepEqual(flow.unread('caught'), []);
    });
  }
});

function withNames<Node extends { wires?: string[][] }>(node: Node): Node {
  const nameOf = (id: string) => all.find((other) => other.id === id && other.type === 'debug')?.name ?? id;
  return node.wires === undefined ? node : { ...node, wires: node.wires.map((ids) => ids.map(nameOf)) };
}
