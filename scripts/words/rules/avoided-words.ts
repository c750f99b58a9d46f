import type { TxtNode } from '@textlint/ast-node-types';
import type { TextlintRuleModule } from '@textlint/types';
import { avoidedSubject, avoidedWords } from '../avoided';
import { sentencesOf } from '../sentences';

/** Reports words that the style guide avoids, and says what to write instead. */
export const avoidedWordsRule: TextlintRuleModule = ({ Syntax, RuleError, report, locator }) => {
  const check = (node: TxtNode) => {
    for (const { text, index } of sentencesOf(node)) {
      for (const { found, at, instead } of avoidedIn(text)) {
        const message = `"${found}": write ${instead}.`;
        report(node, new RuleError(message, { padding: locator.at(index + at) }));
      }
    }
  };
  return { [Syntax.Paragraph]: check, [Syntax.TableCell]: check, [Syntax.Header]: check };
};

function avoidedIn(sentence: string): { found: string; at: number; instead: string }[] {
  const isStatement = /[.:]$/.test(sentence.trimEnd());
  return [...avoidedWords, ...(isStatement ? [avoidedSubject] : [])].flatMap(({ pattern, instead }) =>
    Array.from(sentence.matchAll(pattern), ({ 0: found, index: at }) => ({ found, at, instead })),
  );
}
