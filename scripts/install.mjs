import { readFileSync } from 'node:fs';
import path from 'node:path';
import { npm, run } from './run.mjs';

/** @typedef {{ version?: string, optional?: boolean }} LockedPackage */

/**
 * Installs a folder's packages exactly as its lock file says, unless they are already there.
 * @param {string} folder
 */
export async function ensureInstalled(folder) {
  if (isInstalled(folder)) {
    return;
  }
  console.log(`Installing packages (npm ci) in ${path.basename(folder)} …`);
  const [command, args] = npm(['ci', '--prefer-offline', '--no-audit', '--no-fund']);
  await run(command, args, { cwd: folder });
}

/** @param {string} folder */
export function isInstalled(folder) {
  const wanted = lockedPackages(path.join(folder, 'package-lock.json'));
  const present = lockedPackages(path.join(folder, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([name, locked]) => name === '' || locked.optional || present[name]?.version === locked.version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}
