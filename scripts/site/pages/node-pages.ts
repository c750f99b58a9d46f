import { addedIn } from './added-in';
import { nodeTypes, readText, type Content } from '../content';
import { fieldsTable } from './fields-table';
import type { FlowFile } from '../flows/flow-file';
import { helpOf } from './help';
import { rewriteLinks } from '../text/links';
import { section, slug } from '../text/markdown';
import { withDarkPictures } from '../text/pictures';
import type { NodeDefinition } from './node-definitions';

const document = 'docs/nodes.md';

/** A page for each node: what docs/nodes.md says of it, its fields, its help, and the flows that use it. */
export function nodePages(
  content: Content,
  definitions: ReadonlyMap<string, NodeDefinition>,
  flows: readonly FlowFile[],
): Record<string, string> {
  const text = readText(content, document);
  const added = addedIn(content, nodeTypes(content));
  const pages = [...definitions.values()].map((definition) => {
    const { type } = definition;
    const blocks = [
      `# ${type}`,
      `<Badge type="info" text="added in ${added.get(type)}" />`,
      rewriteLinks(section(text, `### ${type}`), document, content),
      '## Fields',
      fieldsTable(definition),
      '## Help',
      rewriteLinks(helpOf(content, type), `nodes/${type}/help`, content),
      ...usedIn(type, flows),
    ];
    return [`nodes/${type}.md`, withDarkPictures(`${blocks.join('\n\n')}\n`, content)] as const;
  });
  return Object.fromEntries(pages);
}

/** The overview: docs/nodes.md, with links in the place of what has a page of its own. */
export function nodesOverview(content: Content): string {
  return nodeTypes(content).reduce(
    (text, type) => {
      const all = section(text, `### ${type}`);
      const [lead = ''] = all.split('\n\n');
      return text.replace(all, () => `${lead} [More about ${type}](nodes.md#${type})`);
    },
    readText(content, document),
  );
}

function usedIn(type: string, flows: readonly FlowFile[]): string[] {
  const using = flows.filter(({ nodes }) => nodes.some((node) => node.type === type));
  const links = using.map(({ number, title, page }) => {
    const name = `${number} ${title}`;
    return `- [${name}](/cookbook/${page}.md#${slug(name)})`;
  });
  return ['## In the cookbook', links.join('\n')];
}
