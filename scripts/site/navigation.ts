import { nodeTypes, repositoryUrl, type Content } from './content';
import { flowFiles } from './flows/flow-file';

export interface Item {
  readonly text: string;
  readonly link?: string;
  readonly items?: readonly Item[];
  readonly target?: string;
}

interface Group {
  readonly text: string;
  /** Pages with their titles; a slash at the end stands for the index of a folder. */
  readonly pages: readonly string[];
}

const guide: readonly Group[] = [
  { text: 'Begin', pages: ['overview', 'first-ten-minutes', 'nodes/', 'cookbook/'] },
  { text: 'With a real GC', pages: ['real-gc', 'scaling', 'store', 'privacy', 'replay', 'security'] },
  { text: 'Look up', pages: ['faq', 'figures', 'jsonata', 'changelog'] },
];

const reference: readonly Group[] = [
  {
    text: 'Reference',
    pages: [
      'commands',
      'events',
      'derived-events',
      'errors',
      'messages',
      'site-file',
      'gc-check',
      'assumptions',
    ].map((page) => `reference/${page}`),
  },
];

/** The menu at the top. */
export function menu(): Item[] {
  return [
    { text: 'Guide', link: '/first-ten-minutes' },
    { text: 'Nodes', link: '/nodes/' },
    { text: 'Cookbook', link: '/cookbook/' },
    { text: 'Reference', link: '/reference/commands' },
    { text: 'API', link: '/api/' },
    { text: 'FAQ', link: '/faq' },
  ];
}

/** What stands beside the pages of each folder. `pages` are all pages with their titles. */
export function sidebars(content: Content, pages: ReadonlyMap<string, string>): Record<string, Item[]> {
  return {
    '/': groups(guide, pages),
    '/nodes/': [
      {
        text: 'Nodes',
        items: [item('nodes/', pages), ...nodeTypes(content).map((type) => item(`nodes/${type}`, pages))],
      },
    ],
    '/cookbook/': [{ text: 'Cookbook', items: [item('cookbook/', pages), ...cookbook(content, pages)] }],
    '/reference/': groups(reference, pages),
    '/api/': api(pages),
  };
}

export function repositoryLink(content: Content): { icon: string; link: string } {
  return { icon: 'github', link: repositoryUrl(content) };
}

function groups(wanted: readonly Group[], pages: ReadonlyMap<string, string>): Item[] {
  return wanted.map(({ text, pages: names }) => ({
    text,
    items: names.filter((name) => pages.has(fileOf(name))).map((name) => item(name, pages)),
  }));
}

function item(name: string, pages: ReadonlyMap<string, string>): Item {
  return { text: pages.get(fileOf(name)) ?? name, link: `/${name}` };
}

function fileOf(name: string): string {
  return name.endsWith('/') || name === '' ? `${name}index.md` : `${name}.md`;
}

function cookbook(content: Content, pages: ReadonlyMap<string, string>): Item[] {
  const names = [...new Set(flowFiles(content).map(({ page }) => `cookbook/${page}`))];
  return names.map((name) => item(name, pages));
}

function api(pages: ReadonlyMap<string, string>): Item[] {
  const files = [...pages.keys()].filter((file) => file.startsWith('api/') && file !== 'api/index.md');
  return [
    {
      text: 'API',
      items: ['api/', ...files.map((file) => file.replace(/\.md$/, ''))].map((name) => item(name, pages)),
    },
  ];
}
