import assert from 'node:assert/strict';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';

interface FlowNode {
  readonly id: string;
  readonly outputs: number;
  readonly valid: boolean;
  readonly wires: readonly (readonly string[])[];
}

declare const RED: {
  nodes: {
    node(id: string): FlowNode & { label: () => string; _def: { label(this: FlowNode): string } };
    createCompleteNodeSet(): FlowNode[];
    addLink(link: object): void;
  };
};

/** As the version before queues has saved it. */
const saved = {
  id: 'trigger',
  type: 'gc-trigger',
  z: 'flow',
  x: 200,
  y: 100,
  name: '',
  connection: 'connection',
  agents: '',
  teams: '',
  states: ['NOT_READY'],
  reasonCodes: '',
  seconds: '600',
  repeat: '',
  countFrom: 'state',
  outlivesRestart: false,
  version: 2,
  wires: [['first']],
};

const flow = [
  { id: 'flow', type: 'tab', label: 'Trigger' },
  { id: 'connection', type: 'gc-connection', name: 'Simulator', mode: 'simulator', version: 5 },
  { id: 'boss', type: 'gc-agent', agentId: '1086', extension: '2006', version: 2 },
  saved,
  { id: 'first', type: 'debug', z: 'flow', x: 450, y: 80, wires: [] },
  { id: 'second', type: 'debug', z: 'flow', x: 450, y: 140, wires: [] },
];

describe('the dialog of a trigger', () => {
  inEachEditor(flow, (session) => {
    const exported = () =>
      session().page.evaluate(() => {
        const node = RED.nodes.createCompleteNodeSet().find(({ id }) => id === 'trigger');
        const shown = RED.nodes.node('trigger');
        return {
          outputs: shown.outputs,
          wires: node?.wires,
          isValid: shown.valid,
          label: shown._def.label.call(shown),
        };
      });

    it('shows one from before queues as it was, with one output', async () => {
      const dialog = await Dialog.of(session().page, 'trigger');
      assert.equal(await dialog.selected('watch'), 'states of agents');
      assert.deepEqual(await dialog.shown('agents', 'seconds', 'queues', 'from', 'every'), [
        'agents',
        'seconds',
      ]);
      await dialog.done();
      assert.deepEqual(await exported(), {
        outputs: 1,
        wires: [['first']],
        isValid: true,
        label: 'NOT_READY for 600 s',
      });
    });

    it('adds an output for queues, and keeps the wires', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'trigger');
      await dialog.field('watch').selectOption('queues');
      assert.deepEqual(
        await dialog.shown('agents', 'seconds', 'queues', 'from', 'below', 'every', 'repeat'),
        ['queues', 'from', 'below', 'every', 'repeat'],
      );
      await dialog.field('queues').fill('Sales');
      await dialog.field('supervisor').selectOption('boss');
      await dialog.done();
      await page.evaluate(() => {
        const [source, target] = ['trigger', 'second'].map((id) => RED.nodes.node(id));
        RED.nodes.addLink({ source, sourcePort: 1, target });
      });
      assert.deepEqual(await exported(), {
        outputs: 2,
        wires: [['first'], ['second']],
        isValid: true,
        label: 'Sales: from 5 calls waiting',
      });
    });

    it('marks an end above the beginning, and no limits where there are none', async () => {
      const dialog = await Dialog.of(session().page, 'trigger');
      await dialog.field('from').fill('3');
      await dialog.field('below').fill('4');
      await dialog.field('below').press('Tab');
      assert.equal(await dialog.isMarked('below'), true);
      await dialog.field('below').fill('');
      await dialog.field('below').press('Tab');
      assert.equal(await dialog.isMarked('below'), false);
      await dialog.field('measure').selectOption('nobody-ready');
      assert.deepEqual(await dialog.shown('from', 'below', 'lasts'), ['lasts']);
      await dialog.done();
      assert.equal((await exported()).label, 'Sales: nobody ready');
    });

    it('takes the second output away again, with its wire', async () => {
      const dialog = await Dialog.of(session().page, 'trigger');
      await dialog.field('watch').selectOption('states');
      await dialog.done();
      const { outputs, wires } = await exported();
      assert.deepEqual([outputs, wires], [1, [['first']]]);
    });
  });
});
