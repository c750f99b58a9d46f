import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { fail, root, run } from './run.mjs';
import { defaultLine, nodeRedRuntime } from './runtimes.mjs';

/** @typedef {import('./runtimes.mjs').NodeRedLine} NodeRedLine */

const host = '127.0.0.1';
const userDir = path.join(root, '.node-red');
const example = path.join(root, 'examples', '1 First steps', '01 - Quick start.json');

async function main() {
  const line = chosenLine();
  const port = await freePort(process.env['PORT'] ?? '1880');
  const runtime = await nodeRedRuntime(line);
  await ensureInstalled(root, []);
  await run(process.execPath, [path.join(root, 'scripts', 'build.mjs'), '--quick']);
  await prepareUserDir();

  const args = [runtime.script, '--userDir', userDir, '--port', String(port)];
  const nodeRed = spawn(runtime.node, args, { cwd: root, stdio: 'inherit' });
  nodeRed.once('error', fail);
  nodeRed.once('exit', (code) => process.exit(code ?? 1));
  onEnd((signal) => nodeRed.kill(signal));

  const url = `http://${host}:${port}/`;
  await answers(url);
  console.log(`\nNode-RED ${runtime.version} is ready: ${url}   (Ctrl-C ends it)\n`);
}

/** @returns {NodeRedLine} */
function chosenLine() {
  const { values } = parseArgs({ options: { 'node-red': { type: 'string' } } });
  const wanted = values['node-red'];
  if (wanted === undefined) {
    return defaultLine;
  }
  if (wanted === '5') {
    return '5';
  }
  if (wanted === '4' || wanted === '4.1') {
    return '4.1';
  }
  throw new Error(`--node-red=${wanted}: there are --node-red=5 and --node-red=4.`);
}

/**
 * @param {string} wanted
 * @returns {Promise<number>}
 */
function freePort(wanted) {
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT=${wanted} is not a port number (1 to 65535).`);
  }
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      const next = port < 65535 ? port + 1 : port - 1;
      reject(
        taken
          ? new Error(`Port ${port} is already in use. Choose another one: PORT=${next} npm start`)
          : error,
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve(port)));
  });
}

/** A folder for Node-RED's own files, in which this package is installed as it is here. */
async function prepareUserDir() {
  const { name } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const link = path.join(userDir, 'node_modules', name);
  await mkdir(path.dirname(link), { recursive: true });
  await rm(link, { recursive: true, force: true });
  await symlink(root, link, 'junction');
  await writeNew(
    'package.json',
    JSON.stringify({ private: true, dependencies: { [name]: 'file:..' } }, null, 2),
  );
  await writeNew('settings.js', settings());
  const flows = path.join(userDir, 'flows.json');
  if (!existsSync(flows)) {
    await copyFile(example, flows);
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
async function writeNew(name, text) {
  const file = path.join(userDir, name);
  if (!existsSync(file)) {
    await writeFile(file, `${text}\n`, { mode: 0o600 });
  }
}

function settings() {
  const secret = randomBytes(32).toString('hex');
  return `module.exports = ${JSON.stringify(
    {
      uiHost: host,
      flowFile: 'flows.json',
      flowFilePretty: true,
      credentialSecret: secret,
      telemetry: { enabled: false, updateNotification: false },
      editorTheme: { tours: false },
    },
    null,
    2,
  )};`;
}

/** @param {(signal: NodeJS.Signals) => void} stop */
function onEnd(stop) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, stop);
  }
  if (!process.env['npm_lifecycle_event']) {
    return;
  }
  // npm passes no signal on to its script: notice that the shell it put in between is gone.
  const shell = process.ppid;
  setInterval(() => process.ppid === shell || stop('SIGTERM'), 500).unref();
}

/** @param {string} url */
async function answers(url) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

main().catch(fail);
