import * as esbuild from 'esbuild';
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';
import { registerTypeCalls } from './node-definition.mjs';

/**
 * @typedef {object} Row the row of a form; lib/editor/dialog/field-table.ts describes it
 * @property {'line' | 'typed' | 'list' | 'select' | 'checkbox'} kind
 * @property {string} [icon]
 * @property {string} [placeholder]
 * @property {readonly string[]} [options]
 * @property {string} [input]
 */

/**
 * @typedef {object} Registered what an editor script registers
 * @property {string} category
 * @property {string} [color]
 * @property {string} [icon]
 * @property {() => string} [label]
 * @property {Record<string, { value?: unknown, type?: string, row?: Row }>} defaults
 * @property {Record<string, { type: string }>} [credentials]
 */

/**
 * @typedef {object} EditorParts what a script asks its editor for
 * @property {(key: string, values?: Readonly<Record<string, string>>) => string} translate
 * @property {(id: string) => object | undefined} findNode
 */

/**
 * The script of a dialog, in one piece. It stands inline in the html: Node-RED registers types in time only from scripts
 * that are not external.
 * @param {string} name
 * @param {string} folder
 */
export async function editorScript(name, folder) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(folder, `${name}.editor.ts`)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  });
  return (outputFiles[0]?.text ?? '').replaceAll(/<\/script/gi, '<\\/script');
}

/**
 * Runs the editor script of a node without an editor.
 * @param {string} script
 * @param {EditorParts} [parts]
 * @returns {Registered}
 */
export function register(
  script,
  { translate, findNode } = { translate: (key) => key, findNode: () => undefined },
) {
  /** @type {Registered[]} */
  const found = [];
  const nodes = {
    /** @param {string} _type @param {Registered} definition */
    registerType: (_type, definition) => found.push(definition),
    node: findNode,
  };
  vm.runInNewContext(script, { RED: { nodes, _: translate } });
  const [definition] = found;
  if (definition === undefined) {
    throw new Error('The editor script registers no node.');
  }
  return definition;
}

/**
 * Writes down the names of the properties where `registerType` is given `defaults` by name: the flow library reads them
 * without running the script.
 * @param {string} script
 * @param {readonly string[]} names
 * @returns {string}
 */
export function stampDefaults(script, names) {
  const source = ts.createSourceFile('editor.js', script, ts.ScriptTarget.ESNext);
  const definition = registerTypeCalls(source)[0]?.arguments[1];
  if (definition === undefined || !ts.isObjectLiteralExpression(definition)) {
    return script;
  }
  const property = definition.properties.find((one) => one.name?.getText(source) === 'defaults');
  const given =
    property && ts.isShorthandPropertyAssignment(property)
      ? property.name
      : property && ts.isPropertyAssignment(property) && property.initializer;
  if (!property || !given || !ts.isIdentifier(given)) {
    return script;
  }
  const literal = names.map((name) => `${name}: ${given.text}.${name}`).join(', ');
  return `${script.slice(0, property.getStart(source))}defaults: { ${literal} }${script.slice(property.getEnd())}`;
}

/**
 * Writes the rows of a node's fields into its form, in place of the marks `<!-- rows: name connection -->`;
 * `<!-- rows -->` stands for all rows that no other mark names.
 * @param {string} type
 * @param {Registered} registered
 * @param {string} form
 * @returns {string}
 */
export function fillForm(type, { category, defaults }, form) {
  const prefix = category === 'config' ? 'node-config-input' : 'node-input';
  const left = new Map(
    Object.entries(defaults).flatMap(([name, { row }]) =>
      row ? [/** @type {const} */ ([name, formRow(type, prefix, name, row)])] : [],
    ),
  );
  /** @param {string} name */
  const take = (name) => {
    const row = left.get(name);
    if (row === undefined) {
      throw new Error(`${type}: there is no row "${name}", or the form has it twice.`);
    }
    left.delete(name);
    return row;
  };
  const filled = form
    .replaceAll(/<!-- rows: ([\w ]+) -->/g, (_, names) => String(names).split(' ').map(take).join('\n'))
    .replaceAll('<!-- rows -->', () => [...left.keys()].map(take).join('\n'));
  if (left.size > 0) {
    throw new Error(`${type}: the form has no place for ${[...left.keys()].join(', ')}.`);
  }
  return filled;
}

/**
 * @param {string} type
 * @param {string} prefix
 * @param {string} name
 * @param {Row} row
 */
function formRow(type, prefix, name, { kind, icon, placeholder, options = [], input = name }) {
  const id = `${prefix}-${input}`;
  const label = `${type}.label.${name}`;
  if (kind === 'checkbox') {
    return `<div class="form-row">
  <input type="checkbox" id="${id}" style="width: auto; vertical-align: top" />
  <label for="${id}" style="width: auto" data-i18n="${label}"></label>
</div>`;
  }
  const hint = placeholder === undefined ? '' : ` data-i18n="[placeholder]${type}.${placeholder}"`;
  const wide = ' style="width: 70%"';
  const words = options.map(
    (value) => `<option value="${value}" data-i18n="${type}.${name}.${value}"></option>`,
  );
  const inputs = {
    line: `<input type="text" id="${id}"${hint} />`,
    list: `<input type="text" id="${id}"${wide} />`,
    typed: `<input type="text" id="${id}"${wide} />\n  <input type="hidden" id="${id}Type" />`,
    select: `<select id="${id}"${wide}>\n    ${words.join('\n    ')}\n  </select>`,
  };
  return `<div class="form-row">
  <label for="${id}">
    <i class="fa fa-${icon}"></i> <span data-i18n="${label}"></span>
  </label>
  ${inputs[kind]}
</div>`;
}

/**
 * The catalogue of a node as it is shipped: with those of the common words that its form uses and that it does not
 * have itself.
 * @param {string} type
 * @param {string} form
 * @param {Record<string, Record<string, Record<string, string>>>} catalogue
 * @param {Record<string, Record<string, string>>} common
 */
export function withCommonWords(type, form, catalogue, common) {
  const words = structuredClone(catalogue);
  const own = (words[type] ??= {});
  for (const [, section = '', key = ''] of form.matchAll(
    /data-i18n="(?:\[\w+\])?[\w-]+\.(\w+)\.([\w-]+)"/g,
  )) {
    const word = common[section]?.[key];
    if (word !== undefined) {
      own[section] = { [key]: word, ...own[section] };
    }
  }
  return words;
}
