import type { TxtNode } from '@textlint/ast-node-types';
import { split } from 'sentence-splitter';
import { StringSource } from 'textlint-util-to-string';

/** A sentence of prose, and where it begins in its page. */
export interface Sentence {
  readonly text: string;
  /** Characters from the beginning of the paragraph. */
  readonly index: number;
}

/** Sentences of a paragraph. Code counts as no word. */
export function sentencesOf(paragraph: TxtNode): Sentence[] {
  const source = new StringSource(paragraph as never, {
    replacer: ({ node, maskValue }) => (node.type === 'Code' ? maskValue('·') : undefined),
  });
  return split(source.toString())
    .filter(({ type }) => type === 'Sentence')
    .map(({ raw, range }) => ({ text: raw, index: source.originalIndexFromIndex(range[0]) ?? 0 }));
}

/** A word has at least one letter or digit. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
