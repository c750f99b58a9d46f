import { existsSync } from 'node:fs';
import path from 'node:path';
import { nodeTypes, repositoryUrl, type Content } from '../content';
import { outsideCode } from './markdown';

/** The page that a document becomes; undefined for a file that is none. */
export function pageOf(file: string): string | undefined {
  const named: Readonly<Record<string, string>> = {
    'README.md': 'overview.md',
    'CHANGELOG.md': 'changelog.md',
    'SECURITY.md': 'security.md',
    'docs/nodes.md': 'nodes/index.md',
  };
  const inDocs = /^docs\/(.+\.md)$/.exec(file)?.[1]?.replace(/README\.md$/, 'index.md');
  return named[file] ?? inDocs;
}

/** Leads the links of a document to pages of the site, to its files, or to GitHub. */
export function rewriteLinks(text: string, document: string, content: Content): string {
  return outsideCode(text, (part) =>
    part.replaceAll(/\]\(([^)\s]+)\)/g, (_, link: string) => `](${address(link, document, content)})`),
  );
}

function address(link: string, document: string, content: Content): string {
  const onGitHub = `${repositoryUrl(content)}/blob/main/`;
  if (link.startsWith(onGitHub)) {
    return address(link.slice(onGitHub.length), '', content);
  }
  if (/^\w+:/.test(link)) {
    return link;
  }
  const [named = '', anchor] = link.split('#');
  const file = named === '' ? document : path.posix.join(path.posix.dirname(document), decodeURI(named));
  if (!existsSync(path.join(content.root, file))) {
    throw new Error(`${document} links to ${link}, which is not there.`);
  }
  return addressOf(file, anchor, content);
}

function addressOf(file: string, anchor: string | undefined, content: Content): string {
  if (file === 'docs/nodes.md' && anchor !== undefined && nodeTypes(content).includes(anchor)) {
    return `/nodes/${anchor}.md`;
  }
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const page = pageOf(file);
  if (page !== undefined) {
    return `/${page}${hash}`;
  }
  return isPublic(file)
    ? `/${file.replace('docs/', '')}`
    : `${repositoryUrl(content)}/blob/${content.ref}/${encodeURI(file)}${hash}`;
}

/** Whether the site has the file as it is. */
export function isPublic(file: string): boolean {
  return /^docs\/.+\.(png|json)$/.test(file);
}
