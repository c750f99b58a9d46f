import assert from 'node:assert/strict';
import sinon from 'sinon';
import { parseEvent } from '../../../../lib/protocol';
import { Redactor, Secrets } from '../../../../lib/trace';
import { UnreadRecord } from '../../../../lib/client/metrics/unread-record';

describe('what the client could not read', () => {
  let secrets: Secrets;
  let record: UnreadRecord;
  let redacting: sinon.SinonSpy;

  beforeEach(() => {
    secrets = new Secrets(['hunter-22']);
    const redactor = new Redactor({
      standIns: true,
      destination: 'test-client',
      key: Buffer.alloc(32),
      secrets,
    });
    redacting = sinon.spy(redactor, 'event');
    record = new UnreadRecord(redactor);
  });

  function take(raw: string, receivedAt = 1_790_000_000_000): void {
    record.note(parseEvent(raw), { raw, receivedAt });
  }

  const stateOf = (state: string) => `{"type":"State","agentId":"1081","state":"${state}"}`;

  it('is nothing while all can be read', () => {
    take(stateOf('READY'));
    take('1081#State#READY##Ann Lee');
    assert.deepEqual(record.read(), { messages: 0, findings: [] });
  });

  it('is counted by what it is, with the last message', () => {
    take('03001234567 is no event', 1);
    take(stateOf('ON_BREAK'), 2);
    take('03001234567 is another one', 3);
    const { messages, findings } = record.read();
    assert.equal(messages, 3);
    assert.deepEqual(
      findings.map(({ line: _, ...finding }) => finding),
      [
        {
          kind: 'unknown-word',
          type: 'State',
          attribute: 'state',
          detail: 'ON_BREAK',
          count: 1,
          lastAt: 2,
        },
        { kind: 'message', type: 'Unknown', detail: 'the message is no event of GC', count: 2, lastAt: 3 },
      ],
    );
  });

  it('shows messages without passwords, and with stand-ins', () => {
    take('03001234567 asks for Ann Lee with hunter-22');
    take('{"type":"State","agentId":"1081","state":"READY","password":"never-shown","mood":"calm"}');
    take('{"type":"AgentState","agentId":"1081","Password":"never-shown"');
    const lines = record.read().findings.map(({ line }) => line);
    assert.equal(lines.length, 4);
    assert.doesNotMatch(lines.join('\n'), /03001234567|Ann|Lee|hunter-22|never-shown/);
    assert.match(String(lines[0]), /^\d{11} /);
  });

  it('shows no password that became known after the message was shown', () => {
    take(stateOf('HUNTER_23'));
    assert.match(JSON.stringify(record.read()), /HUNTER_23/);
    secrets.learn('HUNTER_23');
    assert.doesNotMatch(JSON.stringify(record.read()), /HUNTER_23/);
  });

  it('counts a message once, and each part of it', () => {
    take('{"type":"State","agentId":"1081","state":"ON_BREAK","mood":"calm","weather":"fine"}');
    const { messages, findings } = record.read();
    assert.equal(messages, 1);
    assert.deepEqual(
      findings.map(({ attribute }) => attribute),
      ['state', 'mood', 'weather'],
    );
  });

  it('makes what may be shown only when somebody asks, and once for each message', () => {
    for (let count = 0; count < 1000; count += 1) {
      take(`no event ${count}`);
    }
    sinon.assert.notCalled(redacting);
    record.read();
    record.read();
    sinon.assert.calledOnceWithExactly(redacting, 'no event 999');
  });

  it('keeps 50, and forgets what came longest ago', () => {
    for (let word = 0; word < 60; word += 1) {
      take(stateOf(`WORD_${word}`));
      take(stateOf('WORD_0'));
    }
    const words = record.read().findings.map(({ detail }) => detail);
    assert.equal(words.length, 50);
    assert.ok(words.includes('WORD_0'));
    assert.ok(words.includes('WORD_59'));
    assert.ok(!words.includes('WORD_10'));
  });

  it('is bounded, whatever GC sends', () => {
    take(stateOf('W'.repeat(30_000)));
    take(`no event${'!'.repeat(32_000)}`);
    take(`${'?'.repeat(100_000)}`);
    const { findings } = record.read();
    const [word, event] = findings;
    assert.ok((word?.detail ?? '').length <= 50);
    assert.equal(word?.line?.length, 4000);
    // The last message was too long to be kept.
    assert.deepEqual([event?.count, event?.line], [2, undefined]);
  });

  it('takes names from GC for nothing but names', () => {
    take('{"type":"State","agentId":"1081","state":"READY","__proto__":{"x":1},"constructor":"y\\u202e"}');
    assert.deepEqual(
      record.read().findings.map(({ attribute }) => attribute),
      ['__proto__', 'constructor'],
    );
    take(stateOf('A\\u202eB\\nC'));
    assert.equal(record.read().findings.at(-1)?.detail, 'A?B?C');
  });

  it('has no line of a message that may not be kept', () => {
    record.note({ type: 'AgentState', agentId: '1081', extra: '1' } as never, { raw: '', receivedAt: 1 });
    assert.deepEqual(record.read().findings, [
      { kind: 'unknown-attribute', type: 'AgentState', attribute: 'extra', count: 1, lastAt: 1 },
    ]);
  });
});
