import assert from 'node:assert/strict';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { flowForSamples } from '../../support/every-dialog';
import { addNode, showsLabel } from '../../support/gestures';

interface Row {
  readonly type: string;
  /** What the dialog says that the node does. */
  readonly action: string;
  /** Which of these fields are shown then. */
  readonly fields: readonly string[];
  readonly shown: readonly string[];
  readonly label: string;
}

const rows: readonly Row[] = [
  {
    type: 'agent-state',
    action: 'log in',
    fields: ['agent', 'reasonCode', 'sendAnyway'],
    shown: ['agent'],
    label: 'log in → 1081',
  },
  {
    type: 'gc-call-control',
    action: 'answer',
    fields: ['dialogId', 'wrapUpReason', 'variableName', 'variableValue', 'keepTrying'],
    shown: ['dialogId'],
    label: 'answer → 1081',
  },
  {
    type: 'transfer',
    action: 'blind transfer',
    fields: ['number', 'dialogId', 'extension', 'answerWithin'],
    shown: ['number', 'dialogId'],
    label: 'blind transfer → msg.number',
  },
  {
    type: 'reason-codes',
    action: 'not-ready reasons',
    fields: ['reason', 'keepFor'],
    shown: ['reason', 'keepFor'],
    label: 'not-ready reasons → 1081',
  },
  {
    type: 'gc-phonebook',
    action: 'list phonebooks',
    fields: ['teamId', 'phonebook', 'search'],
    shown: [],
    label: 'list phonebooks → 1081',
  },
  {
    type: 'gc-supervisor',
    action: 'list queues',
    fields: ['teamId', 'subscribe', 'memberId', 'extension', 'dialogId'],
    shown: [],
    label: 'list queues → 1081',
  },
  {
    type: 'gc-simulator',
    action: 'incoming call',
    fields: ['to', 'from', 'number', 'fault', 'delayMs', 'probability', 'count', 'agents', 'callsPerHour'],
    shown: ['to', 'from'],
    label: 'incoming call',
  },
];

describe('a node from the palette', () => {
  inEachEditor(flowForSamples, (session) => {
    for (const [index, { type, action, fields, shown, label }] of rows.entries()) {
      it(`is set to an action, and shows the fields of that: ${type}`, async () => {
        const { page } = session();
        const node = await addNode(page, type, 200 + 250 * (index % 2), 60 + 60 * Math.floor(index / 2));
        await showsLabel(node, label);
        const dialog = await Dialog.of(page, String(await node.getAttribute('id')));
        assert.equal(await dialog.option('action'), action);
        assert.deepEqual(await dialog.shown(...fields), shown);
        await dialog.cancel();
      });
    }

    it('is set to a command', async () => {
      const { page } = session();
      const node = await addNode(page, 'gc-command', 450, 240);
      await showsLabel(node, 'GetState → 1081');
      const dialog = await Dialog.of(page, String(await node.getAttribute('id')));
      assert.equal(await dialog.typedText('command'), 'GetState');
      assert.equal(await dialog.field('parameters-told').isVisible(), false);
      await dialog.cancel();
    });

    it('asks for the goal of a simulated call', async () => {
      const { page } = session();
      const node = await addNode(page, 'gc-simulator', 200, 320);
      const mark = node.locator('.red-ui-flow-node-error');
      await mark.waitFor();
      const dialog = await Dialog.open(node);
      assert.equal(await dialog.isMarked('to'), true);
      assert.equal(await dialog.isMarked('from'), false);
      await dialog.type('to', '1081');
      await dialog.done();
      await mark.waitFor({ state: 'hidden' });
      await showsLabel(node, 'incoming call → 1081');
    });
  });
});
