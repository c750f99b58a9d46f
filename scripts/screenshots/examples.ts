import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '..', '..', 'examples');

export interface FlowNode {
  readonly id: string;
  readonly type: string;
}

export interface Example {
  /** The digits its file name begins with. */
  readonly number: string;
  readonly nodes: readonly FlowNode[];
}

/** All examples, in the order of their numbers. */
export function examples(): Example[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      number: path.basename(file).slice(0, 2),
      nodes: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as FlowNode[],
    }))
    .sort((one, other) => one.number.localeCompare(other.number));
}

export function exampleOf(number: string): Example {
  const example = examples().find((one) => one.number === number);
  if (!example) throw new Error(`There is no example ${number}.`);
  return example;
}
