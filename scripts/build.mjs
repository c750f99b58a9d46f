import { build as bundle } from 'esbuild';
import { chmod, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readDefinition } from './node-definition.mjs';
import { fail, root, run } from './run.mjs';

const dist = path.join(root, 'dist');

async function build() {
  await rm(dist, { recursive: true, force: true });
  await Promise.all([compile('tsconfig.json'), compile('tsconfig.editor.json')]);
  await Promise.all((await nodeTypes()).map(furnish));
  await chmod(path.join(dist, 'lib', 'simulator', 'cli.js'), 0o755);
}

/** @param {string} project */
function compile(project) {
  return run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
}

async function nodeTypes() {
  const entries = await readdir(path.join(root, 'nodes'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/**
 * Puts beside a node's compiled runtime what Node-RED expects there: the editor's html, the icon, the locales.
 * @param {string} type
 */
async function furnish(type) {
  const from = path.join(root, 'nodes', type);
  const to = path.join(dist, 'nodes', type);
  await mkdir(to, { recursive: true });
  const html = await editorHtml(type, from);
  const definition = readDefinition(html);
  if (definition.type !== type) {
    throw new Error(`nodes/${type} registers the type ${definition.type}.`);
  }
  await writeFile(path.join(to, `${type}.html`), html);
  await cp(path.join(from, 'locales'), path.join(to, 'locales'), { recursive: true });
  await copyIcon(definition.icon, to);
}

/**
 * The editor's script is put inline: Node-RED registers types in time only from scripts that are not external.
 * @param {string} type
 * @param {string} folder
 */
async function editorHtml(type, folder) {
  const { outputFiles } = await bundle({
    entryPoints: [path.join(folder, `${type}.editor.ts`)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  });
  const script = (outputFiles[0]?.text ?? '').replaceAll(/<\/script/gi, '<\\/script');
  const form = await readFile(path.join(folder, `${type}.html`), 'utf8');
  return `<script type="text/javascript">\n${script}</script>\n\n${form}`;
}

/**
 * Every node gets its own copy: the flow library looks only beside the node's file.
 * @param {string | undefined} icon
 * @param {string} to
 */
async function copyIcon(icon, to) {
  if (!icon || icon.startsWith('font-awesome/')) return;
  await cp(path.join(root, 'icons', icon), path.join(to, 'icons', icon));
}

build().catch(fail);
