import ts from 'typescript';

/**
 * @typedef {object} NodeDefinition
 * @property {string} type
 * @property {string} category
 * @property {string | undefined} icon
 * @property {string[]} defaults names of the node's properties
 * @property {string[]} credentials names of the node's credentials
 */

/**
 * Reads a node's definition out of its shipped html the way the flow library does: without running it. What this
 * cannot read, the library does not list.
 * @param {string} html
 * @returns {NodeDefinition}
 */
export function readDefinition(html) {
  const scripts = [...html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g)];
  const source = ts.createSourceFile(
    'editor.js',
    scripts.map((match) => match[1]).join('\n'),
    ts.ScriptTarget.ESNext,
  );
  const calls = registerTypeCalls(source);
  const [type, definition] = calls[0]?.arguments ?? [];
  if (calls.length !== 1 || !type || !ts.isStringLiteral(type)) {
    throw new Error('There must be exactly one RED.nodes.registerType call, with the type as a literal.');
  }
  return describe(type.text, inlineObject(`${type.text}: the definition`, definition));
}

/**
 * @param {string} type
 * @param {Map<string, ts.Expression | undefined>} properties
 * @returns {NodeDefinition}
 */
function describe(type, properties) {
  const category = literal(type, 'category', properties);
  if (category !== 'config') {
    for (const name of ['color', 'icon', 'inputs', 'outputs']) {
      literal(type, name, properties);
    }
  }
  return {
    type,
    category,
    icon: properties.has('icon') ? literal(type, 'icon', properties) : undefined,
    defaults: [...inlineObject(`${type}: defaults`, properties.get('defaults')).keys()],
    credentials: properties.has('credentials')
      ? [...inlineObject(`${type}: credentials`, properties.get('credentials')).keys()]
      : [],
  };
}

/**
 * @param {string} type
 * @param {string} name
 * @param {Map<string, ts.Expression | undefined>} properties
 */
function literal(type, name, properties) {
  const value = properties.get(name);
  if (!value || !(ts.isStringLiteral(value) || ts.isNumericLiteral(value))) {
    throw new Error(`${type}: ${name} must be written as a literal in registerType.`);
  }
  return value.text;
}

/**
 * @param {string} what
 * @param {ts.Node | undefined} node
 * @returns {Map<string, ts.Expression | undefined>} value by name; undefined for a method
 */
function inlineObject(what, node) {
  if (!node || !ts.isObjectLiteralExpression(node)) {
    throw new Error(`${what} must be an inline object.`);
  }
  return new Map(
    node.properties.map((property) => {
      if (!property.name || !ts.isIdentifier(property.name)) {
        throw new Error(`${what} must hold plain names only: no spread, no quoted or computed names.`);
      }
      return [property.name.text, ts.isPropertyAssignment(property) ? property.initializer : undefined];
    }),
  );
}

/**
 * The calls of `registerType` in a script.
 * @param {ts.Node} node
 * @returns {ts.CallExpression[]}
 */
export function registerTypeCalls(node) {
  /** @type {ts.CallExpression[]} */
  const calls = [];
  /** @param {ts.Node} child */
  const visit = (child) => {
    const isCall = ts.isCallExpression(child) && ts.isPropertyAccessExpression(child.expression);
    if (isCall && child.expression.name.text === 'registerType') {
      calls.push(child);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return calls;
}
