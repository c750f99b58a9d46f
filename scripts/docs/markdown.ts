/** A page: its title, a note that it is not to be edited, and its blocks with blank lines between them. */
export function page(title: string, ...blocks: string[]): string {
  const origin = '<!-- Written by `npm run docs` from the tables in lib. Change them, not this page. -->';
  return `${[`# ${title}`, origin, ...blocks].join('\n\n')}\n`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

export function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** Plain text, with nothing in it that Markdown would read as its own. */
export function prose(text: string): string {
  return text.replaceAll(/[\\*_<`]/g, '\\$&');
}

/** `a`, `b` or `c` */
export function codes(words: readonly string[], conjunction: 'or' | 'and'): string {
  const last = words.slice(-2).map(code).join(` ${conjunction} `);
  return [...words.slice(0, -2).map(code), last].join(', ');
}

/** A link to a heading, with its text as code. */
export function linkTo(file: string, heading: string): string {
  return `[${code(heading)}](${file}#${heading.toLowerCase()})`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
