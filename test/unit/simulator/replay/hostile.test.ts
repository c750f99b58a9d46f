import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { startSimulator } from '../../../../lib/simulator';
import { temporaryFolder } from '../../../support/child';
import { until } from '../../../support/wait';
import { ReplayStage } from './replay-stage';
import { command, event, header, outcome, timeAt, traceOf } from './trace-lines';

const ready = '1081#State#READY##Anna Becker';

/** Lines that are made when they are read. */
class EndlessLines implements Iterable<string> {
  read = 0;

  constructor(private readonly lineAt: (index: number) => string) {}

  *[Symbol.iterator](): Iterator<string> {
    yield JSON.stringify(header);
    for (;;) {
      this.read += 1;
      yield this.lineAt(this.read);
    }
  }
}

describe('a trace that is none, or a bad one', () => {
  const folder = temporaryFolder('traces');

  function write(content: string): string {
    const file = path.join(folder, 'trace.jsonl');
    writeFileSync(file, content);
    return file;
  }

  const wrong: [what: string, content: string, detail: string][] = [
    ['an empty file', '', 'trace.jsonl is no trace: there is nothing in it'],
    ['another file', 'agents:\n  - 1081\n', 'trace.jsonl is no trace: line 1: the line is not JSON'],
    [
      'other JSON',
      '{"siteProfile":1}\n',
      'trace.jsonl is no trace: line 1: the line is JSON, but not of a trace: it has no "kind"',
    ],
    [
      'a trace without its header',
      `${JSON.stringify(event(1, ready))}\n`,
      'trace.jsonl is no trace: line 1: the header of the trace is missing: it does not begin here',
    ],
    [
      'a trace of a later version',
      JSON.stringify({ ...header, version: 2 }),
      'trace.jsonl is no trace: line 1: the trace is of a version that this package does not read: it reads version 1',
    ],
    [
      'a queue that cannot be one',
      JSON.stringify({ ...header, commandQueue: 'a>' }),
      'trace.jsonl is no trace: its command queue is not the name of a queue',
    ],
  ];
  for (const [what, content, detail] of wrong) {
    it(`is refused: ${what}`, async () => {
      const replay = write(content);
      await assert.rejects(startSimulator({ replay }), { code: 'GC_INVALID_CONFIGURATION', detail });
    });
  }

  it('is refused: no file, a folder, or nothing with lines', async () => {
    const none = path.join(folder, 'none.jsonl');
    await assert.rejects(startSimulator({ replay: none }), /none\.jsonl cannot be read: ENOENT/);
    const directory = path.join(folder, 'folder.jsonl');
    mkdirSync(directory);
    await assert.rejects(startSimulator({ replay: directory }), /cannot be read: it is not a regular file/);
    const number = 7 as unknown as string[];
    await assert.rejects(startSimulator({ replay: number }), { code: 'GC_INVALID_CONFIGURATION' });
  });

  it('is played without its bad lines, and each is named', async () => {
    const [first = '', ...lines] = traceOf(event(100, ready), event(200, ready));
    const bad = [
      '{"kind":"event","at":"20',
      'null',
      '{"kind":"dance"}',
      JSON.stringify(command(1, 1, 'Dance#1')),
    ];
    const file = write([first, ...bad, ...lines, '{"kind":"outcome"'].join('\n'));
    const stage = await ReplayStage.open(file);
    stage.send('Hello#desk');
    stage.wait(200);
    assert.deepEqual(stage.heard().slice(1), [`desk ${ready}`, `desk ${ready}`]);
    assert.deepEqual(stage.problems, [
      'trace.jsonl:2: the line is not JSON. The line is left out.',
      'trace.jsonl:3: the line is JSON, but not an object. The line is left out.',
      'trace.jsonl:4: "kind" must be one of trace, event, command, outcome, health, gap. The line is left out.',
      'trace.jsonl:5: this is no command of GC. The line is left out.',
      'trace.jsonl:8: the line is cut off: the file ends in it. The line is left out.',
    ]);
  });

  it('names a hundred bad lines, and counts the others', async () => {
    const lines = Array.from({ length: 250 }, () => 'x');
    const stage = await ReplayStage.open([...traceOf(), ...lines]);
    assert.equal(stage.problems.length, 101);
    assert.equal(stage.problems.at(-1), 'the trace: 250 lines in all were left out.');
  });

  it('is read only as far as it is needed', async () => {
    const lines = new EndlessLines((index) => JSON.stringify(event(index, ready)));
    const stage = await ReplayStage.open(lines);
    assert.ok(lines.read >= 5000 && lines.read < 5100, `${lines.read} lines`);
    stage.send('Hello#desk');
    stage.wait(1000);
    await until(() => lines.read >= 5990);
    await turn();
    assert.ok(lines.read < 6100, `${lines.read} lines`);
    stage.gc.close();
  });

  it('is played on when all that was read of it is played', async () => {
    const events = Array.from({ length: 12_000 }, () => event(10, ready));
    const stage = await ReplayStage.open(traceOf(...events));
    stage.send('Hello#desk');
    stage.wait(10);
    await until(() => stage.told.includes('The trace is over.'));
    assert.equal(stage.heard().slice(1).length, events.length);
  });

  it('is read only as far as it is needed when its lines are long', async () => {
    const body = `1081#State#READY##${'x'.repeat(900_000)}`;
    const lines = new EndlessLines((index) => JSON.stringify(event(index, body)));
    const stage = await ReplayStage.open(lines);
    assert.ok(lines.read < 40, `${lines.read} lines`);
    stage.gc.close();
  });

  it('is read only as far as it is needed when a command has no outcome', async () => {
    const lines = new EndlessLines((index) =>
      JSON.stringify(index === 1 ? command(1, 1, 'MakeReady#1081') : event(2, ready)),
    );
    const stage = await ReplayStage.open(lines, { most: 100 });
    assert.ok(lines.read < 5100, `${lines.read} lines`);
    stage.send('Hello#desk', 'MakeReady#1081');
    stage.wait(50);
    await until(() => lines.read >= 5100);
    await turn();
    assert.ok(lines.read < 5200, `${lines.read} lines`);
    assert.equal(stage.heard().length, 100);
    stage.wait(1);
    assert.equal(stage.heard().length, 100);
    stage.gc.close();
  });

  it('can have times that go back, or lie far ahead', async () => {
    const lines = traceOf(event(5000, '1#State#READY##A'), event(100, '2#State#READY##B'));
    const late = { ...event(0, ready), at: '9999-12-31T23:59:59.999Z' };
    const stage = await ReplayStage.open([...lines, JSON.stringify(late)]);
    stage.send('Hello#desk');
    stage.wait(5000);
    assert.deepEqual(stage.heard().slice(1), ['desk 1#State#READY##A', 'desk 2#State#READY##B']);
    stage.wait(86_400_000);
    assert.deepEqual(stage.heard(), []);
    assert.equal(stage.clock.waiting, 1);
    stage.gc.close();
    assert.equal(stage.clock.waiting, 0);
  });

  it('can be two traces, one behind the other', async () => {
    const trace = traceOf(command(100, 1, 'MakeReady#1081'), event(150, ready), outcome(151, 1));
    const again = { ...header, at: timeAt(1000) };
    const more = [command(1100, 1, 'GetState#1081'), event(1120, ready), outcome(1121, 1)];
    const stage = await ReplayStage.open([
      ...trace,
      ...[again, ...more].map((entry) => JSON.stringify(entry)),
    ]);
    stage.send('Hello#desk', 'MakeReady#1081', 'GetState#1081');
    stage.wait(50);
    assert.equal(stage.heard().length, 3);
    assert.deepEqual(stage.problems, []);
  });

  it('never makes the replay fail', async () => {
    const ms = fc.integer({ min: 0, max: 100_000 });
    const body = fc.oneof(
      fc.string(),
      fc.constantFrom(ready, 'System#IN_SERVICE', '[]', '{"type":"Agents"}'),
    );
    const type = fc.constantFrom(
      'Hello#recorded',
      'MakeReady#1081',
      'GetState#1081',
      'Login#1081',
      '#',
      'X#',
    );
    const id = fc.integer({ min: 1, max: 5 });
    const line = fc.oneof(
      fc.tuple(ms, body).map(([at, text]) => JSON.stringify(event(at, text))),
      fc
        .tuple(ms, id, type, fc.string())
        .map(([at, no, jms, text]) => JSON.stringify(command(at, no, jms, text))),
      fc
        .tuple(ms, id, fc.constantFrom('confirmed', 'sent', 'GC_TIMEOUT'))
        .map(([at, no, result]) => JSON.stringify(outcome(at, no, result))),
      fc.json(),
      fc.string(),
    );
    const commands = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), type));
    await fc.assert(
      fc.asyncProperty(fc.array(line), commands, async (lines, sent) => {
        const stage = await ReplayStage.open([JSON.stringify(header), ...lines]);
        stage.send('Hello#desk');
        for (const [pause, text] of sent) {
          stage.wait(pause);
          stage.send(text);
        }
        stage.wait(10_000_000);
        assert.equal(stage.told.at(-1), 'The trace is over.');
        stage.gc.close();
      }),
    );
  });
});
