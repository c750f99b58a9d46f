import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addedIn } from './pages/added-in';
import { table } from '../docs/markdown';
import { apiPages } from './pages/api';
import { documents, nodeTypes, readText, type Content } from './content';
import { drawFlow } from './flows/drawing';
import { flowFiles } from './flows/flow-file';
import { homePage } from './pages/home-page';
import { isPublic, pageOf, rewriteLinks } from './text/links';
import { title } from './text/markdown';
import { prepareDefinitions } from './pages/node-definitions';
import { nodePages, nodesOverview } from './pages/node-pages';
import { withDarkPictures, withDrawnFlows } from './text/pictures';

/**
 * Writes all that VitePress builds a version from into a folder, and returns the titles of the pages by their files. `work`
 * is a folder for what is needed on the way.
 */
export async function writePages(
  content: Content,
  folder: string,
  work: string,
): Promise<Map<string, string>> {
  await rm(folder, { recursive: true, force: true });
  const made = {
    ...documentPages(content),
    ...(await nodePagesAndFlows(content)),
    ...(await apiPages(content, work)),
    'index.md': homePage(content),
  };
  await Promise.all(Object.entries(made).map(([file, text]) => save(path.join(folder, file), text)));
  await copyPublic(content, path.join(folder, 'public'));
  const pages = Object.entries(made).filter(([file]) => file.endsWith('.md'));
  return new Map(pages.map(([file, text]) => [file, title(text)]));
}

function documentPages(content: Content): Record<string, string> {
  return Object.fromEntries(
    documents(content).map((document) => [String(pageOf(document)), documentPage(document, content)]),
  );
}

function documentPage(document: string, content: Content): string {
  const parts: Readonly<Record<string, () => string>> = {
    'docs/nodes.md': () => nodesOverview(content),
    'CHANGELOG.md': () => changelog(content),
  };
  const text = parts[document]?.() ?? readText(content, document);
  return withDrawnFlows(withDarkPictures(rewriteLinks(text, document, content), content));
}

/** The changelog, and which version brought which node. */
function changelog(content: Content): string {
  const rows = [...addedIn(content, nodeTypes(content))].map(([type, version]) => [
    `[${type}](docs/nodes.md#${type})`,
    version,
  ]);
  return `${readText(content, 'CHANGELOG.md')}\n## Nodes\n\n${table(['Node', 'Added in'], rows)}\n`;
}

async function nodePagesAndFlows(content: Content): Promise<Record<string, string>> {
  const readDefinitions = await prepareDefinitions(content);
  const flows = flowFiles(content);
  const drawings = flows.map((flow) => [
    `flows/${flow.number}.json`,
    JSON.stringify(drawFlow(flow, readDefinitions)),
  ]);
  return {
    ...nodePages(
      content,
      readDefinitions(() => undefined),
      flows,
    ),
    ...(Object.fromEntries(drawings) as Record<string, string>),
  };
}

/** What pages show or link to as it is. */
async function copyPublic({ root }: Content, folder: string): Promise<void> {
  const docs = path.join(root, 'docs');
  const files = await readdir(docs, { recursive: true });
  const wanted = files.filter((file) => isPublic(path.join('docs', file)));
  await Promise.all(wanted.map((file) => cp(path.join(docs, file), path.join(folder, file))));
  await cp(path.join(root, 'icons'), path.join(folder, 'icons'), { recursive: true });
}

async function save(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
