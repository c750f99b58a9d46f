import type { NodeAPI, NodeDef } from 'node-red';
import type { Phrase, Text } from '../../common/phrase';
import { GcError } from '../../protocol';
import { kinds, say } from '../language/phrases';

const words: Readonly<Partial<Record<string, Phrase>>> = {
  'gc-connection': kinds('connection'),
  'gc-agent': kinds('agent'),
  'tls-config': kinds('tls'),
  'gc-calendar': kinds('calendar'),
};

interface DisabledNode {
  /** What it is for people: "connection". */
  readonly kind: Text;
  /** As the editor shows it. */
  readonly name: string;
}

/** The config node with this id, if it is there but disabled: the node itself, or the flow that it belongs to. */
export function findDisabled(RED: NodeAPI, id: string): DisabledNode | undefined {
  const found = findSaved(RED, id);
  const isDisabled = found?.d === true || findSaved(RED, found?.z ?? '')?.disabled === true;
  if (found === undefined || !isDisabled) {
    return undefined;
  }
  return { kind: words[found.type] ?? found.type, name: found.name || found.agentId || id };
}

/** The gc-agent with this login id, if it is disabled. */
export function findDisabledAgent(RED: NodeAPI, agentId: string): DisabledNode | undefined {
  let found: DisabledNode | undefined;
  RED.nodes.eachNode((node: SavedNode) => {
    if (node.type === 'gc-agent' && node.agentId === agentId) {
      found ??= findDisabled(RED, node.id);
    }
  });
  return found;
}

/** What is wrong with a config node that is disabled, as a clause: "connection ‘Spare’ is disabled". */
export function disabledText({ kind, name }: DisabledNode): Phrase {
  return say('disabled', { kind, name });
}

/** Why a node has no connection: the one with this id is disabled, or none is chosen. */
export function noConnection(RED: NodeAPI, id = ''): GcError {
  const disabled = findDisabled(RED, id);
  return disabled === undefined
    ? new GcError('GC_NO_CONNECTION')
    : new GcError('GC_NO_CONNECTION', {
        detail: disabledText(disabled),
        whatToDo: say('enableOrChoose', { kind: disabled.kind }),
      });
}

/** What a flow has saved of a node or a tab. */
interface SavedNode extends NodeDef {
  readonly d?: boolean;
  /** Of a tab. */
  readonly disabled?: boolean;
  readonly agentId?: string;
}

function findSaved(RED: NodeAPI, id: string): SavedNode | undefined {
  let found: SavedNode | undefined;
  if (id !== '') {
    RED.nodes.eachNode((node) => {
      found = node.id === id ? node : found;
    });
  }
  return found;
}
