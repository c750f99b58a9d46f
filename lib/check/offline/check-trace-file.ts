import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { getSystemErrorMap } from 'node:util';
import { UsageError } from '../../common/usage-error';
import { readTrace } from '../../trace';
import type { CheckResult } from '../check-result';
import { shortened } from '../shortened';
import { TraceCheck } from './trace-check';

/** Checks the trace in a stream or a list of bytes. It rejects with nothing but what the source rejects with. */
export async function checkTrace(
  source: Readable | AsyncIterable<Buffer>,
  title = 'Check of a trace',
): Promise<CheckResult> {
  const check = new TraceCheck();
  for await (const line of readTrace(source)) {
    check.take(line);
  }
  return check.result(title);
}

/** @throws {UsageError} where the file cannot be read */
export async function checkTraceFile(file: string): Promise<CheckResult> {
  try {
    await refuseFolder(file);
    return await checkTrace(createReadStream(file), `Check of ${shortened(path.basename(file), 60)}`);
  } catch (error) {
    throw error instanceof UsageError ? error : unreadable(file, error);
  }
}

/** A pipe is a file like another one; a folder has no bytes. */
async function refuseFolder(file: string): Promise<void> {
  const handle = await open(file);
  try {
    if ((await handle.stat()).isDirectory()) {
      throw new UsageError(`${file} is a folder.`);
    }
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, error: unknown): UsageError {
  const { errno } = error as NodeJS.ErrnoException;
  const [, words] = getSystemErrorMap().get(errno ?? 0) ?? [];
  return new UsageError(`${file} cannot be read${words === undefined ? '' : `: ${words}`}.`);
}
