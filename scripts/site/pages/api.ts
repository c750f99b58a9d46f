import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from '../../run.mjs';
import { readText, repositoryUrl, type Content } from '../content';
import { rewriteLinks } from '../text/links';
import { outsideBlocks, outsideCode, section, slug } from '../text/markdown';

const packages = path.join(root, 'site/node_modules');

interface Kind {
  readonly title: string;
  readonly page: string;
  readonly text: string;
}

/** Pages of what the library exports: one for each kind, and an index of all names. */
export async function apiPages(content: Content, work: string): Promise<Record<string, string>> {
  const kinds = kindsIn(await describeExports(content, work));
  const pages = new Map(kinds.flatMap(({ page, text }) => placesIn(text).map((place) => [place, page])));
  const made = kinds.map(({ title, page, text }) => [page, kindPage(title, linked(text, pages))]);
  return {
    ...(Object.fromEntries(made) as Record<string, string>),
    'api/index.md': index(content, kinds),
  };
}

/** All exports in one text of Markdown, written by TypeDoc. */
async function describeExports(content: Content, work: string): Promise<string> {
  const options = {
    plugin: [path.join(packages, 'typedoc-plugin-markdown/dist/index.js')],
    entryPoints: [path.join(content.root, 'lib/index.ts')],
    tsconfig: path.join(content.root, 'tsconfig.json'),
    out: path.join(work, 'api'),
    name: 'API',
    readme: 'none',
    outputFileStrategy: 'modules',
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    excludePrivate: true,
    excludeInternal: true,
    excludeExternals: true,
    // Whether all compiles is checked elsewhere, and names of the inside are not exported.
    skipErrorChecking: true,
    validation: { notExported: false, invalidLink: true },
    treatValidationWarningsAsErrors: true,
    disableGit: true,
    basePath: content.root,
    sourceLinkTemplate: `${repositoryUrl(content)}/blob/${content.ref}/{path}#L{line}`,
    logLevel: 'Warn',
  };
  mkdirSync(work, { recursive: true });
  const file = path.join(work, 'typedoc.json');
  writeFileSync(file, JSON.stringify(options));
  await run(process.execPath, [path.join(packages, 'typedoc/bin/typedoc'), '--options', file]);
  return readFileSync(path.join(options.out, 'index.md'), 'utf8');
}

/** The text under each heading of the second level. All headings have their places as ids, also those that come again. */
export function kindsIn(text: string): Kind[] {
  const seen = new Map<string, number>();
  const marked = outsideBlocks(text, (part) =>
    part.replaceAll(/^##+ .+$/gm, (heading) => {
      const place = slug(heading.replace(/^#+ /, ''));
      const before = seen.get(place) ?? 0;
      seen.set(place, before + 1);
      return `${heading} {#${before === 0 ? place : `${place}-${before}`}}`;
    }),
  );
  const [, ...parts] = marked.split(/^## (.+) \{#.+\}$/m);
  return parts.flatMap((title, position) => {
    const kind = { title, page: `api/${slug(title)}.md`, text: parts[position + 1] ?? '' };
    return position % 2 === 0 ? [kind] : [];
  });
}

function placesIn(text: string): string[] {
  return [...text.matchAll(/^#.* \{#(.+)\}$/gm)].map(([, place = '']) => place);
}

/** Links within the one text lead to the page on which their place is now. */
function linked(text: string, pages: ReadonlyMap<string, string>): string {
  return outsideCode(text, (part) =>
    part.replaceAll(/\]\(#([^)]+)\)/g, (_, place: string) => `](/${pages.get(place)}#${place})`),
  );
}

function kindPage(title: string, text: string): string {
  const raised = outsideBlocks(text, (part) => part.replaceAll(/^#(#+) /gm, '$1 '));
  return `---\noutline: 2\n---\n\n# ${title}\n${raised}`;
}

/** What the README says of the library, and the names of all that it exports. */
function index(content: Content, kinds: readonly Kind[]): string {
  const introduction = section(readText(content, 'README.md'), '## Without Node-RED');
  const lists = kinds.map(({ title, page, text }) => {
    const names = [...text.matchAll(/^### (.+) \{#(.+)\}$/gm)];
    const links = names.map(([, name = '', place = '']) => `[${name}](/${page}#${place})`);
    return `## ${title}\n\n${links.join(' · ')}`;
  });
  return `${['# API', rewriteLinks(introduction, 'README.md', content), ...lists].join('\n\n')}\n`;
}
