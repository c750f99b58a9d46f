import { readFileSync } from 'node:fs';
import path from 'node:path';
import { npm, run } from './run.mjs';

/** @typedef {Record<string, string>} Versions */
/** @typedef {{ version?: string, optional?: boolean, dependencies?: Versions, devDependencies?: Versions }} LockedPackage */

/**
 * Installs a folder's packages exactly as its lock file says, unless they are already there.
 * @param {string} folder
 * @param {readonly string[]} [workspaces] the only workspaces that are needed. Without it, all are.
 */
export async function ensureInstalled(folder, workspaces) {
  if (workspaces ? hasWorkspaces(folder, workspaces) : isInstalled(folder)) {
    return;
  }
  console.log(`Installing packages in ${path.basename(folder)} …`);
  // npm ci begins by deleting all that is there, from which a Node-RED may be running.
  const isEmpty = Object.keys(packagesOf(folder).present).length === 0;
  const how = isEmpty ? ['ci'] : ['install', '--no-save'];
  const quick = ['--prefer-offline', '--no-audit', '--no-fund'];
  const [command, args] = npm([...how, ...quick, ...only(workspaces)]);
  await run(command, args, { cwd: folder });
}

/** @param {string} folder */
export function isInstalled(folder) {
  const { wanted, present } = packagesOf(folder);
  return Object.entries(wanted).every(
    ([name, locked]) => name === '' || locked.optional || present[name]?.version === locked.version,
  );
}

/**
 * Whether all that the folder and these workspaces ask for is there, and what is there is as the lock file says.
 * @param {string} folder
 * @param {readonly string[]} workspaces
 */
function hasWorkspaces(folder, workspaces) {
  const { wanted, present } = packagesOf(folder);
  const asking = ['', ...workspaces].map((name) => wanted[name]);
  const names = asking.flatMap((one) => Object.keys({ ...one?.dependencies, ...one?.devDependencies }));
  return (
    names.every((name) => `node_modules/${name}` in present) &&
    Object.entries(present).every(([name, { version }]) => wanted[name]?.version === version)
  );
}

/** @param {readonly string[]} [workspaces] */
function only(workspaces) {
  if (workspaces?.length === 0) {
    return ['--workspaces=false'];
  }
  return workspaces ? ['--include-workspace-root', ...workspaces.map((name) => `--workspace=${name}`)] : [];
}

/** @param {string} folder */
function packagesOf(folder) {
  return {
    wanted: lockedPackages(path.join(folder, 'package-lock.json')),
    present: lockedPackages(path.join(folder, 'node_modules', '.package-lock.json')),
  };
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
