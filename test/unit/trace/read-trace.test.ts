import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { readTrace, type TraceLine } from '../../../lib/trace';

const at = '2026-11-29T10:00:00.000Z';
const header =
  '{"kind":"trace","version":1,"at":"2026-11-29T10:00:00.000Z","standIns":true,"destination":"d","commandQueue":"Connector1","package":"0.1.0"}';
const event =
  '{"kind":"event","at":"2026-11-29T10:00:01.000Z","body":"State#1081#READY","broker":"gc:61613"}';
const anEvent = {
  kind: 'event',
  at: '2026-11-29T10:00:01.000Z',
  body: 'State#1081#READY',
  broker: 'gc:61613',
};

async function read(...chunks: (string | Buffer)[]): Promise<TraceLine[]> {
  const lines: TraceLine[] = [];
  for await (const line of readTrace(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) {
    lines.push(line);
  }
  return lines;
}

/** What is read from one line behind a header. */
async function readOne(line: string | Buffer): Promise<unknown> {
  const [, second, ...others] = await read(`${header}\n`, line, '\n');
  assert.deepEqual(others, []);
  assert.equal(second?.line, 2);
  return 'problem' in second ? second.problem : 'entry' in second ? second.entry : second.header;
}

describe('reading a trace', () => {
  it('reads the header and each kind of entry, with the number of its line', async () => {
    const entries = [
      {
        kind: 'event',
        at,
        body: 'b',
        cutFrom: 9,
        jmsType: 'OUT',
        broker: 'gc:1',
        headers: { timestamp: '1' },
      },
      { kind: 'event', at, body: '', broker: 'gc:1', from: 'queue' },
      {
        kind: 'command',
        id: 1,
        name: 'MakeCall',
        at,
        body: '2002',
        jmsType: 'MakeCall#1081',
        broker: 'gc:1',
      },
      { kind: 'outcome', at, id: 1, name: 'MakeCall', agentId: '1081', outcome: 'confirmed', tookMs: 12 },
      { kind: 'outcome', at, name: 'Hello', outcome: 'GC_TIMEOUT', tookMs: 0 },
      { kind: 'health', at, broker: 'connected', gc: 'silent', reason: 'GC does not answer.' },
      { kind: 'gap', at, entries: 3 },
    ];
    const lines = await read(`${header}\n${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`);
    assert.deepEqual(lines, [
      { line: 1, header: JSON.parse(header) as unknown },
      ...entries.map((entry, index) => ({ line: index + 2, entry })),
    ]);
  });

  it('reads a line however its bytes come', async () => {
    const text = Buffer.from(`${header}\n${event.replace('1081', '1081 Zoë 😀')}\n`);
    const whole = await read(text);
    assert.equal(whole.length, 2);
    assert.deepEqual(await read(...[...text].map((byte) => Buffer.from([byte]))), whole);
  });

  it('takes what editors and systems add: a byte order mark, carriage returns, empty lines', async () => {
    assert.deepEqual(await read(`\uFEFF${header}\r\n\r\n${event}\r\n\n`), [
      { line: 1, header: JSON.parse(header) as unknown },
      { line: 3, entry: anEvent },
    ]);
  });

  it('keeps no field that a kind does not have, and takes none from a prototype', async () => {
    const foreign = '"x":1,"__proto__":{"from":"queue"},"constructor":"x","id":"?"';
    assert.deepEqual(await readOne(`{${foreign},${event.slice(1)}`), anEvent);
    const headers = '{"__proto__":"a","toString":"b"}';
    const read = (await readOne(event.replace('}', `,"headers":${headers}}`))) as { headers: object };
    assert.equal(JSON.stringify(read.headers), headers);
  });

  it('says where the header is missing, and reads on', async () => {
    assert.deepEqual(await read(`${event}\n${event}`), [
      { line: 1, problem: 'the header of the trace is missing: it does not begin here' },
      { line: 1, entry: anEvent },
      { line: 2, entry: anEvent },
    ]);
  });

  it('reads traces that stand one behind the other', async () => {
    const later = header.replace('}', ',"entriesBefore":1}');
    const kinds = (await read(`${header}\n${event}\n${later}\n${event}\n`)).map(
      (line) => Object.keys(line)[1],
    );
    assert.deepEqual(kinds, ['header', 'entry', 'header', 'entry']);
  });

  it('names a line that is cut off at the end', async () => {
    assert.deepEqual((await read(`${header}\n${event.slice(0, 40)}`)).at(-1), {
      line: 2,
      problem: 'the line is cut off: the file ends in it',
    });
  });

  const bad: readonly (readonly [string, string | Buffer, string])[] = [
    ['text', 'State#1081#READY', 'the line is not JSON'],
    ['half a line', event.slice(0, 30), 'the line is not JSON'],
    ['two lines in one', `${event}${event}`, 'the line is not JSON'],
    ['a number', '7', 'the line is JSON, but not an object'],
    ['null', 'null', 'the line is JSON, but not an object'],
    ['a list', '[{}]', 'the line is JSON, but not an object'],
    ['brackets in brackets', `${'['.repeat(400_000)}`, 'the line is not JSON'],
    ['foreign JSON', '{"level":30,"msg":"x"}', 'the line is JSON, but not of a trace: it has no "kind"'],
    [
      'a NUL',
      Buffer.from(`${event.slice(0, 9)}\0${event.slice(9)}`),
      'the line has a NUL character: the file is damaged, or not in UTF-8',
    ],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'the line is not in UTF-8'],
    ['half a character', Buffer.from([0x22, 0xc3, 0x22]), 'the line is not in UTF-8'],
    ['a line that is too long', `"${'x'.repeat(1_048_576)}"`, 'the line is longer than 1048576 bytes'],
    ['another kind', '{"kind":"sql"}', '"kind" must be one of trace, event, command, outcome, health, gap'],
    ['a kind that is no text', '{"kind":{}}', '"kind" must be a text of at most 1000 characters on one line'],
    [
      'a later version',
      header.replace('"version":1', '"version":2'),
      'the trace is of a version that this package does not read: it reads version 1',
    ],
    [
      'a header with something else in it',
      header.replace('true', '"yes"'),
      '"standIns" must be true or false',
    ],
    ['a body that is no text', event.replace('"State#1081#READY"', '{}'), '"body" must be a text'],
    [
      'no broker',
      event.replace('broker', 'brokers'),
      '"broker" must be a text of at most 1000 characters on one line',
    ],
    [
      'a broker on two lines',
      event.replace('gc:61613', 'gc\\n61613'),
      '"broker" must be a text of at most 1000 characters on one line',
    ],
    [
      'a time of no day',
      event.replace('11-29', '13-29'),
      '"at" must be a time as in 2026-11-29T10:00:00.000Z',
    ],
    [
      'a time of another form',
      event.replace('"2026-11-29T10:00:01.000Z"', '1'),
      '"at" must be a time as in 2026-11-29T10:00:00.000Z',
    ],
    ['from elsewhere', event.replace('}', ',"from":"topic"}'), '"from" must be queue'],
    [
      'headers in a list',
      event.replace('}', ',"headers":["a"]}'),
      '"headers" must be an object of at most 16 texts',
    ],
    [
      'a header that is no text',
      event.replace('}', ',"headers":{"a":1}}'),
      'each value in "headers" must be a text of at most 1000 characters on one line',
    ],
    [
      'too many headers',
      event.replace(
        '}',
        `,"headers":${JSON.stringify(Object.fromEntries(Array.from({ length: 17 }, (_, index) => [index, ''])))}}`,
      ),
      '"headers" must be an object of at most 16 texts',
    ],
    [
      'a command without a number',
      `{"kind":"command","name":"Hello","at":"${at}","body":"","broker":"b"}`,
      '"id" must be a whole number from 1',
    ],
    [
      'a time that is not over',
      `{"kind":"outcome","name":"Hello","at":"${at}","outcome":"sent","tookMs":-1}`,
      '"tookMs" must be a whole number from 0',
    ],
    [
      'a gap of half an entry',
      `{"kind":"gap","at":"${at}","entries":0.5}`,
      '"entries" must be a whole number from 0',
    ],
  ];
  for (const [what, line, problem] of bad) {
    it(`names ${what}`, async () => {
      assert.equal(await readOne(line), problem);
    });
  }

  it('goes on behind each bad line', async () => {
    const mixed = [header, ...bad.flatMap(([, line]) => [line, event])].map((line) => Buffer.from(line));
    const lines = await read(...mixed.flatMap((line) => [line, Buffer.from('\n')]));
    assert.equal(lines.filter((line) => 'entry' in line).length, bad.length);
    assert.equal(lines.filter((line) => 'problem' in line).length, bad.length);
    assert.equal(lines.at(-1)?.line, mixed.length);
  });

  it('passes on what the source throws', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from(`${header}\n`));
      throw new Error('EIO');
    }
    const lines: TraceLine[] = [];
    await assert.rejects(async () => {
      for await (const line of readTrace(broken())) {
        lines.push(line);
      }
    }, /EIO/);
    assert.equal(lines.length, 1);
  });
});
