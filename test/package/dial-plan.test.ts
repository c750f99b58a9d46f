import assert from 'node:assert/strict';
import { request, startNodeRed, type NodeRed } from '../support/node-red';
import { writtenForms } from '../unit/numbers/written-forms';

const countries = [...new Set(writtenForms.map(({ country }) => country))];

/** What becomes of a number: the one that was dialled, and who is in the call of the simulator. */
interface Answer {
  readonly dialled: string;
  readonly called: readonly string[];
}

/** For a country: `POST /GB` with a number dials it, hangs up, and answers an {@link Answer}. */
function flowOf(country: string): object[] {
  const id = (name: string) => `${name}-${country}`;
  const node = (name: string, type: string, next: string | undefined, properties: object) => ({
    id: id(name),
    type,
    z: 'tab',
    x: 0,
    y: 0,
    connection: id('gc'),
    agent: id('agent'),
    wires: next === undefined ? [] : [[id(next)]],
    ...properties,
  });
  const set = (rules: Readonly<Record<string, string>>) => ({
    rules: Object.entries(rules).map(([p, to]) => ({ t: 'set', p, pt: 'msg', to, tot: 'jsonata' })),
  });
  const action = (name: string) => ({ action: name, actionType: 'action' });
  return [
    {
      id: id('gc'),
      type: 'gc-connection',
      mode: 'simulator',
      dialPlan: true,
      dialCountry: country,
      dialOutsideLine: '9',
    },
    { id: id('agent'), type: 'gc-agent', agentId: '1081', extension: '2001' },
    node('in', 'http in', 'number', { url: `/${country}`, method: 'post' }),
    node('number', 'change', 'log-in', set({ number: 'payload.number' })),
    node('log-in', 'agent-state', 'call', action('login')),
    node('call', 'make-call', 'called', { number: 'number', numberType: 'msg', stage: 'ringing' }),
    node(
      'called',
      'change',
      'hang-up',
      set({ told: '{"dialled": gc.dialled, "called": [payload.participants.extension]}' }),
    ),
    node('hang-up', 'gc-call-control', 'answer', action('release')),
    node('answer', 'change', 'out', set({ payload: 'told' })),
    node('out', 'http response', undefined, {}),
    node('caught', 'catch', 'error', { scope: null }),
    node('error', 'change', 'out', set({ payload: 'error', statusCode: '500' })),
  ];
}

for (const version of ['4.1', '5'] as const) {
  describe(`the dial plan in Node-RED ${version}`, () => {
    let nodeRed: NodeRed;

    before(async () => {
      const flows = [{ id: 'tab', type: 'tab' }, ...countries.map(flowOf)].flat();
      nodeRed = await startNodeRed({ version, flows });
    });

    after(() => nodeRed.stop());

    for (const country of countries) {
      it(`dials numbers as people write them in ${country}`, async () => {
        for (const { written, outside } of writtenForms.filter((form) => form.country === country)) {
          const answer = await request(`${nodeRed.url}${country}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ number: written }),
          });
          const { dialled, called } = JSON.parse(answer) as Answer;
          assert.equal(dialled, outside, written);
          assert.deepEqual(called, ['2001', outside], written);
        }
      });
    }
  });
}
