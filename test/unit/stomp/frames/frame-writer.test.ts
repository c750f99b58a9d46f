import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { PassThrough, type Writable } from 'node:stream';
import fc from 'fast-check';
import { FrameWriter } from '../../../../lib/stomp/frames/frame-writer';

interface FrameStream {
  setVersion(version: string): void;
  frame(command: string, headers: Record<string, string | undefined>): Writable;
}

const { OutgoingFrameStream } = createRequire(__filename)('stompit') as {
  OutgoingFrameStream: new (destination: Writable) => FrameStream;
};

/** What goes out, one string for each write. */
function record(): { writes: string[]; socket: Socket } {
  const writes: string[] = [];
  const socket = new PassThrough();
  socket.on('data', (chunk: Buffer) => writes.push(chunk.toString()));
  return { writes, socket: socket as unknown as Socket };
}

const texts = fc
  .array(fc.constantFrom('\\', '\n', '\r', ':', 'a', 'ß', '😀', ' '))
  .map((parts) => parts.join(''));
const someHeaders = fc.dictionary(texts, fc.option(texts, { nil: undefined }), { maxKeys: 5 });

describe('FrameWriter', () => {
  for (const version of ['1.0', '1.1', '1.2']) {
    it(`writes the same bytes as stompit, of STOMP ${version}, at once`, async () => {
      await fc.assert(
        fc.asyncProperty(someHeaders, fc.option(texts, { nil: undefined }), async (headers, body) => {
          const [ours, theirs] = [record(), record()];
          const writer = new FrameWriter(ours.socket);
          writer.setVersion(version);
          writer.frame('SEND', headers).end(body === undefined ? undefined : Buffer.from(body));

          const stompit = new OutgoingFrameStream(theirs.socket);
          stompit.setVersion(version);
          const frame = stompit.frame('SEND', headers);
          await new Promise<void>((resolve) => frame.end(body || undefined, resolve));
          assert.deepEqual(ours.writes, [theirs.writes.join('')]);
        }),
      );
    });
  }

  it('writes frames in the order of their ends, and heart-beats between them', () => {
    const { writes, socket } = record();
    const writer = new FrameWriter(socket);
    const [first, second] = [writer.frame('A', {}), writer.frame('B', {})];
    second.end();
    writer.heartbeat();
    first.end(Buffer.from('body'));
    assert.deepEqual(writes, ['B\n\n\0\n', '\n', 'A\n\nbody\0\n']);
  });
});
