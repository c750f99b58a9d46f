import * as esbuild from 'esbuild';
import { chmod, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { editorScript, fillForm, register, stampDefaults, withCommonWords } from './dialog.mjs';
import { readDefinition } from './node-definition.mjs';
import { fail, root, run } from './run.mjs';
import { subflowIcons } from './subflow-icons.mjs';

const dist = path.join(root, 'dist');

/** Builds what npm publishes. With `--quick`, builds what does the same, without checking or declaring types. */
async function build() {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
  await rm(dist, { recursive: true, force: true });
  await (values.quick ? transpile() : Promise.all(['tsconfig.json', 'tsconfig.editor.json'].map(compile)));
  await Promise.all([
    ...(await rooms('nodes')).map(furnishNode),
    ...(await rooms('plugins')).map(furnishPlugin),
  ]);
  await addPhrases('gc-connection');
  await addSubflowIcons('gc-connection');
  const commands = ['check', 'simulator'].map((name) => path.join(dist, 'lib', name, 'cli.js'));
  await Promise.all(commands.map((command) => chmod(command, 0o755)));
}

/** @param {string} project */
function compile(project) {
  return run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
}

/** Compiles file by file. esbuild's getters between modules cost time for each event, so what we publish comes from tsc. */
async function transpile() {
  const folders = await Promise.all(['lib', 'nodes', 'plugins'].map(runtimeFiles));
  await esbuild.build({
    entryPoints: folders.flat(),
    outbase: root,
    outdir: dist,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    loader: { '.json': 'copy' },
  });
}

/**
 * Finds what runs in Node.js, and the data that it imports.
 * @param {string} folder
 */
async function runtimeFiles(folder) {
  const names = await readdir(path.join(root, folder), { recursive: true });
  const files = names.map((name) => path.join(folder, name)).filter(isRuntime);
  return files.map((file) => path.join(root, file));
}

/** @param {string} file in this package */
function isRuntime(file) {
  const folders = path.dirname(file).split(path.sep);
  const isElsewhere = folders.includes('editor') || folders.includes('locales');
  return /\.(ts|json)$/.test(file) && !/\.(editor|d)\.ts$/.test(file) && !isElsewhere;
}

/** @param {'nodes' | 'plugins'} kind */
async function rooms(kind) {
  const entries = await readdir(path.join(root, kind), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/**
 * The form of a node has a row for each of its fields. Where there is more in it, it is in `<type>.html`.
 * @param {string} type
 */
async function furnishNode(type) {
  const { from, to } = await furnish('nodes', type);
  const script = await editorScript(type, from);
  const registered = register(script);
  const own = await readFile(path.join(from, `${type}.html`), 'utf8').catch(() => emptyForm(type));
  const form = fillForm(type, registered, own);
  const html = page(stampDefaults(script, Object.keys(registered.defaults)), form);
  await writeFile(path.join(to, `${type}.html`), html);
  await addCommonWords(type, form, path.join(to, 'locales'));
  const definition = readDefinition(html);
  if (definition.type !== type) {
    throw new Error(`nodes/${type} registers the type ${definition.type}.`);
  }
  await copyIcon(definition.icon, to);
}

/** @param {string} name */
async function furnishPlugin(name) {
  const { from, to } = await furnish('plugins', name);
  const form = await readFile(path.join(from, `${name}.html`), 'utf8');
  await writeFile(path.join(to, `${name}.html`), page(await editorScript(name, from), form));
}

/**
 * Puts the locales beside a compiled runtime, where Node-RED expects them.
 * @param {'nodes' | 'plugins'} kind
 * @param {string} name
 */
async function furnish(kind, name) {
  const from = path.join(root, kind, name);
  const to = path.join(dist, kind, name);
  await mkdir(to, { recursive: true });
  await cp(path.join(from, 'locales'), path.join(to, 'locales'), { recursive: true });
  return { from, to };
}

/**
 * Adds the words that dialogs share, in the languages that have them.
 * @param {string} type
 * @param {string} form
 * @param {string} locales
 */
async function addCommonWords(type, form, locales) {
  for (const language of await readdir(locales)) {
    const catalogue = path.join(locales, language, `${type}.json`);
    const shared = path.join(root, 'lib/editor/locales', `${language}.json`);
    const [own, common] = [await readJson(catalogue), await readJson(shared).catch(() => ({}))];
    await writeFile(catalogue, JSON.stringify(withCommonWords(type, form, own, common), undefined, 2));
  }
}

/**
 * Adds the phrases of the runtime in every language but English, which is in the code. One node has them for all.
 * @param {string} type
 */
async function addPhrases(type) {
  const folder = path.join(root, 'lib/nodered/language/locales');
  for (const file of await readdir(folder)) {
    const catalogue = path.join(dist, 'nodes', type, 'locales', path.parse(file).name, `${type}.json`);
    const runtime = await readJson(path.join(folder, file));
    await writeFile(catalogue, JSON.stringify({ ...(await readJson(catalogue)), runtime }, undefined, 2));
  }
}

/** @param {string} file */
async function readJson(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** @param {string} type */
function emptyForm(type) {
  return `<script type="text/html" data-template-name="${type}">\n<!-- rows -->\n</script>\n`;
}

/**
 * @param {string} script
 * @param {string} form
 */
function page(script, form) {
  return `<script type="text/javascript">\n${script}</script>\n\n${form}`;
}

/**
 * Every node gets its own copy: the flow library looks only beside the node's file.
 * @param {string | undefined} icon
 * @param {string} to
 */
async function copyIcon(icon, to) {
  if (!icon || icon.startsWith('font-awesome/')) {
    return;
  }
  await cp(path.join(root, 'icons', icon), path.join(to, 'icons', icon));
}

/**
 * Adds the icons of the subflows in the examples. Node-RED serves icons only from beside a node's file.
 * @param {string} type
 */
async function addSubflowIcons(type) {
  const icons = subflowIcons(path.join(root, 'examples'));
  await Promise.all(icons.map((icon) => copyIcon(icon, path.join(dist, 'nodes', type))));
}

build().catch(fail);
