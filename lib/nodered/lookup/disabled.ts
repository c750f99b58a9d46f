import type { NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../protocol';

const words: Readonly<Partial<Record<string, string>>> = {
  'gc-connection': 'connection',
  'gc-agent': 'agent',
  'tls-config': 'TLS configuration',
};

interface DisabledNode {
  /** What it is for people: "connection". */
  readonly kind: string;
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
export function disabledText({ kind, name }: DisabledNode): string {
  return `${kind} ‘${name}’ is disabled`;
}

/** Why a node has no connection: the one with this id is disabled, or none is chosen. */
export function noConnection(RED: NodeAPI, id = ''): GcError {
  const disabled = findDisabled(RED, id);
  return disabled === undefined
    ? new GcError('GC_NO_CONNECTION')
    : new GcError('GC_NO_CONNECTION', {
        detail: disabledText(disabled),
        whatToDo: `Enable the ${disabled.kind} and deploy, or choose another one.`,
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
