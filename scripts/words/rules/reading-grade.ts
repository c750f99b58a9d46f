import type { TextlintRuleModule } from '@textlint/types';
import { automatedReadability } from 'automated-readability';
import { sentencesOf, wordsOf } from '../sentences';

/** Fewer words say nothing about a page. */
const fewestWords = 100;
/** Years at school that a page may ask of its reader. */
const most = 9;

/** Reports a page that needs more years at school than `most`, by the automated readability index. */
export const readingGradeRule: TextlintRuleModule = ({ Syntax, RuleError, report }) => {
  const counts = { sentence: 0, word: 0, character: 0 };
  return {
    [Syntax.Paragraph](paragraph) {
      for (const { text } of sentencesOf(paragraph)) {
        const words = wordsOf(text);
        counts.sentence += 1;
        counts.word += words.length;
        counts.character += words.join('').replace(/[^\p{L}\p{N}]/gu, '').length;
      }
    },
    [Syntax.DocumentExit](page) {
      const grade = automatedReadability(counts);
      if (counts.word >= fewestWords && grade > most) {
        const message = `Reading grade ${grade.toFixed(1)} (at most ${most}): shorter sentences and words.`;
        report(page, new RuleError(message));
      }
    },
  };
};
