'use strict';
const ts = require('typescript');

/**
 * A text or a number stands in a template as it is: `${count}`, not `${String(count)}`.
 * @type {import('eslint').Rule.RuleModule}
 */
module.exports = {
  meta: {
    type: 'suggestion',
    fixable: 'code',
    messages: { plain: 'A text or a number needs no String() in a template.' },
    schema: [],
  },
  create(context) {
    const { getTypeAtLocation } = context.sourceCode.parserServices;
    return {
      /** @param {any} node */
      'TemplateLiteral > CallExpression[callee.name="String"][arguments.length=1]'(node) {
        const [value] = node.arguments;
        if (isPlain(getTypeAtLocation(value))) {
          const text = context.sourceCode.getText(value);
          context.report({ node, messageId: 'plain', fix: (fixer) => fixer.replaceText(node, text) });
        }
      },
    };
  },
};

/**
 * @param {ts.Type} type
 * @returns {boolean}
 */
function isPlain(type) {
  const plain = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike;
  return type.isUnion() ? type.types.every(isPlain) : (type.flags & plain) !== 0;
}
