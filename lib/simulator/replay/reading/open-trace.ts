import path from 'node:path';
import { Readable } from 'node:stream';
import { GcError, printable, queueName } from '../../../protocol';
import { readTrace, type TraceHeader, type TraceLine } from '../../../trace';
import { openRegular, UnreadableFile } from '../../site/read-bounded';

/** A trace to be replayed: the path of its file, or its lines, the header first. */
export type ReplaySource = string | Iterable<string>;

/** A trace whose header is read. */
export interface OpenTrace {
  /** What it is called in messages. */
  readonly name: string;
  readonly header: TraceHeader;
  /** The lines behind the header. */
  readonly lines: AsyncIterator<TraceLine>;
  close(): void;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION, where this cannot be read, or is no trace. */
export async function openTrace(source: ReplaySource): Promise<OpenTrace> {
  const name = typeof source === 'string' ? printable(path.basename(source)) : 'the trace';
  const stream = typeof source === 'string' ? await openFile(source) : Readable.from(withEnds(source));
  const lines = readTrace(stream);
  try {
    const header = await readHeader(lines, name);
    return { name, header, lines, close: () => void stream.destroy() };
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

async function openFile(file: string): Promise<Readable> {
  try {
    return (await openRegular(file)).createReadStream();
  } catch (error) {
    const reason = error instanceof UnreadableFile ? error.message : 'it cannot be opened';
    throw invalid(`${file} cannot be read: ${reason}`);
  }
}

function* withEnds(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) {
    yield line.endsWith('\n') ? line : `${line}\n`;
  }
}

async function readHeader(lines: AsyncIterator<TraceLine>, name: string): Promise<TraceHeader> {
  const read = await lines.next().catch((error: unknown) => {
    throw invalid(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (read.done === true) {
    throw invalid(`${name} is no trace: there is nothing in it`);
  }
  const { value } = read;
  if ('header' in value) {
    return checkQueue(value.header, name);
  }
  const reason = 'problem' in value ? value.problem : 'its header is missing';
  throw invalid(`${name} is no trace: line ${value.line}: ${reason}`);
}

/** The simulator takes its commands from there. */
function checkQueue(header: TraceHeader, name: string): TraceHeader {
  if (!queueName.test(header.commandQueue)) {
    throw invalid(`${name} is no trace: its command queue is not the name of a queue`);
  }
  return header;
}

function invalid(detail: string): GcError {
  const whatToDo =
    'Name a file that was recorded by GcClient or gc-connection, as it was downloaded: its first line is the header.';
  return new GcError('GC_INVALID_CONFIGURATION', { detail, whatToDo });
}
