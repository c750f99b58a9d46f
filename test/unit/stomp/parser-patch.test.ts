import assert from 'node:assert/strict';
import type { Transform } from 'node:stream';
import fc from 'fast-check';
import { hardenParser } from '../../../lib/stomp/parser-patch';
import { readBody } from '../../../lib/stomp/frames';
import { IncomingFrameStream, type IncomingFrame } from '../../../lib/stomp/stompit';

type Parser = Transform & { setVersion(version: string): void };

interface Parsed {
  command: string;
  headers: [string, unknown][];
  body: string;
}

/** Feeds the chunks as a socket would, and reads frame after frame as stompit does. */
async function parse(chunks: Buffer[], options: object = {}): Promise<Parsed[]> {
  const Stream = IncomingFrameStream as unknown as new (options: object) => Parser;
  const parser = new Stream({ maxHeaders: 256, ...options });
  parser.setVersion('1.2');
  const frames: Parsed[] = [];
  const failed = new Promise<never>((_, reject) => parser.once('error', reject));
  const ended = new Promise<void>((resolve) => parser.once('end', resolve));
  let reading = false;
  const readNext = (): void => {
    if (reading) return;
    const frame = parser.read() as IncomingFrame | null;
    if (!frame) return;
    reading = true;
    readBody(frame, 1_000_000, (body) => {
      const { command, headers } = frame;
      frames.push({
        command,
        headers: sorted(Object.entries(headers)),
        body: String(body?.toString('latin1')),
      });
      reading = false;
      process.nextTick(readNext);
    });
  };
  parser.on('readable', readNext);
  for (const chunk of chunks) parser.write(chunk);
  parser.end();
  await Promise.race([ended, failed]);
  return frames;
}

function sorted<T>(headers: [string, T][]): [string, T][] {
  return headers.sort(([a], [b]) => (a < b ? -1 : 1));
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', ':': '\\c' };
const escape = (text: string) => text.replace(/[\\\n\r:]/g, (found) => escapes[found] ?? found);

function serialize({ headers, body }: { headers: [string, string][]; body: string }, eol: string): Buffer {
  const lines = headers.map(([name, value]) => `${escape(name)}:${escape(value)}${eol}`).join('');
  return Buffer.concat([
    Buffer.from(`MESSAGE${eol}${lines}${eol}`),
    Buffer.from(body, 'latin1'),
    Buffer.from(`\0${eol}`),
  ]);
}

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
const name = fc.oneof(text, fc.constantFrom('__proto__', 'hasOwnProperty', 'constructor', 'toString'));
const frame = fc
  .record({ headers: fc.uniqueArray(fc.tuple(name, text), { selector: ([key]) => key }), body: fc.string() })
  .filter(({ headers, body }) => !body.includes('\0') && headers.every(([key]) => key !== 'content-length'));

function cut(bytes: Buffer, places: number[]): Buffer[] {
  const cuts = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b);
  return [...cuts, bytes.length].map((end, index) => bytes.subarray(cuts[index - 1] ?? 0, end));
}

describe('hardened parser', () => {
  before(() => hardenParser());

  it('reads the same frames wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(frame, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        async (frames, places, eol) => {
          const bytes = Buffer.concat(frames.map((each) => serialize(each, eol)));
          const expected = frames.map(({ headers, body }) => ({
            command: 'MESSAGE',
            headers: sorted(headers),
            body,
          }));
          assert.deepEqual(await parse(cut(bytes, places)), expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads single bytes', async () => {
    const bytes = Buffer.from('MESSAGE\r\nname:Jürgen 日本 😀\r\n\r\nbody\0\n');
    const [frame] = await parse([...bytes].map((byte) => Buffer.of(byte)));
    assert.deepEqual(frame, { command: 'MESSAGE', headers: [['name', 'Jürgen 日本 😀']], body: 'body' });
  });

  it('keeps the first of two headers with the same name', async () => {
    const [frame] = await parse([Buffer.from('MESSAGE\n__proto__:1\n__proto__:2\na:1\na:2\n\n\0')]);
    assert.deepEqual(frame?.headers, [
      ['__proto__', '1'],
      ['a', '1'],
    ]);
  });

  it('counts the length of a line in bytes', async () => {
    const line = `a:${'é'.repeat(49)}`;
    assert.equal((await parse([Buffer.from(`MESSAGE\n${line}\n\n\0`)], { maxLineLength: 100 })).length, 1);
    await assert.rejects(
      parse([Buffer.from(`MESSAGE\n${line}e\n\n\0`)], { maxLineLength: 100 }),
      /longer than 100 bytes/,
    );
  });

  it('limits the number of headers', async () => {
    await assert.rejects(
      parse([Buffer.from('MESSAGE\na:1\nb:1\n\n\0')], { maxHeaders: 1 }),
      /more than 1 headers/,
    );
  });

  it('takes header lines that are not escaped, as ActiveMQ makes them of odd names', async () => {
    const [frame] = await parse([Buffer.from('MESSAGE\nno colon\n\\x:1\nC:\\x\nb:2\n\nbody\0')]);
    assert.deepEqual(frame, {
      command: 'MESSAGE',
      headers: [
        ['C', '\\x'],
        ['\\x', '1'],
        ['b', '2'],
      ],
      body: 'body',
    });
  });

  it('can be applied twice', async () => {
    hardenParser();
    assert.equal((await parse([Buffer.from('MESSAGE\na:ü\n\n\0')]))[0]?.headers[0]?.[1], 'ü');
  });

  it('refuses another version or shape of stompit', () => {
    const { prototype } = IncomingFrameStream;
    assert.throws(
      () => hardenParser({ prototype: Object.create(prototype) as object }, '1.0.1'),
      /stompit 1\.0\.1 is not supported/,
    );
    assert.throws(() => hardenParser({ prototype: {} }, '1.0.0'), /not supported: exactly 1\.0\.0/);
  });
});
