import type { Node, NodeAPI } from 'node-red';
import type { GivenAsker } from '../../client';
import { placeOf } from './place';

/**
 * Who asks for the commands of a node: the node and its flow, with the ids that the editor shows. In a subflow, the flow is the
 * tab on which it is used, and the path names each subflow in between.
 */
export function askerOf(RED: NodeAPI, node: Node): GivenAsker {
  const nodePath = placeOf(node);
  const setting = (name: string) => textIn(RED.util.getSetting(node, name));
  return {
    kind: 'node',
    nodeId: nodePath.split('/').at(-1),
    nodeName: node.name,
    nodeType: node.type,
    nodePath,
    flowId: setting('NR_FLOW_ID'),
    flowName: setting('NR_FLOW_NAME'),
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
