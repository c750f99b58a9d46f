import { code, table } from '../../docs/markdown';
import { readText, type Content } from '../content';

const property = /^: (.+?) \(([^)]+)\) : (.+)$/;

/** The help of a node as a part of its page: headings one level up, lists of properties as tables. */
export function helpOf(content: Content, type: string): string {
  const html = readText(content, `nodes/${type}/locales/en-US/${type}.html`);
  const markdown = html.replace(/^<script[^>]*>\n/, '').replace(/<\/script>\s*$/, '');
  return withTables(markdown.replaceAll(/<!--.*?-->\n*/g, ''))
    .replaceAll(/^##(#+) /gm, '#$1 ')
    .replaceAll(/^- \[.*\]\(\S+\/docs\/nodes\.md#.*\)\n/gm, '')
    .trim();
}

function withTables(markdown: string): string {
  return markdown.replaceAll(/(?:^: .+\n)+/gm, (lines) => {
    const rows = lines.trim().split('\n').map(cells);
    return `${table(['Property', 'Type', 'Meaning'], rows)}\n`;
  });
}

function cells(line: string): string[] {
  const [, name, type, meaning] = property.exec(line) ?? [];
  if (name === undefined || type === undefined || meaning === undefined) {
    throw new Error(`No property can be read in "${line}".`);
  }
  return [code(name), type, meaning];
}
