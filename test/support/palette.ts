import { readdirSync, readFileSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { palette } from '../../scripts/runtimes.mjs';

/** What some examples need besides our package: see its package.json. */
const folder = path.join(root, 'test', 'runtimes', 'palette');

interface Manifest {
  dependencies?: Record<string, string>;
}

/** Name and version of each package. */
export function paletteModules(): Record<string, string> {
  return manifest(readFileSync(path.join(folder, 'package.json'), 'utf8')).dependencies ?? {};
}

export function requireFromPalette(name: string): unknown {
  return createRequire(path.join(folder, 'package.json'))(name);
}

/** Adds these packages to a userDir, as if they had been installed there. Links, because they are large. */
export async function linkPalette(userDir: string): Promise<void> {
  const [from, to] = [path.join(await palette(), 'node_modules'), path.join(userDir, 'node_modules')];
  const present = new Set(readdirSync(to));
  const missing = readdirSync(from).filter((name) => !name.startsWith('.') && !present.has(name));
  await Promise.all(missing.map((name) => symlink(path.join(from, name), path.join(to, name), 'junction')));
  const file = path.join(userDir, 'package.json');
  const own = manifest(await readFile(file, 'utf8'));
  const dependencies = { ...own.dependencies, ...paletteModules() };
  await writeFile(file, JSON.stringify({ ...own, dependencies }));
}

function manifest(text: string): Manifest {
  return JSON.parse(text) as Manifest;
}
