import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { util } from '@node-red/util';
import { derivedEventExamples } from '../../../lib/protocol/catalogue/derived-event-examples';
import { eventExamples } from '../../../lib/protocol/catalogue/event-examples';
import { root } from '../../../scripts/run.mjs';

interface Example {
  readonly expression: string;
  readonly type: string;
  readonly result: string;
}

const page = readFileSync(path.join(root, 'docs', 'jsonata.md'), 'utf8');
const first = Object.entries(eventExamples).map(([type, [event]]) => [type, event] as const);
const events = new Map<string, object>([...first, ...Object.entries(derivedEventExamples)]);

/** Each expression with the line below it: `CallEnded` → `"0:33"` */
const examples = [...page.matchAll(/^```jsonata\n([^]*?)^```\n\n`(\w+)` → `(.+)`$/gm)].map(
  ([, expression = '', type = '', result = '']): Example => ({ expression, type, result }),
);

describe('docs/jsonata.md', () => {
  it('has a result for each expression', () => {
    assert.equal(examples.length, page.split('```jsonata').length - 1);
  });

  for (const { expression, type, result } of examples) {
    it(`says what Node-RED makes of a ${type}: ${expression.trim().split('\n').join(' ')}`, async () => {
      assert.deepEqual(await evaluate(expression, { payload: events.get(type) }), JSON.parse(result));
    });
  }

  it('is right about the pitfalls', async () => {
    const queues = { payload: events.get('QueueList') };
    const always = /`(payload\.queues.+\[\])`/.exec(page)?.[1] ?? '';
    assert.deepEqual(await evaluate(always, queues), ['Verkauf']);
    const agent = { payload: events.get('AgentStateChanged') };
    assert.equal(await evaluate('payload.reasonCode = 2', agent), false);
    assert.equal(await evaluate('payload.reasonCode = "2"', agent), true);
    assert.equal(await evaluate('payload.teams', agent), undefined);
  });
});

/** As Node-RED evaluates the expression of a node, on a copy of the message. */
function evaluate(expression: string, message: object): Promise<unknown> {
  const node = { id: 'a', type: 'change' } as never;
  const prepared = util.prepareJSONataExpression(expression, node);
  return new Promise((resolve, reject) => {
    const copy = structuredClone(message) as never;
    util.evaluateJSONataExpression(prepared, copy, (error, value: unknown) => {
      if (error) {
        reject(error);
      } else {
        resolve(value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
      }
    });
  });
}
