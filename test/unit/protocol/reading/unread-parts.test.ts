import assert from 'node:assert/strict';
import { eventExamples, parseEvent, unreadParts, type GcEvent } from '../../../../lib/protocol';
import { readings } from '../../../fixtures/readings';

const partsOf = (body: string) => unreadParts(parseEvent(body));

describe('unreadParts', () => {
  it('finds nothing in the examples of the catalogue', () => {
    for (const event of Object.values(eventExamples).flat() as GcEvent[]) {
      assert.deepEqual(unreadParts(event), [], JSON.stringify(event));
    }
  });

  it('finds nothing in what is read from the literal lines', () => {
    for (const { event, bodies } of readings) {
      assert.deepEqual(unreadParts(event), [], bodies[0]);
    }
  });

  it('says why a message is no event', () => {
    assert.deepEqual(partsOf('{"type":"State","agentId":"1081"'), [
      { kind: 'message', type: 'Unknown', detail: 'the message is not valid JSON' },
    ]);
    assert.deepEqual(partsOf('1081#State'), [
      { kind: 'message', type: 'Unknown', detail: 'State without state' },
    ]);
  });

  it('names attributes that no table has, and those in a form that is not known', () => {
    const body =
      '{"type":"InboundCall","agentId":"1081","dialogId":"7","state":"ALERTING","mood":"calm",' +
      '"participants":[[]],"__proto__":1}';
    assert.deepEqual(partsOf(body), [
      { kind: 'unknown-attribute', type: 'InboundCall', attribute: 'mood' },
      { kind: 'unread-attribute', type: 'InboundCall', attribute: 'participants' },
      { kind: 'unknown-attribute', type: 'InboundCall', attribute: '__proto__' },
    ]);
  });

  it('names words without a meaning, in lists once', () => {
    assert.deepEqual(partsOf('{"type":"State","agentId":"1081","state":"ON_BREAK"}'), [
      { kind: 'unknown-word', type: 'State', attribute: 'state', detail: 'ON_BREAK' },
    ]);
    const call =
      '{"type":"InboundCall","agentId":"1081","dialogId":"7","state":"ACTIVE","participants":' +
      '[{"extension":"1","state":"PARKED"},{"extension":"2","state":"PARKED"},{"extension":"3","state":"ACTIVE"}]}';
    assert.deepEqual(partsOf(call), [
      { kind: 'unknown-word', type: 'InboundCall', attribute: 'participants.state', detail: 'PARKED' },
    ]);
  });

  it('names a code that no table has', () => {
    assert.deepEqual(partsOf('{"type":"Error","agentId":"1081","code":"CF_NEVER_HEARD_OF"}'), [
      { kind: 'unknown-word', type: 'Error', attribute: 'code', detail: 'CF_NEVER_HEARD_OF' },
    ]);
  });

  it('says that a line has more fields than places', () => {
    const parts = partsOf('1081#State#NOT_READY#8#PENDING#x#2019-09-17 12:46:21#Ann Lee#1081#2001#one#more');
    assert.deepEqual(
      parts.filter(({ kind }) => kind === 'extra-fields'),
      [{ kind: 'extra-fields', type: 'State' }],
    );
  });

  it('names at most 50', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => [`x${index}`, 1]);
    const wide = { type: 'State', agentId: '1081', state: 'READY', ...Object.fromEntries(names) };
    assert.equal(partsOf(JSON.stringify(wide)).length, 50);
  });
});
