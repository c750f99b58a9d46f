import assert from 'node:assert/strict';
import type { Frame } from '../../../lib/stomp/frames/frame';
import { FrameReader, type FrameLimits } from '../../../lib/stomp/frames/frame-reader';
import { mutate, swell } from '../mutate';
import { Random } from '../random';
import type { FuzzTarget } from '../target';

/** Small, so that inputs reach them. */
const limits: FrameLimits = {
  maxHeadBytes: 200,
  maxHeaders: 10,
  maxBodyBytes: 100,
  maxSkippedHeadBytes: 400_000,
  maxSkippedBodyBytes: 400_000,
};

/** Of more, the test measures the frames and not the bytes. A socket hands them over by 64 KB, with pauses between. */
const mostFrames = 20_000;

/** Of longer inputs, the comparison takes longer than the reading. */
const comparedBytes = 10_000;

const frames: readonly string[] = [
  'CONNECTED\nversion:1.2\nserver:ActiveMQ/5.17.2\nheart-beat:10000,10000\n\n\0\n',
  'MESSAGE\r\nsubscription:1\r\nmessage-id:m1\r\nack:a1\r\n\r\nSystem#IN_SERVICE\0\n',
  'MESSAGE\nsubscription:2\ncontent-length:5\ntype:State\\c1081\nJürgen:日本 \\\\ \\n\\r😀\n\na\0b\0c\0',
  'RECEIPT\nreceipt-id:7\n\n\0',
  'ERROR\nmessage:no. . .\nreceipt-id:8\n\nBecause.\0\n\n\n',
  '\r\n\n',
];

/** The frames of a broker, cut anywhere: however they are cut, the same is read, or nothing more. */
export const frameReaderTarget: FuzzTarget = {
  name: 'frame-reader',
  rounds: 20_000,
  largeRounds: 20,
  make: (random) => {
    const count = 1 + random.below(5);
    return Buffer.from(mutate(random, Array.from({ length: count }, () => random.pick(frames)).join('')));
  },
  makeLarge: (random) => {
    for (;;) {
      const text = swell(random, mutate(random, random.pick(frames.slice(0, 5))), 1e6);
      if (text.split('\0').length < mostFrames) {
        return Buffer.from(text);
      }
    }
  },
  run: (input) => {
    const bytes = Buffer.from(input);
    const cut = read(cutAnywhere(bytes));
    if (bytes.length < comparedBytes) {
      assert.deepEqual(cut, read([bytes]));
    }
    return cut.failed === undefined ? 'read' : 'refused';
  },
};

function read(chunks: readonly Buffer[]): { frames: Frame[]; failed: string | undefined } {
  const got: Frame[] = [];
  const reader = new FrameReader(limits, (frame) => got.push(frame));
  try {
    for (const chunk of chunks) {
      reader.read(chunk);
    }
    return { frames: got, failed: undefined };
  } catch (error) {
    return { frames: got, failed: (error as Error).message };
  }
}

/** The same bytes are cut at the same places. */
function cutAnywhere(bytes: Buffer): Buffer[] {
  const random = new Random(bytes.length);
  const longest = 1 + Math.ceil(bytes.length / 20);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + random.below(longest);
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}
