'use strict';
const path = require('node:path');

const root = path.join(__dirname, '../..');

/**
 * Who may import whom, apart from itself. `lib` is the package's entry, `room` the folder of a node or a plugin,
 * `editor` the browser part of such a room. `types` are layers of which only types may be imported.
 * @type {Record<string, { layers: string[], types?: string[] }>}
 */
const mayImport = {
  'lib/common': { layers: [] },
  'lib/protocol': { layers: ['lib/common'] },
  'lib/trace': { layers: ['lib/common', 'lib/protocol'] },
  'lib/privacy': { layers: ['lib/common', 'lib/protocol', 'lib/trace'] },
  'lib/migration': { layers: [] },
  'lib/stomp': { layers: ['lib/common', 'stompit'] },
  'lib/store': { layers: ['lib/common', 'lib/protocol'] },
  'lib/numbers': { layers: ['lib/common', 'lib/protocol', 'google-libphonenumber'] },
  'lib/calendar': { layers: ['lib/common', 'lib/protocol'] },
  'lib/client': {
    layers: [
      'lib/common',
      'lib/protocol',
      'lib/trace',
      'lib/privacy',
      'lib/stomp',
      'lib/store',
      'lib/numbers',
    ],
    types: ['lib/calendar'],
  },
  'lib/simulator': { layers: ['lib/common', 'lib/protocol', 'lib/trace', 'lib/stomp'] },
  'lib/check': {
    layers: ['lib/common', 'lib/protocol', 'lib/trace', 'lib/client', 'lib/simulator', 'lib/stomp'],
  },
  'lib/nodered': {
    layers: [
      'lib/common',
      'lib/protocol',
      'lib/trace',
      'lib/privacy',
      'lib/migration',
      'lib/store',
      'lib/numbers',
      'lib/calendar',
      'lib/client',
      'lib/simulator',
      'lib/check',
      'node-red',
    ],
  },
  'lib/editor': {
    layers: ['lib/protocol', 'lib/privacy', 'lib/numbers', 'lib/calendar', 'lib/migration', 'node-red'],
  },
  lib: {
    layers: [
      'lib/protocol',
      'lib/trace',
      'lib/privacy',
      'lib/store',
      'lib/numbers',
      'lib/calendar',
      'lib/client',
      'lib/simulator',
      'lib/check',
    ],
  },
  room: {
    layers: ['lib/nodered', 'lib/protocol', 'node-red'],
    types: ['lib/client', 'lib/simulator', 'lib/numbers', 'lib/calendar'],
  },
  editor: {
    layers: [
      'lib/editor',
      'lib/protocol',
      'lib/privacy',
      'lib/numbers',
      'lib/calendar',
      'lib/migration',
      'node-red',
    ],
  },
};

/** Packages that only some layers may know. */
const guarded = ['stompit', 'google-libphonenumber', 'node-red', '@node-red'];

/** @type {import('eslint').Rule.RuleModule} */
module.exports = {
  meta: {
    type: 'problem',
    messages: { forbidden: '{{from}} must not import {{to}}: see mayImport in scripts/lint/layers.cjs.' },
    schema: [],
  },
  create(context) {
    const from = place(context.filename);
    return {
      /** @param {any} node */
      ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration)[source]'(node) {
        const to = destination(context.filename, node.source.value);
        const typesOnly = (node.importKind ?? node.exportKind) === 'type';
        if (!isAllowed(from, to, typesOnly)) {
          context.report({ node, messageId: 'forbidden', data: { from: from.folder, to: to.folder } });
        }
      },
    };
  },
};

/** @typedef {{ folder: string, layer?: string }} Place `layer` is absent for what this rule does not watch over */

/**
 * @param {Place} from
 * @param {Place} to
 * @param {boolean} typesOnly
 */
function isAllowed(from, to, typesOnly) {
  if (!from.layer || !to.layer || from.folder === to.folder) {
    return true;
  }
  const { layers, types = [] } = mayImport[from.layer] ?? { layers: [] };
  return layers.includes(to.layer) || (typesOnly && types.includes(to.layer));
}

/**
 * @param {string} file
 * @param {string} specifier
 * @returns {Place}
 */
function destination(file, specifier) {
  if (specifier.startsWith('.')) {
    return place(path.resolve(path.dirname(file), specifier, 'index.ts'));
  }
  const name = specifier.split('/')[0] ?? '';
  return guarded.includes(name) ? { folder: name, layer: name.replace('@', '') } : { folder: name };
}

/**
 * @param {string} file
 * @returns {Place}
 */
function place(file) {
  const [top, folder, inner] = path.relative(root, file).split(path.sep);
  if (top === 'nodes' || top === 'plugins') {
    return { folder: `${top}/${folder}`, layer: file.endsWith('.editor.ts') ? 'editor' : 'room' };
  }
  if (top !== 'lib') {
    return { folder: String(top) };
  }
  const layer = inner ? `lib/${folder}` : 'lib';
  return { folder: layer, layer };
}
