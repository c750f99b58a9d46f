'use strict';

/**
 * What is thrown stands in one form, so that it can be found and is shown as what it is: `@throws {GcError} CODE`.
 * @type {import('eslint').Rule.RuleModule}
 */
module.exports = {
  meta: {
    type: 'suggestion',
    messages: { form: 'Write what is thrown as "@throws {GcError} CODE when …".' },
    schema: [],
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const isDoc = comment.type === 'Block' && comment.value.startsWith('*');
          if (isDoc && comment.loc && /\bThrows [A-Za-z]|@throws (?!\{)/.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'form' });
          }
        }
      },
    };
  },
};
