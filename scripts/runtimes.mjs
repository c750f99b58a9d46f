import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root } from './run.mjs';

/** @typedef {'4.1' | '5'} NodeRedLine */

const runtimes = path.join(root, 'test', 'runtimes');
const nodeRed4Workspace = 'test/runtimes/node-red-4';
const nodeRed5Folder = path.join(runtimes, 'node-red-5');
const paletteFolder = path.join(runtimes, 'palette');

/** Node-RED 5 where this Node.js can run it, else 4.1. */
export const defaultLine = /** @type {NodeRedLine} */ (runsNodeRed5() ? '5' : '4.1');

/**
 * What to start for a Node-RED of this line, installed the first time it is asked for. With Node-RED 5 comes a Node.js 22,
 * for machines whose own Node.js is too old for it.
 * @param {NodeRedLine} line
 * @returns {Promise<{ node: string, script: string, version: string }>}
 */
export async function nodeRedRuntime(line) {
  if (line === '4.1') {
    await ensureInstalled(root, [nodeRed4Workspace]);
    return runtime(root, process.execPath);
  }
  await ensureInstalled(nodeRed5Folder);
  return runtime(nodeRed5Folder, runsNodeRed5() ? process.execPath : installedNode());
}

/**
 * What some examples need besides this package, installed the first time it is asked for.
 * @returns {Promise<string>} its folder
 */
export async function palette() {
  await ensureInstalled(paletteFolder);
  return paletteFolder;
}

/**
 * @param {string} folder
 * @param {string} node
 */
function runtime(folder, node) {
  const nodeRed = path.join(folder, 'node_modules', 'node-red');
  const { version } = JSON.parse(readFileSync(path.join(nodeRed, 'package.json'), 'utf8'));
  return { node, script: path.join(nodeRed, 'red.js'), version };
}

function runsNodeRed5() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 9);
}

function installedNode() {
  const modules = path.join(nodeRed5Folder, 'node_modules');
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = readdirSync(modules)
    .map((name) => path.join(modules, name, 'bin', binary))
    .find((file) => existsSync(file));
  if (!found) {
    throw new Error(
      `Node-RED 5 needs Node.js 22.9 or newer. This is ${process.version}, and there is no Node.js 22 package ` +
        `for ${process.platform}-${process.arch}. Install a newer Node.js, or use Node-RED 4.1.`,
    );
  }
  return found;
}
