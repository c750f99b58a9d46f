import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** English words that a user or a contributor reads, as Markdown. */
export interface Text {
  /** Where they stand: the file, for texts inside a file with their key. */
  readonly name: string;
  readonly markdown: string;
  /** Lines of the file in front of the text. */
  readonly linesBefore: number;
}

const folders = ['.', '.github', 'docs', 'nodes', 'plugins', 'lib/editor', 'examples'];
const page = /^(?:[A-Z_]+|\.github\/.*|docs\/.*)\.md$/;
const help = /\/locales\/en-US\/.*\.html$/;
const labels = /\/locales\/en-US\/.*\.json$/;
const flow = /^examples\/.*\.json$/;

/** Texts of pages, of the help, of the labels of dialogs, and of the comments in example flows. */
export function allTexts(root: string): Text[] {
  return folders.flatMap((folder) => filesIn(root, folder)).flatMap((file) => textsOf(root, file));
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
    .map((file) => path.join(folder, file).replaceAll(path.sep, '/'))
    .sort();
}

function textsOf(root: string, name: string): Text[] {
  const read = () => readFileSync(path.join(root, name), 'utf8');
  if (page.test(name)) {
    return [{ name, markdown: read(), linesBefore: 0 }];
  }
  if (help.test(name)) {
    return helpOf(name, read());
  }
  if (labels.test(name)) {
    return labelsOf(name, JSON.parse(read()));
  }
  return flow.test(name) ? commentsOf(name, JSON.parse(read()) as FlowNode[]) : [];
}

function helpOf(name: string, html: string): Text[] {
  return Array.from(html.matchAll(/<script type="text\/markdown"[^>]*>\n([^]*?)<\/script>/g), (found) => ({
    name,
    markdown: found[1] ?? '',
    linesBefore: html.slice(0, found.index).split('\n').length,
  }));
}

function labelsOf(name: string, value: unknown): Text[] {
  if (typeof value === 'string') {
    return [{ name, markdown: value, linesBefore: 0 }];
  }
  return Object.entries(value as object).flatMap(([key, inner]) => labelsOf(`${name} ${key}`, inner));
}

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly label?: string;
  readonly info?: string;
}

function commentsOf(name: string, nodes: readonly FlowNode[]): Text[] {
  return nodes.flatMap((node) =>
    [node.info, node.type === 'comment' ? node.name : undefined]
      .filter((text) => text !== undefined && text !== '')
      .map((markdown) => ({
        name: `${name} ${node.label ?? node.name ?? node.id}`,
        markdown: markdown ?? '',
        linesBefore: 0,
      })),
  );
}
