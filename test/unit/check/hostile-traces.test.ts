import assert from 'node:assert/strict';
import { checkTrace } from '../../../lib/check/offline/check-trace-file';
import { hasProblem, type Finding } from '../../../lib/check/report/finding';

const header =
  '{"kind":"trace","version":1,"at":"2026-11-29T10:00:00.000Z","standIns":false,"destination":"desk","commandQueue":"Connector1","package":"1.0.0"}';
const at = '"at":"2026-11-29T10:00:01.000Z","broker":"127.0.0.1:61613"';

function event(body: string): string {
  return `{"kind":"event",${at},"body":${JSON.stringify(body)}}`;
}

async function* bytes(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (const chunk of chunks) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
}

async function findings(...lines: string[]): Promise<Finding[]> {
  const { report } = await checkTrace(bytes(lines.join('\n')));
  return report.parts.flatMap((part) => part.findings).filter(({ severity }) => severity !== 'open');
}

describe('gc-check of a trace that is none, or damaged', () => {
  it('says that an empty file has no line of a trace', async () => {
    const { report, profile } = await checkTrace(bytes());
    assert.equal(hasProblem(report), true);
    assert.deepEqual(profile.dialect, {});
    assert.deepEqual(
      (await findings()).map(({ id }) => id),
      ['trace-empty'],
    );
  });

  it('names each kind of bad line once, with how often and where first', async () => {
    const found = await findings(
      header,
      '{"kind":"event","at":',
      'rubbish',
      '{"name":"package.json"}',
      '[1, 2, 3]',
      'a\0b',
      event('System#IN_SERVICE'),
    );
    const lines = found.filter(({ id }) => id === 'trace-line');
    assert.deepEqual(
      lines.map(({ what, where, count }) => [what, where?.line, count]),
      [
        ['A line of the file could not be used: the line is not JSON.', 2, 2],
        [
          'A line of the file could not be used: the line is JSON, but not of a trace: it has no "kind".',
          4,
          1,
        ],
        ['A line of the file could not be used: the line is JSON, but not an object.', 5, 1],
        [
          'A line of the file could not be used: the line has a NUL character: the file is damaged, or not in UTF-8.',
          6,
          1,
        ],
      ],
    );
  });

  it('looks at a trace without a header, and says that it has none', async () => {
    const found = await findings(event('System#IN_SERVICE'));
    assert.match(found[0]?.what ?? '', /the header of the trace is missing/);
  });

  it('takes bytes as they come', async () => {
    const text = Buffer.from(`${header}\n${event('1081#State#READY##Änna')}\n`);
    const single = [...text].map((byte) => Buffer.from([byte]));
    const { report } = await checkTrace(bytes(...single));
    assert.equal(report.parts[0]?.facts?.find(({ name }) => name === 'events')?.value, '1');
    assert.equal(hasProblem(report), false);
  });

  it('survives what GC can say: names of objects, long texts, deep lists, control characters', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const found = await findings(
      header,
      event('{"type":"State","agentId":"__proto__","state":"constructor","stateChangeTime":"soon"}'),
      event('{"type":"State","agentId":"__proto__","state":"READY","stateChangeTime":"soon"}'),
      event('{"type":"InboundCall","agentId":"1","state":"x","dialogID":"__proto__","callVariables":null}'),
      event(`{"type":"InboundCall","agentId":"1","state":"${'long '.repeat(10_000)}"}`),
      event(deep),
      event('\u0007\u001b[31m#State#\u202eREADY'),
      event('#'.repeat(100_000)),
      `{"kind":"command",${at},"id":1,"name":"__proto__","jmsType":"constructor#1","body":""}`,
      `{"kind":"outcome",${at},"id":1,"name":"toString","outcome":"__proto__","tookMs":0}`,
      `{"kind":"outcome",${at},"id":99,"name":"MakeCall","outcome":"GC_TIMEOUT","tookMs":1}`,
    );
    const texts = found.flatMap(({ what, where }) => [what, where?.text ?? '']);
    assert.deepEqual(
      texts.filter((text) => text.length > 400 || /[\p{Cc}\u202e]/u.test(text)),
      [],
    );
    assert.ok(found.some(({ id }) => id === 'clock-form'));
  });

  it('keeps to a bound, whatever thousands of lines say', async () => {
    const many = async function* () {
      await Promise.resolve();
      yield Buffer.from(`${header}\n`);
      for (let block = 0; block < 6; block += 1) {
        const lines = Array.from({ length: 500 }, (_, index) => {
          const number = block * 500 + index;
          return `${event(`${number}#State#WORD_${number}##Name`)}\n`;
        });
        yield Buffer.from(lines.join(''));
      }
    };
    const { report } = await checkTrace(many());
    const unread = report.parts.find(({ id }) => id === 'unread');
    assert.equal(unread?.findings.length, 201);
    assert.equal(unread.findings.at(-1)?.count, 3000 - 200);
  });
});
