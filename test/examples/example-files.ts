import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';

/** A node as it stands in a flow file. */
export interface ExampleNode {
  id: string;
  type: string;
  name?: string;
  z?: string;
  x?: number;
  y?: number;
  wires?: string[][];
  [property: string]: unknown;
}

export interface ExampleFile {
  /** Two digits. */
  readonly number: string;
  readonly title: string;
  /** Of its folder, as in '1 First steps'. */
  readonly group: string;
  /** As it stands in the file: a new copy each time. */
  readonly nodes: () => ExampleNode[];
}

const folder = path.join(root, 'examples');

/** In the order of their numbers. */
export const exampleFiles: readonly ExampleFile[] = directories(folder).flatMap((group) =>
  readdirSync(path.join(folder, group))
    .sort()
    .map((name) => {
      const file = path.join(folder, group, name);
      const [, number = '', title = ''] = /^(\d\d) - (.+)\.json$/.exec(name) ?? [];
      return {
        number,
        title,
        group,
        nodes: () => JSON.parse(readFileSync(file, 'utf8')) as ExampleNode[],
      };
    }),
);

/** By its number. */
export function exampleFile(number: string): ExampleFile {
  const found = exampleFiles.find((file) => file.number === number);
  if (!found) {
    throw new Error(`There is no example ${number}.`);
  }
  return found;
}

function directories(of: string): string[] {
  return readdirSync(of, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
