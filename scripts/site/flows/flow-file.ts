import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readText, type Content } from '../content';

/** A node as it stands in a flow file. */
export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly x?: number;
  readonly y?: number;
  readonly wires?: readonly (readonly string[])[];
  readonly [property: string]: unknown;
}

export interface FlowFile {
  /** Two digits. */
  readonly number: string;
  readonly title: string;
  /** File name of the page of the cookbook, as in '1-first-steps'. */
  readonly page: string;
  readonly nodes: readonly FlowNode[];
}

/** The example flows, in the order of their numbers. */
export function flowFiles(content: Content): FlowFile[] {
  const names = readdirSync(path.join(content.root, 'examples'), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const [group = '', file = ''] = name.split(path.sep);
      const [, number = '', title = ''] = /^(\d\d) - (.+)\.json$/.exec(file) ?? [];
      const nodes = JSON.parse(readText(content, path.join('examples', name))) as FlowNode[];
      return { number, title, page: group.toLowerCase().replaceAll(' ', '-'), nodes };
    });
}
