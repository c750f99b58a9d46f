import { readFile } from 'node:fs/promises';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { SiteProblem, type Path } from './problem';
import { checkSite, invalidSite } from './read-site';
import type { Site } from './site';

/**
 * Reads a site file, which may be YAML or JSON.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION: `site.yaml:17: agents[3].team is "9", which is none of the teams`
 */
export async function readSiteFile(file: string): Promise<Site> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw invalidSite(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return readSiteText(text, file);
}

/**
 * Reads the text of a site file, which may be YAML or JSON.
 *
 * @param name what the file is called in errors
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the line that is wrong.
 */
export function readSiteText(text: string, name: string): Site {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
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
  let alias: number | undefined;
  visit(document, {
    Alias: (_, { range }) => {
      alias ??= range?.[0] ?? 0;
    },
  });
  return alias === undefined
    ? undefined
    : {
        offset: alias,
        problem: '* stands for something else in YAML: put a text that starts with it in quotes',
      };
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
