import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GcClient } from '../../../../lib/client';
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
    await recording.stop();
    assert.ok((await stat(file)).size <= 10_000);
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
    await recording.stop();
    client.record().stop();
  });

  it('refuses what is no path', () => {
    for (const path of ['', 'a\0b', undefined] as string[]) {
      assert.throws(() => client.recordToFile(path), { code: 'GC_INVALID_CONFIGURATION' });
    }
    client.record().stop();
  });
});

async function linesIn(file: string): Promise<TraceLine[]> {
  const lines: TraceLine[] = [];
  for await (const line of readTrace(createReadStream(file))) {
    lines.push(line);
  }
  return lines;
}

/** The reason codes of the events in a file. */
async function codesIn(file: string): Promise<string[]> {
  return (await linesIn(file)).flatMap((line) =>
    'entry' in line && line.entry.kind === 'event' ? [line.entry.body.split('#')[3] ?? ''] : [],
  );
}
