import { text, type NodeType } from './text';

/** What the palette shows of the category that all our nodes are in. */
export const categoryDescription = text('gc-connection', 'palette.description');

/**
 * Lets the filter of the palette, which knows labels and types, find a node by what it does: by the texts with these keys
 * of its catalogue, by the beginning of its help, and by the words that all our nodes have in common.
 */
export function addSearchWords(type: NodeType, keys: readonly string[] = []): void {
  const entry = $(`.red-ui-palette-node[data-palette-type="${type}"]`);
  const help = $('<div/>').html(RED.nodes.getNodeHelp(type)).find('p').first().text();
  const all = [text('gc-connection', 'palette.words'), ...keys.map((key) => text(type, key)), help];
  const words = all.join('\n');
  const before = String(entry.attr('data-palette-label') ?? '');
  if (!before.endsWith(words)) {
    entry.attr('data-palette-label', `${before}\n${words}`);
  }
}

/** The keys of the texts for what a node can be set to. */
export function keysOf(section: string, choices: object | readonly string[]): string[] {
  const words: readonly string[] = Array.isArray(choices) ? choices : Object.keys(choices);
  return words.map((choice) => `${section}.${choice}`);
}
