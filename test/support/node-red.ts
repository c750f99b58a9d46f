import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { npm, root } from '../../scripts/run.mjs';
import { nodeRedRuntime, type NodeRedLine } from '../../scripts/runtimes.mjs';
import { Child, temporaryFolder } from './child';
import { linkPalette } from './palette';
import { until } from './wait';

export type { NodeRedLine };

export interface PackageJson {
  name: string;
  /** `nodes`: the file of each node type; `plugins`: of each plugin. */
  'node-red': { version: string; nodes: Record<string, string>; plugins: Record<string, string> };
}

export interface NodeRedOptions {
  version: NodeRedLine;
  flows: readonly object[];
  /** By node id, then by name. */
  credentials?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Added to the settings; must be plain data. */
  settings?: Readonly<Record<string, unknown>>;
  /** Whether what some examples need besides our package is installed, too. */
  palette?: boolean;
  /** One that was made before, with what an earlier Node-RED has left in it; it stays. Default: a new one. */
  userDir?: string;
  /** Added to the environment. */
  env?: Readonly<Record<string, string>>;
}

export interface NodeRed {
  /** Of the editor, ending in '/'. */
  readonly url: string;
  readonly version: string;
  readonly userDir: string;
  log(): string;
  stop(): Promise<void>;
  /** SIGKILL: nothing is closed or saved. */
  kill(): Promise<void>;
}

const execute = promisify(execFile);

export function readPackageJson(): PackageJson {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as PackageJson;
}

/** The package as npm would publish it, packed once. It holds the build that is there: `npm run build` comes first. */
export const packPackage = onlyOnce(async (): Promise<string> => {
  const packed = process.env['PACKAGE_TARBALL'];
  if (packed) {
    return packed;
  }
  const folder = temporaryFolder('pack');
  const [command, args] = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const { stdout } = await execute(command, args, { cwd: root });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return path.join(folder, filename);
});

/** A userDir with nothing in it but the installed package. Callers get copies of it: installing takes seconds. */
const installed = onlyOnce(async (): Promise<string> => {
  const folder = temporaryFolder('installed');
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
  const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'];
  const [command, args] = npm(['install', ...quick, await packPackage()]);
  await execute(command, args, { cwd: folder });
  return folder;
});

/** A new userDir with the package installed in it from its tarball. */
export async function createUserDir(): Promise<string> {
  const folder = temporaryFolder('user-dir');
  await cp(await installed(), folder, { recursive: true });
  return folder;
}

/** Starts a real Node-RED with the package and these flows, on a port the system chooses. */
export async function startNodeRed(options: NodeRedOptions): Promise<NodeRed> {
  const runtime = await nodeRedRuntime(options.version);
  const userDir = options.userDir ?? (await createUserDir());
  await writeFile(path.join(userDir, 'flows.json'), JSON.stringify(options.flows));
  await writeFile(path.join(userDir, 'flows_cred.json'), JSON.stringify(options.credentials ?? {}));
  await writeFile(path.join(userDir, 'settings.js'), settings(options.settings));
  if (options.palette) {
    await linkPalette(userDir);
  }
  const env = { ...process.env, ...options.env };
  const child = new Child(runtime.node, [runtime.script, '--userDir', userDir], { env });
  const end = async (signal?: NodeJS.Signals) => {
    await child.end(signal);
    if (options.userDir === undefined) {
      await rm(userDir, { recursive: true, force: true });
    }
  };
  try {
    return {
      url: await address(child, startedFlows(runtime.script, options.settings?.['lang'])),
      version: runtime.version,
      userDir,
      log: () => child.log(),
      stop: () => end(),
      kill: () => end('SIGKILL'),
    };
  } catch (error) {
    await child.end('SIGKILL');
    throw error;
  }
}

/**
 * Deploys these in place of all flows, and waits until the flows run. Returns their revision. `nodes` restarts only
 * nodes that have changed.
 */
export async function deployFlows(
  nodeRed: NodeRed,
  flows: readonly object[],
  kind: 'full' | 'nodes' = 'full',
): Promise<string> {
  const before = nodeRed.log().length;
  const deployed = await request(`${nodeRed.url}flows`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'Node-RED-Deployment-Type': kind,
      'Node-RED-API-Version': 'v2',
    },
    body: JSON.stringify({ flows }),
  });
  const isStarted = () => /Started (modified )?(flows|nodes)/.test(nodeRed.log().slice(before));
  await until(isStarted, { what: 'the deploy' });
  return (JSON.parse(deployed) as { rev: string }).rev;
}

/** Returns the answer's text. */
export async function request(url: string, options: RequestInit): Promise<string> {
  const response = await fetch(url, options);
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${text}`);
  }
  return text;
}

function settings(additional: NodeRedOptions['settings']): string {
  const plain = {
    uiHost: '127.0.0.1',
    uiPort: 0,
    flowFile: 'flows.json',
    credentialSecret: false,
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false },
    ...additional,
  };
  return `module.exports = ${JSON.stringify(plain)};`;
}

/** What this Node-RED writes into its log, in its language, once the flows run. */
function startedFlows(script: string, language: unknown = 'en-US'): string {
  const locales = path.join(path.dirname(script), '..', '@node-red', 'runtime', 'locales');
  const catalogue = JSON.parse(
    readFileSync(path.join(locales, String(language), 'runtime.json'), 'utf8'),
  ) as { nodes: { flows: { 'started-flows': string } } };
  return catalogue.nodes.flows['started-flows'];
}

/** Waits until the editor is served and the flows run (or wait for a missing type). */
function address(child: Child, started: string): Promise<string> {
  const bound = { what: 'Node-RED to start' };
  return child.until(() => {
    const flowsAreUp = [started, 'Waiting for missing types'].some((line) => child.log().includes(line));
    return flowsAreUp && /(http:\/\/127\.0\.0\.1:\d+\/)/.exec(child.log())?.[1];
  }, bound) as Promise<string>;
}

function onlyOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
