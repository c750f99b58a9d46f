import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import sinon from 'sinon';
import { GcClient } from '../../../../lib/client';
import { SegmentFile } from '../../../../lib/client/recording/segment-file';
import type { GcError } from '../../../../lib/protocol';
import { readTrace, type TraceLine } from '../../../../lib/trace';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';

describe('recording to a file', () => {
  let gc: ScriptedGc;
  let client: GcClient;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gc-recording-'));
    file = path.join(folder, 'traces', 'trace.jsonl');
    gc = await ScriptedGc.start();
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
    });
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service');
  });

  afterEach(async () => {
    await client.close();
    await gc.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function publish(from: number, to: number): Promise<void> {
    for (let number = from; number <= to; number += 1) {
      await gc.publish(`1081#State#NOT_READY#${number}#Ann Lee`);
    }
  }

  /** Publishes until all of it is in the file. */
  async function record(from: number, to: number): Promise<void> {
    for (let number = from; number <= to; number += 20) {
      const last = Math.min(to, number + 19);
      await publish(number, last);
      await until(async () => (await readFile(file, 'utf8').catch(() => '')).includes(`NOT_READY#${last}#`));
    }
  }

  it('has on the disk what has come, while it runs', async () => {
    const recording = client.recordToFile(file);
    await publish(1, 3);
    await until(async () => (await readFile(file, 'utf8').catch(() => '')).includes('NOT_READY#3'));
    assert.equal(recording.ended, undefined);
    assert.equal((await stat(file)).mode & 0o077, 0);
    await recording.stop();
    assert.equal(recording.ended, 'stopped');
    assert.deepEqual(await codesIn(file), ['1', '2', '3']);
    assert.equal(recording.bytes, (await stat(file)).size);
  });

  it('has all of it when the client is closed', async () => {
    client.recordToFile(file);
    await publish(1, 2);
    await until(() => client.agent('1081').reasonCode === '2');
    await client.close();
    assert.deepEqual(await codesIn(file), ['1', '2']);
  });

  it('keeps the newest in two files, within the bound', async () => {
    const maxBytes = 10_000;
    const recording = client.recordToFile(file, { maxBytes });
    for (let number = 1; number <= 200; number += 40) {
      await publish(number, number + 39);
      await until(() => client.agent('1081').reasonCode === String(number + 39));
      await until(async () =>
        (await readFile(file, 'utf8').catch(() => '')).includes(`NOT_READY#${number + 39}#`),
      );
    }
    await recording.stop();
    const sizes = await Promise.all([file, recording.olderFile].map(async (one) => (await stat(one)).size));
    assert.ok(
      sizes[0] !== undefined && sizes[1] !== undefined && sizes[0] + sizes[1] <= maxBytes,
      String(sizes),
    );
    const codes = [...(await codesIn(recording.olderFile)), ...(await codesIn(file))].map(Number);
    assert.deepEqual(
      codes,
      Array.from(codes, (_, index) => 200 - codes.length + 1 + index),
    );
    const [first] = await linesIn(recording.olderFile);
    assert.ok(first !== undefined && 'header' in first);
    assert.equal(first.header.entriesBefore, recording.dropped);
    assert.ok(recording.dropped > 0);
  });

  it('ends where it shall stop when it is full', async () => {
    const recording = client.recordToFile(file, { maxBytes: 10_000, whenFull: 'stop' });
    for (let number = 1; recording.ended === undefined; number += 1) {
      await publish(number, number);
    }
    assert.equal(recording.ended, 'full');
    const { endedAt } = recording;
    assert.ok(endedAt !== undefined && endedAt >= recording.startedAt && endedAt <= Date.now());
    assert.equal(await recording.finished, 'full');
    assert.equal(recording.bytes, (await stat(file)).size);
    assert.ok(recording.bytes <= 10_000);
    await recording.stop();
    assert.deepEqual([recording.ended, recording.endedAt], ['full', endedAt]);
  });

  it('can be read while it runs: what both files have then, and nothing that comes later', async () => {
    const recording = client.recordToFile(file, { standIns: false, maxBytes: 10_000 });
    await record(1, 60);
    assert.ok(recording.dropped > 0);
    const early = await recording.read();
    await record(61, 200);
    const late = await recording.read();
    await recording.stop();
    const [some, all] = [await text(early), await text(late)];
    const files = await Promise.all([recording.olderFile, file].map((one) => readFile(one, 'utf8')));
    assert.equal(all, files.join(''));
    for (const [trace, last] of [
      [some, 60],
      [all, 200],
    ] as const) {
      const codes = (await codesOf(Readable.from([Buffer.from(trace)]))).map(Number);
      assert.ok(codes.length > 10);
      assert.deepEqual(
        codes,
        Array.from(codes, (_, index) => last - codes.length + 1 + index),
      );
    }
  });

  it('has all of it when the client is closed, also where a later one has another file', async () => {
    const first = client.recordToFile(file);
    let isFirstDone = false;
    void first.finished.then(() => {
      isFirstDone = true;
    });
    let untilSecond: () => Promise<unknown> = () => Promise.resolve();
    const disk = sinon.stub(SegmentFile.prototype, 'close').callsFake(async function (this: SegmentFile) {
      if (this.file === file) {
        await untilSecond();
        await setTimeout(50);
      }
      await disk.wrappedMethod.call(this);
    });
    try {
      const stopped = first.stop();
      const second = client.recordToFile(path.join(folder, 'second.jsonl'));
      untilSecond = () => second.finished;
      await client.close();
      assert.equal(second.ended, 'closed');
      assert.equal(isFirstDone, true);
      await stopped;
    } finally {
      disk.restore();
    }
  });

  it('closes its files where the reading is given up', async () => {
    const recording = client.recordToFile(file);
    const reading = await recording.read();
    reading.destroy();
    await once(reading, 'close');
    await recording.stop();
    assert.equal(await text(await recording.read()), await readFile(file, 'utf8'));
  });

  it('says so when its files are gone', async () => {
    const recording = client.recordToFile(file);
    await recording.stop();
    await rm(folder, { recursive: true });
    await assert.rejects(recording.read(), { code: 'GC_RECORDING_FAILED', message: /\(ENOENT\)/ });
  });

  it('goes on behind what is in the file, also where its last line was cut off', async () => {
    await client.recordToFile(file).stop();
    await appendFile(file, '{"kind":"event","at":"2026-');
    const recording = client.recordToFile(file);
    await publish(1, 1);
    await until(() => recording.entries > 1);
    await recording.stop();
    const kinds = (await linesIn(file)).map((line) =>
      'header' in line ? 'header' : 'entry' in line ? line.entry.kind : line.problem,
    );
    assert.deepEqual(kinds, ['header', 'health', 'the line is not JSON', 'header', 'health', 'event']);
  });

  it('ends with a warning when the disk does not take it, and hurts nobody', async () => {
    await mkdir(file, { recursive: true });
    const warnings: GcError[] = [];
    client.on('warning', (warning) => warnings.push(warning));
    const recording = client.recordToFile(file);
    await until(() => recording.ended === 'failed');
    await until(() => warnings.length > 0);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['GC_RECORDING_FAILED'],
    );
    assert.match(String(warnings[0]?.message), /trace\.jsonl and has ended: EISDIR/);
    assert.equal(await recording.finished, 'failed');
    await recording.stop();
    client.record().stop();
  });

  it('has failed where the disk does not take its last entries', async () => {
    await mkdir(file, { recursive: true });
    const recording = client.recordToFile(file);
    await client.close();
    assert.equal(recording.ended, 'failed');
    assert.equal(await recording.finished, 'failed');
  });

  it('refuses what is no path', () => {
    for (const path of ['', 'a\0b', undefined] as string[]) {
      assert.throws(() => client.recordToFile(path), { code: 'GC_INVALID_CONFIGURATION' });
    }
    client.record().stop();
  });
});

async function linesOf(trace: Readable): Promise<TraceLine[]> {
  const lines: TraceLine[] = [];
  for await (const line of readTrace(trace)) {
    lines.push(line);
  }
  return lines;
}

function linesIn(file: string): Promise<TraceLine[]> {
  return linesOf(createReadStream(file));
}

/** The reason codes of the events in a file. */
function codesIn(file: string): Promise<string[]> {
  return codesOf(createReadStream(file));
}

async function codesOf(trace: Readable): Promise<string[]> {
  return (await linesOf(trace)).flatMap((line) =>
    'entry' in line && line.entry.kind === 'event' ? [line.entry.body.split('#')[3] ?? ''] : [],
  );
}
