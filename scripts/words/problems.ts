import { TextlintKernel } from '@textlint/kernel';
import markdownPlugin from '@textlint/textlint-plugin-markdown';
import { avoidedWordsRule } from './rules/avoided-words';
import { readingGradeRule } from './rules/reading-grade';
import { sentenceLengthRule } from './rules/sentence-length';

/** A place in a text that does not follow the style guide. */
export interface WordProblem {
  readonly line: number;
  readonly message: string;
}

const kernel = new TextlintKernel();

const rules = [
  { ruleId: 'avoided-words', rule: avoidedWordsRule },
  { ruleId: 'sentence-length', rule: sentenceLengthRule },
  { ruleId: 'reading-grade', rule: readingGradeRule },
];

/** Problems of English prose in Markdown, in the order of their lines. */
export async function findWordProblems(markdown: string): Promise<WordProblem[]> {
  const { messages } = await kernel.lintText(markdown, {
    ext: '.md',
    plugins: [{ pluginId: 'markdown', plugin: markdownPlugin }],
    rules,
  });
  return messages.map(({ loc, message }) => ({ line: loc.start.line, message }));
}
