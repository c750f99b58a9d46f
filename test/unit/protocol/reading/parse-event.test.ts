import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatEvent, formatOf, parseEvent } from '../../../../lib/protocol';
import { readings } from '../../../fixtures/readings';

describe('parseEvent', () => {
  for (const { event, bodies } of readings) {
    for (const body of bodies) {
      it(`reads ${body}`, () => {
        assert.deepEqual(parseEvent(body), event);
      });
    }
  }

  it('keeps what it does not know', () => {
    assert.deepEqual(parseEvent('{"type":"State","agentId":"1","state":"READY","mood":{"today":1}}'), {
      type: 'State',
      agentId: '1',
      state: 'READY',
      mood: { today: 1 },
    });
    assert.deepEqual(parseEvent('System#IN_SERVICE#more#still more'), {
      type: 'System',
      status: 'IN_SERVICE',
      extraFields: ['more', 'still more'],
    });
  });

  it('does not take over what only the client can say of an event', () => {
    const event = { type: 'State', agentId: '1', state: 'READY' } as const;
    assert.deepEqual(parseEvent('{"type":"State","agentId":"1","state":"READY","recovered":true}'), event);
    for (const format of ['json', 'text', 'text-old'] as const) {
      assert.equal(formatEvent({ ...event, recovered: true }, format), formatEvent(event, format));
    }
  });

  for (const [body, reason] of [
    ['', 'the message is empty'],
    ['  \n', 'the message is empty'],
    ['hello', 'the message is no event of GC'],
    ['1081#Dance#fast', 'the message is no event of GC'],
    ['{"type":', 'the message is not valid JSON'],
    ['{}', 'the message has no type'],
    ['{"type":"Dance"}', 'the type of the message is not known'],
    ['{"type":"__proto__"}', 'the type of the message is not known'],
    ['{"type":"State","state":"READY"}', 'State without agentId'],
    ['#State#READY', 'State without agentId'],
    ['1081#State', 'State without state'],
  ] as const) {
    it(`calls ${JSON.stringify(body)} unknown: ${reason}`, () => {
      assert.deepEqual(parseEvent(body), { type: 'Unknown', reason, raw: body });
    });
  }

  it('treats names of object properties as plain data', () => {
    const event = parseEvent(
      '1081#InboundCall#ACTIVE#DialogID:5#0300#__proto__=a|constructor=b|hasOwnProperty=c##Ann Lee',
    );
    assert.ok(event.type === 'InboundCall');
    assert.deepEqual(Object.entries(event.callVariables ?? {}), [
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['hasOwnProperty', 'c'],
    ]);
    const json = parseEvent('{"type":"State","agentId":"1","state":"READY","__proto__":{"polluted":true}}');
    assert.equal((json as unknown as { polluted?: boolean }).polluted, undefined);
    assert.equal(Object.hasOwn(json, '__proto__'), true);
    assert.equal(parseEvent('1#State#constructor').type, 'State');
    assert.equal(parseEvent('1#InboundCall#__proto__#Ann').type, 'InboundCall');
  });

  it('never throws', () => {
    const seeds = readings.flatMap(({ bodies }) => bodies);
    const mutated = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(8), fc.string())
      .map(([body, at, cut, insert]) => {
        const position = at % (body.length + 1);
        return body.slice(0, position) + insert + body.slice(position + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), mutated), (body) => {
        assert.equal(typeof parseEvent(body).type, 'string');
      }),
      { numRuns: 5000 },
    );
  });
});

describe('formatOf', () => {
  it('tells JSON from text', () => {
    assert.equal(formatOf(' {"type":"System"}'), 'json');
    assert.equal(formatOf('System#IN_SERVICE'), 'text');
  });
});

describe('formatEvent', () => {
  const fullName = 'Ann Lee';

  for (const [event, json, text, old] of [
    [
      { type: 'System', status: 'IN_SERVICE' },
      '{"type":"System","status":"IN_SERVICE"}',
      'System#IN_SERVICE',
      'System#IN_SERVICE',
    ],
    [
      {
        type: 'State',
        agentId: '1081',
        state: 'NOT_READY',
        reasonCode: '8',
        stateChangeTime: '2019-09-17 12:46:21',
      },
      '{"type":"State","agentId":"1081","state":"NOT_READY","reasonCode":"8","stateChangeTimeString":"","pendingState":"","stateChangeTime":"2019-09-17 12:46:21"}',
      '1081#State#NOT_READY#8#Ann Lee',
      '1081#State#NOT_READY#Ann Lee',
    ],
    [
      { type: 'State', agentId: '1081', state: 'RE_LOGIN' },
      '{"type":"State","agentId":"1081","state":"RE_LOGIN","reasonCode":"","stateChangeTimeString":"","pendingState":"","stateChangeTime":""}',
      '1081#State#RE_LOGIN',
      '1081#State#RE_LOGIN',
    ],
    [
      {
        type: 'NewInboundCall',
        agentId: '1081',
        dialogId: '5',
        fromAddress: '0300',
        callVariables: { ani: '0300', callVariable1: 'gold' },
      },
      '{"type":"NewInboundCall","dialogID":"5","fromAddress":"0300","callVariables":{"ani":"0300","callVariable1":"gold"},"agentId":"1081"}',
      '1081#NewInboundCall#0300#0300|callVariable1=gold#DialogID:5',
      '1081#NewInboundCall#0300#0300,gold#DialogID:5',
    ],
    [
      {
        type: 'InboundCall',
        agentId: '1081',
        state: 'ACTIVE',
        dialogId: '5',
        fromAddress: '0300',
        callVariables: { callVariable1: 'gold' },
        startTime: '2019-09-17 12:46:21',
      },
      '{"type":"InboundCall","dialogID":"5","state":"ACTIVE","startTime":"2019-09-17 12:46:21","prevDialogId":"","fromAddress":"0300","callVariables":{"callVariable1":"gold"},"agentId":"1081"}',
      '1081#InboundCall#ACTIVE#DialogID:5#0300#callVariable1=gold#2019-09-17 12:46:21#Ann Lee',
      '1081#InboundCall#ACTIVE#Ann Lee',
    ],
    [
      { type: 'InboundCall', agentId: '1081', state: 'DROP', dialogId: '5' },
      '{"type":"InboundCall","dialogID":"5","state":"DROP","startTime":"","prevDialogId":"","fromAddress":"","agentId":"1081"}',
      '1081#InboundCall#DROP#DialogID:5####Ann Lee',
      '1081#InboundCall#DROP#DialogID:5#Ann Lee',
    ],
    [
      { type: 'InboundCall', agentId: '1081', state: 'FAILED', dialogId: '5', cause: 'BUSY' },
      '{"type":"InboundCall","dialogID":"5","state":"FAILED","startTime":"","prevDialogId":"","fromAddress":"","agentId":"1081","cause":"BUSY"}',
      '1081#InboundCall#FAILED#DialogID:5#BUSY#Ann Lee',
      '1081#InboundCall#FAILED#DialogID:5#BUSY#Ann Lee',
    ],
    [
      {
        type: 'ReasonCodes',
        agentId: '1081',
        category: 'WrapUp',
        reasonCodes: [
          { code: '1', label: 'Complaint' },
          { code: '2', label: 'Inquiry New' },
        ],
      },
      '{"type":"ReasonCodes","category":"WrapUp","reasonCodes":[{"1":"Complaint"},{"2":"Inquiry New"}],"agentId":"1081"}',
      '1081#ReasonCodes#Category:WrapUp#Codes:1,2#Labels:Complaint,Inquiry New#Ann Lee',
      '1081#ReasonCodes#Category:WrapUp#Codes:1,2#Labels:Complaint,Inquiry New#Ann Lee',
    ],
    [
      { type: 'Error', agentId: '1081', code: 'CF_RESOURCE_BUSY' },
      '{"type":"Error","code":"CF_RESOURCE_BUSY","agentId":"1081"}',
      '1081#Error#CF_RESOURCE_BUSY',
      '1081#Error#CF_RESOURCE_BUSY',
    ],
  ] as const) {
    it(`writes ${event.type} ${'state' in event ? event.state : ''} in every format`, () => {
      assert.equal(formatEvent(event, 'json', { fullName }), json);
      assert.equal(formatEvent(event, 'text', { fullName }), text);
      assert.equal(formatEvent(event, 'text-old', { fullName }), old);
    });
  }
});
