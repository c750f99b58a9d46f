import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root, run } from './run.mjs';
import { nodeRedRuntime, palette } from './runtimes.mjs';

/**
 * Things on the machine that some tests need and npm does not bring, with the Debian packages that do.
 * @type {Record<string, { debian: string[], isPresent: () => boolean }>}
 */
const programs = {
  'a JDK': { debian: ['default-jdk-headless'], isPresent: () => isOnPath('javac') },
  'Apache ActiveMQ': {
    debian: ['activemq'],
    isPresent: () => existsSync('/usr/share/activemq/bin/activemq.jar'),
  },
  "Python's stomp.py": {
    debian: ['python3-stomp'],
    isPresent: () => existsSync('/usr/lib/python3/dist-packages/stomp/__init__.py'),
  },
  PostgreSQL: { debian: ['postgresql'], isPresent: () => hasPostgresServer() },
  Chromium: { debian: ['chromium', 'fonts-liberation'], isPresent: () => existsSync('/usr/bin/chromium') },
};

/**
 * Things that npm brings, each in a folder of its own.
 * @type {Record<string, () => Promise<unknown>>}
 */
const packages = {
  'Node-RED 5': () => nodeRedRuntime('5'),
  'the palette': palette,
  'the site': () => ensureInstalled(path.join(root, 'site')),
};

/** @typedef {keyof typeof programs | keyof typeof packages} Prerequisite */

/**
 * Installs what is missing, where that can be done without asking.
 * @param {readonly Prerequisite[]} wanted
 * @returns {Promise<Map<Prerequisite, string>>} what is still missing, and what to do about it
 */
export async function provide(wanted) {
  await aptInstall(absent(wanted).flatMap(debianPackages));
  const missing = new Map(
    absent(wanted).map((name) => [name, `sudo apt-get install ${debianPackages(name).join(' ')}`]),
  );
  for (const name of wanted) {
    await packages[name]?.().catch((error) => missing.set(name, error.message));
  }
  return missing;
}

/** @param {readonly Prerequisite[]} wanted */
function absent(wanted) {
  return wanted.filter((name) => programs[name]?.isPresent() === false);
}

/** @param {Prerequisite} name */
function debianPackages(name) {
  return programs[name]?.debian ?? [];
}

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  if (packages.length === 0 || process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    return;
  }
  console.log(`Installing from Debian: ${packages.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  const aptGet = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  try {
    await run('apt-get', [...aptGet, 'update'], options);
    await run('apt-get', [...aptGet, 'install', '-y', '--no-install-recommends', ...packages], options);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}

/** @param {string} command */
function isOnPath(command) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, command)));
}

/** Debian keeps each version in a folder of its own; with the client alone there is no initdb in it. */
function hasPostgresServer() {
  const versions = '/usr/lib/postgresql';
  return (
    existsSync(versions) &&
    readdirSync(versions).some((version) => existsSync(path.join(versions, version, 'bin', 'initdb')))
  );
}
