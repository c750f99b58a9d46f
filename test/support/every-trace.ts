import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import { MemoryRecording } from '../../lib/client/recording/recording';
import { SegmentFile } from '../../lib/client/recording/segment-file';
import { realDataIn } from './traces';

/**
 * Loaded by mocha before all tests: every line of a trace that is made in the process of the tests, in memory or in a
 * file, is searched for passwords, and with stand-ins for real numbers and names. What is found fails the run when all
 * tests have ended: traces are also written after a test, and a hook of all tests that fails would end the run.
 */
const found: string[] = [];
/** The test that has begun last. */
let test = 'the first test';

/* eslint-disable @typescript-eslint/unbound-method -- both are called with their own objects */
const { lines } = MemoryRecording.prototype;
const { append } = SegmentFile.prototype;
/* eslint-enable @typescript-eslint/unbound-method */

MemoryRecording.prototype.lines = function* (this: MemoryRecording) {
  let standIns = false;
  for (const line of lines.call(this)) {
    standIns = search(line, standIns);
    yield line;
  }
};

/** Whether what a file gets next has stand-ins. */
const withStandIns = new WeakMap<SegmentFile, boolean>();

SegmentFile.prototype.append = function (this: SegmentFile, text: string) {
  for (const line of text.split('\n')) {
    withStandIns.set(this, search(line, withStandIns.get(this) ?? false));
  }
  return append.call(this, text);
};

/** Returns whether the lines that follow have stand-ins. */
function search(line: string, standIns: boolean): boolean {
  if (line === '') {
    return standIns;
  }
  const header = line.startsWith('{"kind":"trace"') ? line.includes('"standIns":true') : standIns;
  found.push(...realDataIn(line, header).map((what) => `${what} in ${line}, during or after ${test}`));
  return header;
}

export const mochaHooks = {
  beforeEach(this: Context): void {
    test = `"${this.currentTest?.fullTitle()}"`;
  },
  afterAll(): void {
    assert.equal(found.length, 0, ['a trace has real data in it:', ...found].join('\n'));
  },
};
