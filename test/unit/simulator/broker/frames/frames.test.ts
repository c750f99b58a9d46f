import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProtocolError } from '../../../../../lib/simulator/broker/errors';
import type { Header } from '../../../../../lib/simulator/broker/frames/frame';
import { FrameReader } from '../../../../../lib/simulator/broker/frames/frame-reader';
import { formatFrame, headerLines } from '../../../../../lib/simulator/broker/frames/frame-writer';
import type { StompVersion } from '../../../../../lib/simulator/broker/frames/versions';
import { limits } from '../../../../../lib/simulator/broker/limits';

const { headerBytes, headers: mostHeaders, bodyBytes } = limits.frame;

const manyHeaders = Array.from({ length: mostHeaders + 1 }, (_, index) => `h${index}:\n`).join('');

function write(version: StompVersion, headers: readonly Header[], body: string | Uint8Array): Buffer {
  return Buffer.concat(formatFrame('MESSAGE', headerLines(version, headers), Buffer.from(body)));
}

function readAll(
  bytes: Buffer | string,
  version: StompVersion = '1.2',
  reader = new FrameReader(),
): unknown[] {
  reader.version = version;
  return [...reader.read(Buffer.from(bytes))].map(({ command, headers, body }) => ({
    command,
    headers: [...headers],
    body: body.toString('latin1'),
  }));
}

function refuses(bytes: Buffer | string, pattern: RegExp, version?: StompVersion): void {
  assert.throws(
    () => readAll(bytes, version),
    (error: unknown) => error instanceof ProtocolError && pattern.test(error.message),
  );
}

/** Cuts the bytes at the given fractions of their length. */
function cut(bytes: Buffer, fractions: readonly number[]): Buffer[] {
  const places = [
    0,
    ...fractions.map((f) => Math.floor(f * bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ];
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}

const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

describe('broker: reading frames', () => {
  it('reads command, headers and body', () => {
    assert.deepEqual(readAll('SEND\ndestination:/queue/a\ntype:Login#1081\n\nhello\0'), [
      {
        command: 'SEND',
        headers: [
          ['destination', '/queue/a'],
          ['type', 'Login#1081'],
        ],
        body: 'hello',
      },
    ]);
  });

  it('takes line ends between frames for heart-beats', () => {
    assert.deepEqual(
      readAll('\n\r\n\nA\n\n\0\n\nB\n\n\0\n').map((frame) => (frame as { command: string }).command),
      ['A', 'B'],
    );
  });

  it('reads a counted body with NULs in it', () => {
    assert.deepEqual(readAll('SEND\ncontent-length:3\n\na\0b\0'), [
      { command: 'SEND', headers: [['content-length', '3']], body: 'a\0b' },
    ]);
  });

  it('lets the first of two equal headers count', () => {
    assert.deepEqual(readAll('SEND\nfoo:1\nfoo:2\n\n\0'), [
      { command: 'SEND', headers: [['foo', '1']], body: '' },
    ]);
  });

  it('knows no magic header names', () => {
    assert.deepEqual(readAll('SEND\nhasOwnProperty:1\n__proto__:2\n\n\0'), [
      {
        command: 'SEND',
        headers: [
          ['hasOwnProperty', '1'],
          ['__proto__', '2'],
        ],
        body: '',
      },
    ]);
  });

  const meanings: [StompVersion, string, string][] = [
    ['1.2', 'k\\cey: a\\nb\\rc\\\\d:e \r', 'k:ey= a\nb\rc\\d:e '],
    ['1.1', 'k\\cey: a\\nb\\\\d:e \r', 'k:ey= a\nb\\d:e '],
    ['1.0', 'key: a\\nb:c \r', 'key=a\\nb:c'],
  ];
  for (const [version, line, meant] of meanings) {
    it(`reads the header ${JSON.stringify(line)} as STOMP ${version} means it`, () => {
      const reader = new FrameReader();
      reader.version = version;
      const [frame] = [...reader.read(Buffer.from(`SEND\n${line}\n\n\0`))];
      assert.deepEqual(
        [...(frame?.headers ?? [])].map(([name, value]) => `${name}=${value}`),
        [meant],
      );
    });
  }

  it('changes the version between two frames of one chunk', () => {
    const reader = new FrameReader();
    const values: (string | undefined)[] = [];
    for (const frame of reader.read(Buffer.from('A\nk:x\\cy\n\n\0B\nk:x\\cy\n\n\0'))) {
      values.push(frame.headers.get('k'));
      reader.version = '1.1';
    }
    assert.deepEqual(values, ['x\\cy', 'x:y']);
  });

  const rubbish: [string, string | Buffer, RegExp][] = [
    ['an HTTP request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', /not a STOMP command/],
    [
      'a TLS handshake',
      Buffer.from('16030100f8010000f40303' + '00'.repeat(40), 'hex'),
      /not a STOMP command/,
    ],
    ['an endless command', 'A'.repeat(100), /not a STOMP command/],
    ['a small letter', 'send\n', /not a STOMP command/],
    ['a header without colon', 'SEND\nfoo\n', /no colon/],
    ['an unknown escape', 'SEND\na:b\\t\n', /no header escape \\t/],
    ['a backslash at the end', 'SEND\na:b\\\n', /no header escape \\/],
    ['no blank line', 'SEND\na:b\n\0', /before the blank line/],
    ['too long a header', `SEND\na:${'b'.repeat(headerBytes)}`, /header line may have/],
    ['too many headers', `SEND\n${manyHeaders}\n\0`, /200 headers/],
    ['a content-length that is no number', 'SEND\ncontent-length:-1\n\n', /not a number/],
    ['too large a content-length', `SEND\ncontent-length:${bodyBytes + 1}\n\n`, /body may have/],
    ['an absurd content-length', `SEND\ncontent-length:${'9'.repeat(400)}\n\n`, /body may have/],
    ['too large a body', `SEND\n\n${'x'.repeat(bodyBytes + 2)}`, /body may have/],
    ['a body longer than counted', 'SEND\ncontent-length:1\n\nab\0', /longer than its content-length/],
  ];
  for (const [name, bytes, pattern] of rubbish) {
    it(`refuses ${name}`, () => refuses(bytes, pattern));
  }

  it('refuses \\r as an escape in STOMP 1.1', () => refuses('SEND\na:\\r\n', /no header escape \\r/, '1.1'));

  it('takes the largest body, counted and not', () => {
    const body = 'x'.repeat(bodyBytes);
    assert.equal(readAll(`SEND\n\n${body}\0SEND\ncontent-length:${bodyBytes}\n\n${body}\0`).length, 2);
  });

  it('gives the same frames however the bytes are cut', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const frame = fc.tuple(
      fc.array(fc.tuple(text, text), { maxLength: 5 }),
      fc.uint8Array({ maxLength: 50 }),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), fractions, (frames, places) => {
        const bytes = Buffer.concat(
          frames.map(([headers, body]) => {
            const clean = headers.map(
              ([n, v]) => [`h${n}`.replaceAll('\0', ''), v.replaceAll('\0', '')] as const,
            );
            return write('1.2', [['content-length', `${body.length}`], ...clean], body);
          }),
        );
        const reader = new FrameReader();
        const pieces = cut(bytes, places).flatMap((piece) => readAll(piece, '1.2', reader));
        assert.deepEqual(pieces, readAll(bytes));
        assert.equal(pieces.length, frames.length);
      }),
    );
  });

  it('gives back what was written', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const version = fc.constantFrom<StompVersion>('1.1', '1.2');
    fc.assert(
      fc.property(version, text, text, text, (spoken, name, value, body) => {
        fc.pre(![name, value, body].some((part) => /[\0\r]/.test(part)));
        const bytes = write(spoken, [[name, value]], body);
        const expected = {
          command: 'MESSAGE',
          headers: [[name, value]],
          body: Buffer.from(body).toString('latin1'),
        };
        fc.pre(name !== 'content-length');
        assert.deepEqual(readAll(bytes, spoken), [expected]);
      }),
    );
  });

  it('answers any bytes with frames or a ProtocolError', () => {
    const stompish = fc.constantFrom(
      'SEND\n',
      'a:b\n',
      '\n',
      '\0',
      '\\',
      ':',
      'content-length:2\n',
      '\r\n',
      'é',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(stompish, fc.string({ maxLength: 5 }))), (parts) => {
        try {
          readAll(parts.join(''));
        } catch (error) {
          assert.ok(error instanceof ProtocolError);
        }
      }),
    );
  });

  it('reads a large body that comes byte by byte in reasonable time', () => {
    const bytes = Buffer.from(`SEND\n\n${'x'.repeat(200_000)}\0`);
    const reader = new FrameReader();
    const frames = [...bytes].flatMap((byte) => [...reader.read(Buffer.of(byte))]);
    assert.equal(frames[0]?.body.length, 200_000);
  });
});

describe('broker: writing frames', () => {
  const headers = [['na:me', 'a\nb\rc\\d:e é😀']] as const;
  const written: [StompVersion, string][] = [
    ['1.2', 'MESSAGE\nna\\cme:a\\nb\\rc\\\\d\\ce é😀\n\nbody\0\n'],
    ['1.1', 'MESSAGE\nna\\cme:a\\nb\rc\\\\d\\ce é😀\n\nbody\0\n'],
    ['1.0', 'MESSAGE\nna:me:a b c\\d:e é😀\n\nbody\0\n'],
  ];
  for (const [version, bytes] of written) {
    it(`escapes headers as STOMP ${version}`, () =>
      assert.equal(write(version, headers, 'body').toString(), bytes));
  }
});
