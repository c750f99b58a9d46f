import { build as bundle } from 'esbuild';
import { chmod, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readDefinition } from './node-definition.mjs';
import { fail, root, run } from './run.mjs';

const dist = path.join(root, 'dist');

async function build() {
  await rm(dist, { recursive: true, force: true });
  await Promise.all([compile('tsconfig.json'), compile('tsconfig.editor.json')]);
  await Promise.all([
    ...(await rooms('nodes')).map(furnishNode),
    ...(await rooms('plugins')).map((name) => furnish('plugins', name)),
  ]);
  await chmod(path.join(dist, 'lib', 'simulator', 'cli.js'), 0o755);
}

/** @param {string} project */
function compile(project) {
  return run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
}

/** @param {'nodes' | 'plugins'} kind */
async function rooms(kind) {
  const entries = await readdir(path.join(root, kind), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** @param {string} type */
async function furnishNode(type) {
  const { html, to } = await furnish('nodes', type);
  const definition = readDefinition(html);
  if (definition.type !== type) {
    throw new Error(`nodes/${type} registers the type ${definition.type}.`);
  }
  await copyIcon(definition.icon, to);
}

/**
 * Puts beside a compiled runtime what Node-RED expects there: the editor's html and the locales.
 * @param {'nodes' | 'plugins'} kind
 * @param {string} name
 */
async function furnish(kind, name) {
  const from = path.join(root, kind, name);
  const to = path.join(dist, kind, name);
  await mkdir(to, { recursive: true });
  const html = await editorHtml(name, from);
  await writeFile(path.join(to, `${name}.html`), html);
  await cp(path.join(from, 'locales'), path.join(to, 'locales'), { recursive: true });
  return { html, to };
}

/**
 * The editor's script is put inline: Node-RED registers types in time only from scripts that are not external.
 * @param {string} name
 * @param {string} folder
 */
async function editorHtml(name, folder) {
  const { outputFiles } = await bundle({
    entryPoints: [path.join(folder, `${name}.editor.ts`)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  });
  const script = (outputFiles[0]?.text ?? '').replaceAll(/<\/script/gi, '<\\/script');
  const form = await readFile(path.join(folder, `${name}.html`), 'utf8');
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
