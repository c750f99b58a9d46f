import assert from 'node:assert/strict';
import type { TraceEntry } from '../../../../lib/trace';
import { heapUsed } from '../../../support/heap';
import { until } from '../../../support/wait';
import { ReplayStage } from './replay-stage';
import { command, event, header } from './trace-lines';

const lines = 100;
const characters = 900_000;
const long = 'x'.repeat(characters);
/** What a replay keeps of the lines, which have 90 MB in all. */
const mostBytes = 45_000_000;

describe('a trace that is replayed is not kept in memory', () => {
  const contents: [what: string, entriesAt: (index: number) => TraceEntry[]][] = [
    [
      'the answers to commands that have no outcome',
      (index) => [command(1, index + 1, 'MakeReady#1081'), event(1, `1081#State#READY##${index}${long}`)],
    ],
    [
      'commands that have no outcome',
      (index) => [command(1, index + 1, 'MakeReady#1081', `${index}${long}`)],
    ],
    [
      'the states of agents',
      (index) =>
        Array.from({ length: 90 }, (_, agent) =>
          event(1, `${index}-${agent}#State#READY##${long.slice(0, 9900)}`),
        ),
    ],
  ];
  for (const [what, entriesAt] of contents) {
    it(`also where it has ${what}`, async () => {
      const stage = await ReplayStage.open(linesOf(entriesAt), { most: 1000 });
      const before = heapUsed();
      stage.send('Hello#desk');
      await until(() => {
        stage.wait(1000);
        stage.heard();
        return stage.told.includes('The trace is over.');
      });
      const kept = heapUsed() - before;
      assert.ok(kept < mostBytes, `${kept} bytes`);
      stage.gc.close();
    });
  }
});

function* linesOf(entriesAt: (index: number) => TraceEntry[]): Iterable<string> {
  yield JSON.stringify(header);
  for (let index = 0; index < lines; index += 1) {
    for (const entry of entriesAt(index)) {
      yield JSON.stringify(entry);
    }
  }
}
