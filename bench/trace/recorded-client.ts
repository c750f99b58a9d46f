import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as ClientModule from '../../lib/client';
import { endOfBlock, type HowRecorded } from './block';

const load = createRequire(__filename);
const { GcClient } = load('../../dist/lib/client') as typeof ClientModule;

const port = Number(process.argv[2]);
const destination = process.argv[3] ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'gc-bench-'));

/** A broker's password, as any site has one: it is looked for in all that is recorded. */
const client = new GcClient({
  brokers: [{ host: '127.0.0.1', port }],
  destination,
  user: 'bench',
  password: 'watercolour',
});
let stop: () => void | Promise<void> = () => undefined;
let before = process.cpuUsage();

client.on('event', (event) => {
  if (event.type === 'Unknown' && event.raw === endOfBlock) {
    void endBlock();
  }
});

/** The processor, for a block of events and all that was recorded of it, is what this process has used in between. */
async function endBlock(): Promise<void> {
  await stop();
  const { user, system } = process.cpuUsage(before);
  process.send?.(user + system);
}

process.on('message', (how: HowRecorded) => {
  before = process.cpuUsage();
  stop = record(how);
  process.send?.('ready');
});

function record(how: HowRecorded): () => void | Promise<void> {
  const file = path.join(folder, 'trace.jsonl');
  switch (how) {
    case 'off':
      return () => undefined;
    case 'memory': {
      const recording = client.record();
      return () => {
        recording.stop();
      };
    }
    default: {
      const recording = client.recordToFile(file, { standIns: how === 'file' });
      return () => recording.stop();
    }
  }
}

process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
process.once('disconnect', () => process.exit());

void client.connect().then(() => process.send?.('connected'));
