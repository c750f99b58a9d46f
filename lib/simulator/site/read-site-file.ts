import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Pair,
} from 'yaml';
import { isTooDeep } from './nesting';
import { SiteProblem, type Path } from './problem';
import { readBounded, UnreadableFile } from './read-bounded';
import { checkSite, invalidSite } from './read-site';
import type { Site } from './site';

/** A site of ten thousand agents has about two. */
const mostBytes = 10_000_000;

/**
 * Reads a site file, which may be YAML or JSON: a regular file of at most 10 MB.
 *
 * @param name What the file is called in errors.
 * @throws {GcError} GC_INVALID_CONFIGURATION: `site.yaml:17: agents[3].team is "9", which is none of the teams`
 */
export async function readSiteFile(file: string, name = file): Promise<Site> {
  let text: string;
  try {
    text = await readBounded(file, mostBytes);
  } catch (error) {
    const reason = error instanceof UnreadableFile ? error.message : 'it cannot be opened';
    throw invalidSite(`${name} cannot be read: ${reason}`);
  }
  return readSiteText(text, name);
}

/**
 * Reads the text of a site file, which may be YAML or JSON.
 *
 * @param name what the file is called in errors
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the line that is wrong.
 */
export function readSiteText(text: string, name: string): Site {
  if (isTooDeep(text)) {
    throw invalidSite(`${name}:1: this is nested too deeply`);
  }
  const lines = new LineCounter();
  // Its own look for names that repeat compares each with each.
  const options = { lineCounter: lines, prettyErrors: false, logLevel: 'error', uniqueKeys: false } as const;
  const document = parseDocument(text, options);
  const wrong = (offset: number, problem: string) =>
    invalidSite(`${name}:${lines.linePos(offset).line}: ${problem}`);
  const flaw = findFlaw(document);
  if (flaw !== undefined) {
    throw wrong(flaw.offset, flaw.problem);
  }
  keepNumbers(document);
  try {
    return checkSite(document.toJS() ?? {});
  } catch (error) {
    throw error instanceof SiteProblem ? wrong(offsetOf(document, error.path), error.message) : error;
  }
}

/** What is wrong with the file as YAML. The parser's own words are not for use: they may quote a password. */
function findFlaw(document: Document): { offset: number; problem: string } | undefined {
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    const reason = error.code.toLowerCase().replaceAll('_', ' ');
    return { offset: error.pos[0], problem: `this is neither YAML nor JSON: ${reason}` };
  }
  let flaw: { offset: number; problem: string } | undefined;
  visit(document, {
    Alias: (_, { range }) => {
      const problem = '* stands for something else in YAML: put a text that starts with it in quotes';
      flaw ??= { offset: range?.[0] ?? 0, problem };
    },
    Map: (_, { items }) => {
      flaw ??= findRepeated(items);
    },
  });
  return flaw;
}

/** A name that a map has twice: which of the two counts would be anybody's guess. */
function findRepeated(items: readonly Pair[]): { offset: number; problem: string } | undefined {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    const name = isScalar(key) ? String(key.value) : key;
    if (seen.has(name)) {
      return { offset: offsetOfNode(key) ?? 0, problem: 'this is neither YAML nor JSON: duplicate key' };
    }
    seen.add(name);
  }
  return undefined;
}

/** Numbers stay as they are written: the zero in front of an extension is part of it. */
function keepNumbers(document: Document): void {
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'number' && scalar.source !== undefined) {
        scalar.value = scalar.source;
      }
    },
  });
}

/** Where something is; for what is missing, where the thing is that lacks it. */
function offsetOf({ contents }: Document, path: Path): number {
  let offset = offsetOfNode(contents) ?? 0;
  let node: unknown = contents;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    node = isSeq(node) ? node.items[Number(step)] : pair?.value;
    offset = offsetOfNode(pair?.key ?? node) ?? offset;
  }
  return offset;
}

function offsetOfNode(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
