import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { shownValue } from '../../../../lib/editor/inputs/shown-value';

/** As the editor has it: the types of the tests know no browser. */
const { withAgent } = createRequire(__filename)('../../../../lib/editor/inputs/agent') as {
  withAgent: (label: string, node: object) => string;
};

const none = { connection: '', agent: '', agentId: 'agentId', agentIdType: 'msg' };

/** What the editor knows of its nodes. */
function nodesAre(nodes: Readonly<Record<string, object>>): void {
  Object.assign(globalThis, { RED: { nodes: { node: (id: string) => nodes[id] ?? null } } });
}

describe('the label of a node', () => {
  after(() => {
    Reflect.deleteProperty(globalThis, 'RED');
  });

  for (const [what, node, label] of [
    ['the login id of a gc-agent', { agent: 'ann' }, 'ready → 1081'],
    ['a variable in a gc-agent', { agent: 'anyone' }, 'ready → ${LOGIN}'],
    ['a login id', { agentId: '1082', agentIdType: 'str' }, 'ready → 1082'],
    ['a variable by its name', { agentId: 'LOGIN', agentIdType: 'env' }, 'ready → ${LOGIN}'],
    ['a variable with its marks', { agentId: '${LOGIN}', agentIdType: 'env' }, 'ready → ${LOGIN}'],
    ['a variable of a subflow that holds a gc-agent', { agent: '${AGENT}' }, 'ready → ${AGENT}'],
    ['no agent where the message tells', {}, 'ready'],
    ['no agent where the variable has no name', { agentId: '', agentIdType: 'env' }, 'ready'],
  ] as const) {
    it(`shows ${what}`, () => {
      nodesAre({ ann: { agentId: '1081' }, anyone: { agentId: '${LOGIN}' } });
      assert.equal(withAgent('ready', { ...none, ...node }), label);
    });
  }

  for (const [value, type, shown] of [
    ['2002', 'str', '2002'],
    ['payload', 'msg', 'msg.payload'],
    ['NUMBER', 'env', '${NUMBER}'],
    ['0${NUMBER}', 'env', '0${NUMBER}'],
    ['payload.number', 'jsonata', '…'],
  ] as const) {
    it(`shows a value of the type ${type} as ${shown}`, () => {
      assert.equal(shownValue(value, type), shown);
    });
  }
});
