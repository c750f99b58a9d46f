import type { TxtNode } from '@textlint/ast-node-types';
import type { TextlintRuleModule } from '@textlint/types';
import { sentencesOf, wordsOf } from '../sentences';

/** Words of a sentence. */
const most = 30;

/** Reports sentences of more words than a reader holds in mind. */
export const sentenceLengthRule: TextlintRuleModule = ({ Syntax, RuleError, report, locator }) => {
  const check = (node: TxtNode) => {
    for (const { text, index } of sentencesOf(node)) {
      const { length } = wordsOf(text);
      if (length > most) {
        const message = `A sentence of ${length} words (at most ${most}): split it.`;
        report(node, new RuleError(message, { padding: locator.at(index) }));
      }
    }
  };
  return { [Syntax.Paragraph]: check, [Syntax.TableCell]: check };
};
