import path from 'node:path';
import { coreColor, coreLabel } from './core-nodes';
import type { FlowFile, FlowNode } from './flow-file';
import type { NodeDefinition, ReadDefinitions } from '../pages/node-definitions';

/** A flow as the site draws it. Places are those of Node-RED's editor. */
export interface Drawing {
  readonly title: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DrawnNode[];
  readonly wires: readonly Wire[];
  /** As Node-RED's own import takes them. */
  readonly flow: readonly FlowNode[];
}

export interface DrawnNode {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly color: string;
  /** File name; only our nodes have one. */
  readonly icon?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly hasInput: boolean;
  /** Height of each output. */
  readonly outputs: readonly number[];
}

export interface Wire {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

type Definition = Pick<NodeDefinition, 'label' | 'color' | 'icon'>;

const margin = 20;
const portDistance = 13;
/** Of a node that shows its icon alone. */
const smallWidth = 30;

export function drawFlow({ title, nodes }: FlowFile, readDefinitions: ReadDefinitions): Drawing {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const subflows = nodes.filter(({ type }) => type === 'subflow');
  const definitions = new Map<string, Definition>([
    ...readDefinitions((id) => byId.get(id)),
    ...subflows.map((subflow) => [`subflow:${subflow.id}`, definitionOf(subflow)] as const),
  ]);
  const wired = new Set(nodes.flatMap(({ wires = [] }) => wires.flat()));
  const drawn = nodes
    .filter(({ x, z }) => x !== undefined && !subflows.some(({ id }) => id === z))
    .map((node) => drawNode(node, definitions.get(node.type), wired.has(node.id)));
  const left = Math.min(...drawn.map(({ x }) => x)) - margin;
  const top = Math.min(...drawn.map(({ y }) => y)) - margin;
  return {
    title,
    left,
    top,
    width: Math.max(...drawn.map(({ x, width }) => x + width)) + margin - left,
    height: Math.max(...drawn.map(({ y, height }) => y + height)) + margin - top,
    nodes: drawn,
    wires: nodes.flatMap((node) => wiresOf(node, new Map(drawn.map((one) => [one.id, one])))),
    flow: nodes,
  };
}

/** The instances of a subflow look as it says. */
function definitionOf({ name, color, icon }: FlowNode): Definition {
  return {
    color: String(color),
    icon: path.posix.basename(String(icon)),
    label(this: FlowNode) {
      return this.name || String(name);
    },
  };
}

function drawNode(node: FlowNode, definition: Definition | undefined, hasInput: boolean): DrawnNode {
  const label = definition?.label?.call(node) ?? coreLabel(node);
  const outputs = node.wires?.length ?? 0;
  const width = isSmall(node) ? smallWidth : widthOf(label, hasInput);
  const height = Math.max(30, outputs * 15);
  const middle = node.y ?? 0;
  return {
    id: node.id,
    type: node.type,
    label,
    color: definition?.color ?? coreColor(node),
    ...(definition?.icon !== undefined && { icon: definition.icon }),
    x: (node.x ?? 0) - width / 2,
    y: middle - height / 2,
    width,
    height,
    hasInput,
    outputs: Array.from(
      { length: outputs },
      (_, index) => middle + (index - (outputs - 1) / 2) * portDistance,
    ),
  };
}

/** Link nodes hide their labels unless `l` says otherwise; others show them. */
function isSmall({ type, l }: FlowNode): boolean {
  return type.startsWith('link ') ? l !== true : l === false;
}

/** As Node-RED makes it: steps of 20, at least 100. */
function widthOf(label: string, hasInput: boolean): number {
  const text = [...label].reduce((sum, character) => sum + widthOfCharacter(character), 0);
  return Math.max(100, 20 * Math.ceil((text + 50 + (hasInput ? 7 : 0)) / 20));
}

/** In Helvetica at 14 pixels, by classes of letters. */
function widthOfCharacter(character: string): number {
  if (/[ijltfrI.,:;'|![\]() ]/.test(character)) {
    return 4;
  }
  return /[mwMWOQ@…→]/.test(character) ? 11 : 7.5;
}

function wiresOf(node: FlowNode, drawn: ReadonlyMap<string, DrawnNode>): Wire[] {
  const from = drawn.get(node.id);
  return (node.wires ?? []).flatMap((targets, output) =>
    targets.flatMap((id) => {
      const to = drawn.get(id);
      const start = from?.outputs[output];
      return from && to && start !== undefined
        ? [{ from: node.id, to: id, path: curve([from.x + from.width, start], [to.x, to.y + to.height / 2]) }]
        : [];
    }),
  );
}

/** A wire leaves to the right and arrives from the left, however its ends lie. */
function curve([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): string {
  const distance = Math.hypot(x2 - x1, y2 - y1);
  const reach = Math.min(0.75 * distance, 75 + 0.25 * distance);
  return `M ${x1} ${y1} C ${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`;
}
