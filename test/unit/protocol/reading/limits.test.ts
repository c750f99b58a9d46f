import assert from 'node:assert/strict';
import {
  eventRow,
  events,
  formatEvent,
  parseEvent,
  type EventType,
  type GcEvent,
} from '../../../../lib/protocol';
import { bounds, cutMark } from '../../../../lib/protocol/reading/limits';
import { plainCopy } from '../../../../lib/nodered';
import { lineOf } from '../../../../plugins/gc-sidebar/runtime/event-lines';

const types = Object.keys(events) as EventType[];

/** Every attribute of every event, as GC's JSON may have it. */
const attributes = types.flatMap((type) => {
  const { attributes: table, further } = eventRow(type);
  return [...Object.keys({ ...table, ...further }), 'anythingElse'].map((name) => [type, name] as const);
});

const deep: Readonly<Record<string, (levels: number) => string>> = {
  objects: (levels) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
  lists: (levels) => `${'['.repeat(levels)}${']'.repeat(levels)}`,
  both: (levels) => `${'[{"name":"a","value":'.repeat(levels)}1${'}]'.repeat(levels)}`,
};

function bodyWith(type: string, name: string, json: string): string {
  return `{"type":"${type}","agentId":"1","state":"ACTIVE","${name}":${json}}`;
}

function depthOf(value: unknown): number {
  return typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;
}

/** All that happens to an event on its way: none of it may fail. */
function handOn(event: GcEvent): void {
  JSON.stringify(event);
  structuredClone(event);
  plainCopy(event);
  lineOf('GC', event, 0);
  if (event.type !== 'Unknown') {
    formatEvent(event, 'json');
    formatEvent(event, 'text');
    formatEvent(event, 'text-old');
  }
}

function isTruncated(event: GcEvent): boolean {
  return 'truncated' in event && event.truncated === true;
}

describe('reading values within values', () => {
  for (const [what, make] of Object.entries(deep)) {
    for (const levels of [5000, 200_000]) {
      it(`ends at a bound: ${what}, ${levels} deep, in every attribute`, () => {
        const json = make(levels);
        for (const [type, name] of levels === 5000 ? attributes : attributes.slice(0, 3)) {
          const event = parseEvent(bodyWith(type, name, json));
          assert.ok(depthOf(event) <= bounds.depth + 1, `${type}.${name}`);
          assert.ok(event.type === 'Unknown' || isTruncated(event), `${type}.${name} has no mark`);
          handOn(event);
        }
      });
    }
  }

  it('keeps what is within the bound as it is', () => {
    const within = JSON.parse(deep.objects?.(bounds.depth - 1) ?? '') as unknown;
    const event = parseEvent(bodyWith('State', 'mood', JSON.stringify(within)));
    assert.deepEqual((event as { mood?: unknown }).mood, within);
    assert.ok(!isTruncated(event));
  });

  it('takes a text that is no event for what it is, however deep', () => {
    assert.equal(parseEvent('[{"a":'.repeat(100_000)).type, 'Unknown');
    assert.equal(parseEvent(`${'['.repeat(100_000)}${']'.repeat(100_000)}`).type, 'Unknown');
  });
});

describe('reading a message that is too large', () => {
  it('shortens texts', () => {
    const long = 'x'.repeat(bounds.text + 1);
    for (const body of [`1#Error#${long}`, `{"type":"Error","agentId":"1","code":"${long}"}`]) {
      const event = parseEvent(body);
      assert.ok(event.type === 'Error');
      assert.equal(event.code.length, bounds.text);
      assert.ok(event.code.endsWith(cutMark));
      assert.ok(isTruncated(event));
    }
  });

  it('cuts lists, objects and names, and keeps what came first', () => {
    const many = Array.from({ length: bounds.entries + 5 }, (_, index) => index);
    const users = many.map((id) => ({ agentId: String(id) }));
    const list = parseEvent(JSON.stringify({ type: 'Agents', users }));
    assert.ok(list.type === 'Agents' && isTruncated(list));
    assert.deepEqual(list.users, users.slice(0, bounds.entries));

    const callVariables = Object.fromEntries(many.map((id) => [`v${id}`, 'x']));
    const call = parseEvent(
      JSON.stringify({ type: 'InboundCall', agentId: '1', state: 'ACTIVE', callVariables }),
    );
    assert.ok(call.type === 'InboundCall' && isTruncated(call));
    assert.equal(Object.keys(call.callVariables ?? {}).length, bounds.entries);
  });

  it('ends where there is too much of everything', () => {
    const row = `[${'{"a":[1,2,3]},'.repeat(9000)}0]`;
    const event = parseEvent(bodyWith('State', 'rows', `[${`${row},`.repeat(20)}0]`));
    assert.ok(isTruncated(event));
    let values = 0;
    JSON.stringify(event, (_, value: unknown) => ((values += 1), value));
    assert.ok(values <= bounds.values + 100, `${values} values`);
    handOn(event);
  });

  it('leaves events of a real size alone', () => {
    const contacts = Array.from({ length: 6000 }, (_, id) => ({
      description: 'a note of 128 characters '.repeat(5),
      firstName: 'Ann',
      lastName: `Lee ${id}`,
      phoneNumber: `0300${id}`,
      id: String(id),
    }));
    const json = parseEvent(JSON.stringify({ type: 'PhonebookContacts', contacts }));
    assert.ok(json.type === 'PhonebookContacts' && !isTruncated(json));
    assert.equal(json.contacts?.length, 6000);
    const text = parseEvent(formatEvent({ ...json, agentId: '1' }, 'text'));
    assert.ok(text.type === 'PhonebookContacts' && !isTruncated(text));
    assert.equal(text.contacts?.length, 6000);
  });

  it('does not take over from GC that something was cut off', () => {
    assert.ok(!isTruncated(parseEvent('{"type":"State","agentId":"1","state":"READY","truncated":true}')));
  });
});

describe('reading lines of separators', () => {
  const fronts = [
    '1#TeamUsersList#FirstName:a',
    '1#QueueList#QueueName:a',
    'Phonebooks#name:a',
    '1#PhonebookContacts#description:a',
    '1#NewInboundCall#0300#0300',
    '1#InboundCall#ACTIVE#DialogID:5#0300#a=b',
    '1#DialogStatus#5#ACTIVE#0300#a=b',
    '1#ReasonCodes#Category:WrapUp#Codes:1',
    '1#ReasonCodes#Category:WrapUp#Codes:1#Labels:a',
    '1#AgentInfo#a#b#true#OPTIONAL#Teams:1#3,Sales',
    '1#TeamInfoNames#TeamName#Sales',
    '1#Control#1,true',
    '1#State#READY',
    'System#IN_SERVICE',
  ];
  for (const separator of [
    ',',
    '#',
    '|',
    ':',
    '=',
    ',,#',
    '|=',
    ':,',
    ', ',
    '#,|:=',
    ',FirstName:',
    '#name:',
  ]) {
    it(`is bounded: ${separator}`, () => {
      for (const front of fronts) {
        const event = parseEvent(front + separator.repeat(1_000_000 / separator.length));
        let values = 0;
        JSON.stringify(event, (_, value: unknown) => ((values += 1), value));
        assert.ok(values <= bounds.entries * 12, `${values} values of ${front}`);
        handOn(event);
      }
    });
  }

  it('marks a list that was cut', () => {
    for (const body of [
      `1#TeamUsersList${'#FirstName:a'.repeat(bounds.entries + 5)}`,
      `1#TeamUsersList#${','.repeat(1_000_000)}`,
      `1#NewInboundCall#0300#0300${'|a=b'.repeat(bounds.entries + 5)}#DialogID:5`,
      `1#ReasonCodes#Category:WrapUp#Codes:${'1,'.repeat(bounds.entries + 5)}#Labels:`,
    ]) {
      assert.ok(isTruncated(parseEvent(body)), body.slice(0, 40));
    }
  });
});

describe('names that objects have of themselves', () => {
  for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
    it(`are data in every attribute: ${name}`, () => {
      for (const [type, attribute] of attributes) {
        for (const json of [
          `{"${name}":{"polluted":true}}`,
          `[{"${name}":"x"}]`,
          `[{"name":"${name}","value":"x"}]`,
        ]) {
          const event = parseEvent(bodyWith(type, attribute, json));
          handOn(event);
          assert.equal((event as { polluted?: unknown }).polluted, undefined);
        }
      }
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  }
});
