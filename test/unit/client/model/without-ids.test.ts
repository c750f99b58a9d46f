import assert from 'node:assert/strict';
import { callEventsIn } from '../../../../lib/client/recovery';
import type { GcEvent } from '../../../../lib/protocol';
import { readSequences, record, type Sequence, type Step } from './derive';

/** O-008: the id "is only sent in case of (Failed,Dropped,Deleted,Hold.Held,Wrap_up)". */
const named: readonly string[] = ['FAILED', 'DROP', 'HELD', 'WRAP_UP'];

function withoutId(event: GcEvent): GcEvent {
  if (event.type !== 'InboundCall' || named.includes(event.state ?? '')) {
    return event;
  }
  const { dialogId, ...rest } = event;
  return dialogId === undefined ? event : rest;
}

function strip(sequence: Sequence): Sequence {
  const steps = sequence.steps.map((step): Step =>
    'event' in step ? { ...step, event: withoutId(step.event) } : step,
  );
  return { ...sequence, steps };
}

/** Where the call as which one goes on is named only after the record is made: when a supervisor barges in. */
const namedLater: readonly string[] = [
  'ucce-dropping-refused',
  'ucce-monitoring-and-barge-in',
  'uccx-monitoring-and-barge-in',
];

/** JSON in which nothing but its id tells a preview from the call that the agent has. */
const toldByIdAlone = 'ucce-preview-commands-refused specified-json';

/** The records of calls. */
function recordsOf(sequence: Sequence): string[] {
  const records = record(sequence).filter((line) => line.includes(' CallEnded '));
  return namedLater.includes(sequence.name)
    ? records.map((line) => line.replace(/ nextDialogId=\S+/, ''))
    : records;
}

describe('what GC tells of calls when it is asked', () => {
  const known = { of: () => [], hintedOf: () => [] };

  it('makes no call of what is no state of one', () => {
    const status = {
      type: 'DialogStatus',
      agentId: '1083',
      dialogId: '16804377',
      state: 'ACTIVE',
      assDialogId: '02079460123',
      assDialogState: 'callVariable1=a',
    } as GcEvent;
    assert.deepEqual(
      callEventsIn(status, known).map(({ type, dialogId }) => [type, dialogId]),
      [['InboundCall', '16804377']],
    );
  });

  it('makes one call of one that is named twice', () => {
    const status = {
      type: 'DialogStatus',
      agentId: '1083',
      dialogId: '7',
      state: 'ACTIVE',
      assDialogId: '7',
      assDialogState: 'ACTIVE',
    } as GcEvent;
    assert.equal(callEventsIn(status, known).length, 1);
  });
});

describe('the same day told with the ids of calls, and without those that GC leaves out', () => {
  const isToldWithoutIds = ({ name, dialect }: Sequence) =>
    dialect !== 'specified-old' && `${name} ${dialect}` !== toldByIdAlone;

  for (const sequence of readSequences().filter(isToldWithoutIds)) {
    it(`gives the same records: ${sequence.name.replaceAll('-', ' ')}, ${sequence.dialect}`, () => {
      assert.deepEqual(recordsOf(strip(sequence)), recordsOf(sequence));
    });
  }
});
