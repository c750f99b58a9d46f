import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** What a version of the site is made of: the repository as it was then. */
export interface Content {
  /** Its folder. */
  readonly root: string;
  /** As the menu of versions calls it. */
  readonly version: string;
  /** The branch or tag that links to GitHub name. */
  readonly ref: string;
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly repository: { readonly url: string };
  readonly 'node-red': { readonly nodes: Readonly<Record<string, string>> };
}

export function readText({ root }: Pick<Content, 'root'>, file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export function readPackage(content: Pick<Content, 'root'>): PackageJson {
  return JSON.parse(readText(content, 'package.json')) as PackageJson;
}

/** The types of our nodes, in the order of the palette. */
export function nodeTypes(content: Pick<Content, 'root'>): string[] {
  return Object.keys(readPackage(content)['node-red'].nodes);
}

export function repositoryUrl(content: Pick<Content, 'root'>): string {
  return readPackage(content).repository.url.replace(/^git\+|\.git$/g, '');
}

/** The documents of the repository that become pages. */
export function documents({ root }: Pick<Content, 'root'>): string[] {
  const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const pages = docs.filter((file) => file.endsWith('.md')).sort();
  return ['README.md', 'CHANGELOG.md', 'SECURITY.md', ...pages.map((file) => path.posix.join('docs', file))];
}
