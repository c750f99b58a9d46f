import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FrameReader, type FrameLimits } from '../../../../lib/stomp/frames/frame-reader';
import { checkLinear } from '../../../support/cpu-time';

interface Read {
  command: string;
  headers: [string, string][];
  body: string | undefined;
}

const limits: FrameLimits = {
  maxHeadBytes: 10_000,
  maxHeaders: 1000,
  maxBodyBytes: 1000,
  maxSkippedHeadBytes: 20_000,
  maxSkippedBodyBytes: 5000,
};

function read(chunks: Buffer[], others: Partial<FrameLimits> = {}): Read[] {
  const frames: Read[] = [];
  const reader = new FrameReader({ ...limits, ...others }, ({ command, headers, body }) =>
    frames.push({ command, headers: Object.entries(headers), body: body?.toString('latin1') }),
  );
  for (const chunk of chunks) {
    reader.read(chunk);
  }
  return frames;
}

function readText(text: string, others?: Partial<FrameLimits>): Read[] {
  return read([Buffer.from(text)], others);
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

function split(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
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

  it('skips a frame whose head is too large, but keeps what it takes to answer it', () => {
    const answering = 'subscription:7\nmessage-id:m1\nack:a1\ncontent-length:4\n';
    for (const filling of [
      `b:${'c'.repeat(10_000)}\n`,
      'b:c\n'.repeat(1001),
      `x:1\n${'y'.repeat(10_000)}\n`,
    ]) {
      const frames = readText(
        `MESSAGE\n${filling}${answering}\na\0b\n\0MESSAGE\n${answering}${filling}\na\0b\n\0RECEIPT\nreceipt-id:1\n\n\0`,
      );
      const skipped = {
        command: 'MESSAGE',
        headers: [
          ['subscription', '7'],
          ['message-id', 'm1'],
          ['ack', 'a1'],
          ['content-length', '4'],
        ],
        body: undefined,
      };
      const receipt = { command: 'RECEIPT', headers: [['receipt-id', '1']], body: '' };
      assert.deepEqual(frames, [skipped, skipped, receipt]);
    }
  });

  it('reads a head that is just small enough', () => {
    const small = { maxHeadBytes: 100, maxHeaders: 2 };
    const [headers] = readText(`A\nb:${'c'.repeat(94)}\n\n\0`, small).map((frame) => frame.headers.length);
    assert.equal(headers, 1);
    assert.equal(readText(`A\nb:${'c'.repeat(95)}\n\n\0`, small)[0]?.body, undefined);
    assert.equal(readText('A\nb:1\nc:2\n\n\0', small)[0]?.body, '');
    assert.equal(readText('A\nb:1\nc:2\nd:3\n\n\0', small)[0]?.body, undefined);
  });

  it('does not answer with headers of any length', () => {
    const [frame] = readText(`MESSAGE\nack:${'a'.repeat(2000)}\nmessage-id:m\nb:${'c'.repeat(10_000)}\n\n\0`);
    assert.deepEqual(frame?.headers, [['message-id', 'm']]);
  });

  it('refuses an endless head, before its end has come', () => {
    const endless = {
      line: 'A'.repeat(20_001),
      header: `A\nb:${'c'.repeat(20_001)}`,
      headers: `A\n${'b:c\n'.repeat(5001)}`,
      'carriage returns': `A\n${'\r'.repeat(20_001)}`,
    };
    for (const text of Object.values(endless)) {
      assert.throws(() => readText(text), /longer than 20000 bytes/);
      const bytes = [...Buffer.from(text)].map((byte) => Buffer.of(byte));
      assert.throws(() => read(bytes), /longer than 20000 bytes/);
    }
  });

  it('refuses an endless body, declared or not', () => {
    for (const length of ['5001', '200000000', '9'.repeat(400)]) {
      assert.throws(() => readText(`MESSAGE\ncontent-length:${length}\n\n`), /longer than 5000 bytes/);
    }
    assert.throws(() => readText(`MESSAGE\n\n${'x'.repeat(5001)}`), /longer than 5000 bytes/);
    const chunks = Array.from({ length: 51 }, () => Buffer.alloc(100, 'x'));
    assert.throws(() => read([Buffer.from('MESSAGE\n\n'), ...chunks]), /longer than 5000 bytes/);
  });

  const long: Record<string, (size: number) => string> = {
    'a header of carriage returns': (size) => `MESSAGE\na:${'\r'.repeat(size)}b\n\n\0`,
    'lines of carriage returns': (size) => `MESSAGE\n${'a\r\r\r\n'.repeat(size / 5)}\n\0`,
    'a header of backslashes': (size) => `MESSAGE\na:${'\\'.repeat(size)}\n\n\0`,
    'a header without an end': (size) => `MESSAGE\na:${'b'.repeat(size)}`,
    'headers without an end': (size) => `MESSAGE\n${'a:b\n'.repeat(size / 4)}`,
    'heart-beats': (size) => '\n'.repeat(size),
    'a body': (size) => `MESSAGE\n\n${'b'.repeat(size)}\0`,
  };
  for (const [what, make] of Object.entries(long)) {
    it(`takes ten times as long for ten times as much: ${what}`, () => {
      const most = 1e7;
      const none: FrameLimits = {
        maxHeadBytes: most,
        maxHeaders: most,
        maxBodyBytes: most,
        maxSkippedHeadBytes: most,
        maxSkippedBodyBytes: most,
      };
      for (const chunkSize of [16, most]) {
        checkLinear((size) => read(split(Buffer.from(make(size)), chunkSize), none), 40_000);
      }
    });
  }

  it('refuses a content-length that is none, or is not true', () => {
    for (const length of ['-1', '1.5', '0x10', '1e3', 'many', '']) {
      assert.throws(() => readText(`MESSAGE\ncontent-length:${length}\n\nabc\0`), /is no number/);
    }
    assert.throws(() => readText('MESSAGE\ncontent-length:2\n\nabc\0'), /longer than its content-length/);
  });

  it('reads nothing more once it is stopped, not even of the same bytes', () => {
    const commands: string[] = [];
    const reader = new FrameReader(limits, ({ command }) => {
      commands.push(command);
      reader.stop();
    });
    reader.read(Buffer.from('A\n\n\0B\n\n\0'));
    reader.read(Buffer.from('C\n\n\0'));
    assert.deepEqual(commands, ['A']);
  });
});
