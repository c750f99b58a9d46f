import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FrameReader, type FrameLimits } from '../../../lib/stomp/frame-reader';

interface Read {
  command: string;
  headers: [string, string][];
  body: string | undefined;
}

function read(chunks: Buffer[], limits: Partial<FrameLimits> = {}): Read[] {
  const frames: Read[] = [];
  const reader = new FrameReader(
    { maxHeadBytes: 10_000, maxBodyBytes: 1000, ...limits },
    ({ command, headers, body }) =>
      frames.push({ command, headers: Object.entries(headers), body: body?.toString('latin1') }),
  );
  for (const chunk of chunks) reader.read(chunk);
  return frames;
}

function readText(text: string, limits?: Partial<FrameLimits>): Read[] {
  return read([Buffer.from(text)], limits);
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', ':': '\\c' };
const escape = (text: string) => text.replace(/[\\\n\r:]/g, (found) => escapes[found] ?? found);

interface Written {
  headers: [string, string][];
  body: string;
  /** Its length is told. */
  isCounted: boolean;
}

function serialize({ headers, body }: Written, eol: string): Buffer {
  const lines = headers.map(([name, value]) => `${escape(name)}:${escape(value)}${eol}`).join('');
  return Buffer.concat([
    Buffer.from(`MESSAGE${eol}${lines}${eol}`),
    Buffer.from(body, 'latin1'),
    Buffer.from(`\0${eol}`),
  ]);
}

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
const name = fc.oneof(text, fc.constantFrom('__proto__', 'hasOwnProperty', 'constructor', 'toString'));
const latin1 = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)) });
const frame = fc
  .record({
    headers: fc.uniqueArray(fc.tuple(name, text), { selector: ([key]) => key }),
    body: latin1,
    isCounted: fc.boolean(),
  })
  .filter(({ headers, body, isCounted }) => {
    const isFree = headers.every(([key]) => key !== 'content-length');
    return isFree && (isCounted || !body.includes('\0'));
  })
  .map(({ headers, body, isCounted }): Written => {
    const length: [string, string][] = isCounted ? [['content-length', String(body.length)]] : [];
    return { headers: [...headers, ...length], body, isCounted };
  });

function cut(bytes: Buffer, places: number[]): Buffer[] {
  const cuts = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b);
  return [...cuts, bytes.length].map((end, index) => bytes.subarray(cuts[index - 1] ?? 0, end));
}

/** Node.js lists the names that look like numbers first. */
function inOrder(headers: [string, string][]): [string, string][] {
  return Object.entries(Object.fromEntries(headers));
}

describe('FrameReader', () => {
  it('reads the same frames wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        (frames, places, eol) => {
          const bytes = Buffer.concat(frames.map((each) => serialize(each, eol)));
          const expected = frames.map(({ headers, body }) => ({
            command: 'MESSAGE',
            headers: inOrder(headers),
            body,
          }));
          assert.deepEqual(read(cut(bytes, places)), expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads single bytes', () => {
    const bytes = Buffer.from('MESSAGE\r\nname:Jürgen 日本 😀\r\n\r\nbody\0\n');
    assert.deepEqual(read([...bytes].map((byte) => Buffer.of(byte))), [
      { command: 'MESSAGE', headers: [['name', 'Jürgen 日本 😀']], body: 'body' },
    ]);
  });

  it('reads a frame without headers, and heart-beats around it', () => {
    assert.deepEqual(readText('\n\r\n\nRECEIPT\n\n\0\n\n'), [{ command: 'RECEIPT', headers: [], body: '' }]);
  });

  it('keeps the first of two headers with the same name', () => {
    assert.deepEqual(readText('MESSAGE\n__proto__:1\n__proto__:2\na:1\na:2\n\n\0')[0]?.headers, [
      ['__proto__', '1'],
      ['a', '1'],
    ]);
  });

  it('takes header lines that are not escaped, as ActiveMQ makes them of odd names', () => {
    assert.deepEqual(readText('MESSAGE\nno colon\n\\x:1\nC:\\x\nb:2\n\nbody\0'), [
      {
        command: 'MESSAGE',
        headers: [
          ['\\x', '1'],
          ['C', '\\x'],
          ['b', '2'],
        ],
        body: 'body',
      },
    ]);
  });

  it('skips a body that is too large, counted or not, and reads on', () => {
    const long = 'x'.repeat(1001);
    const frames = readText(
      `MESSAGE\na:1\n\n${long}\0MESSAGE\ncontent-length:1001\n\n${long}\0MESSAGE\na:2\n\nbody\0`,
    );
    assert.deepEqual(
      frames.map(({ body }) => body),
      [undefined, undefined, 'body'],
    );
  });

  it('refuses a head that is too long, before its end has come', () => {
    assert.equal(readText(`A\nb:${'c'.repeat(96)}\n\n\0`, { maxHeadBytes: 100 }).length, 1);
    assert.throws(
      () => readText(`A\nb:${'c'.repeat(97)}\n\n\0`, { maxHeadBytes: 100 }),
      /longer than 100 bytes/,
    );
    assert.throws(() => readText('A'.repeat(101), { maxHeadBytes: 100 }), /longer than 100 bytes/);
  });

  it('refuses a content-length that is none, or is not true', () => {
    for (const length of ['-1', '1.5', '0x10', '1e3', 'many', '']) {
      assert.throws(() => readText(`MESSAGE\ncontent-length:${length}\n\nabc\0`), /is no number/);
    }
    assert.throws(() => readText('MESSAGE\ncontent-length:2\n\nabc\0'), /longer than its content-length/);
  });

  it('reads nothing more once it is stopped, not even of the same bytes', () => {
    const commands: string[] = [];
    const reader = new FrameReader({ maxHeadBytes: 100, maxBodyBytes: 100 }, ({ command }) => {
      commands.push(command);
      reader.stop();
    });
    reader.read(Buffer.from('A\n\n\0B\n\n\0'));
    reader.read(Buffer.from('C\n\n\0'));
    assert.deepEqual(commands, ['A']);
  });
});
