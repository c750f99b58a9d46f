import { readPackage, readText, type Content } from '../content';

/** The version that added each node: the first whose changelog has an item with "Nodes" or "a node" and its name. */
export function addedIn(content: Content, types: readonly string[]): Map<string, string> {
  const versions = readVersions(content);
  return new Map(
    types.map((type) => {
      const found = versions.findLast(({ text }) => lines(text).some((line) => names(line, type)));
      if (found === undefined) {
        throw new Error(`CHANGELOG.md does not say which version added ${type}, as in "- A node ${type} …".`);
      }
      return [type, found.version];
    }),
  );
}

/** From the newest to the oldest. What is not released yet will be in the version of package.json, if that is new. */
function readVersions(content: Content): { version: string; text: string }[] {
  const parts = readText(content, 'CHANGELOG.md').split(/^## \[([^\]]+)\].*$/m);
  const { version: next } = readPackage(content);
  const known = parts.filter((_, index) => index % 2 === 1);
  return known.map((name, index) => ({
    version: name !== 'Unreleased' ? name : known.includes(next) ? 'the next version' : next,
    text: parts[2 * index + 2] ?? '',
  }));
}

/** Each item of a list, in one line. */
function lines(text: string): string[] {
  return text.replaceAll(/\n {2,}/g, ' ').split('\n');
}

function names(line: string, type: string): boolean {
  return new RegExp(`^- (?:.* )?(?:Nodes|[Aa] node) (?:.* )?${type}(?![\\w-])`).test(line);
}
