import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Characters that are sent at once. */
const pieceLength = 65_536;

/** Codes of errors that say that nobody takes the rest. */
const goneAway: readonly unknown[] = ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'];

/** Sends lines as fast as the other side takes them, and ends it. That it goes away before is no error. */
export async function sendLines(to: Writable, lines: Iterable<string>): Promise<void> {
  await sendStream(to, Readable.from(pieces(lines)));
}

/** Sends bytes as fast as the other side takes them, and ends it. That it goes away before is no error. */
export async function sendStream(to: Writable, from: Readable): Promise<void> {
  try {
    await pipeline(from, to);
  } catch (error) {
    if (!goneAway.includes((error as NodeJS.ErrnoException).code)) {
      throw error;
    }
  }
}

function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') {
    yield piece;
  }
}
