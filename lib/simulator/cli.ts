#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseBrokerUrl } from '../stomp';
import { readSite, startSimulator, type SimulatorLogEntry, type SimulatorOptions, type Site } from '.';

const help = `gc-simulator: a GC with a contact centre behind it, to try, teach and test with.

Usage: gc-simulator [options]

  --port N         port of the embedded STOMP broker on 127.0.0.1; 0 takes any free one (default 61613)
  --broker URL     sit beside this broker instead: stomp://host:port, or stomp+ssl://host:port
  --user NAME      user of that broker; the password is taken from the environment variable
                   GC_BROKER_PASSWORD, because options can be seen by everybody on the machine
  --queue NAME     queue on which commands come (default Connector1)
  --site FILE      JSON file with agents, teams, reasonCodes, numbers and timers;
                   what it leaves out is taken from the default site
  --format WORD    json, text or text-old (default json)
  --flavour WORD   ucce or uccx (default ucce)
  --help           show this`;

const formats = ['json', 'text', 'text-old'] as const;
const flavours = ['ucce', 'uccx'] as const;

/** The command line is wrong. */
class UsageError extends Error {}

interface Settings extends SimulatorOptions {
  readonly site: Site;
  readonly commandQueue: string;
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given.help) {
    console.log(help);
    return;
  }
  const settings = await readSettings(given);
  const simulator = await startSimulator({ ...settings, onLog: print });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
  console.log(describe(settings, simulator.port));
}

function readArguments() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: {
        port: text,
        broker: text,
        user: text,
        queue: { ...text, default: 'Connector1' },
        site: text,
        format: { ...text, default: formats[0] },
        flavour: { ...text, default: flavours[0] },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readSettings(given: ReturnType<typeof readArguments>): Promise<Settings> {
  if (given.port !== undefined && given.broker !== undefined) {
    throw new UsageError('--port is for the embedded broker: leave it out with --broker.');
  }
  if (given.user !== undefined && given.broker === undefined) {
    throw new UsageError('--user is for the broker named with --broker: the embedded one knows no users.');
  }
  return {
    ...(given.broker === undefined
      ? { port: readPort(given.port) }
      : {
          broker: { ...parseBrokerUrl(given.broker), user: given.user, password: brokerPassword(given.user) },
        }),
    commandQueue: given.queue,
    format: oneOf('--format', given.format, formats),
    flavour: oneOf('--flavour', given.flavour, flavours),
    site: await readSiteFile(given.site),
  };
}

function brokerPassword(user: string | undefined): string | undefined {
  if (user === undefined) {
    return undefined;
  }
  const password = process.env['GC_BROKER_PASSWORD'];
  if (password === undefined) {
    throw new UsageError('--user needs its password in the environment variable GC_BROKER_PASSWORD.');
  }
  return password;
}

function readPort(text = '61613'): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not "${text}".`);
  }
  return Number(text);
}

function oneOf<T extends string>(option: string, text: string, words: readonly T[]): T {
  const word = words.find((known) => known === text);
  if (word === undefined) {
    throw new UsageError(`${option} must be one of ${words.join(', ')}, not "${text}".`);
  }
  return word;
}

async function readSiteFile(file: string | undefined): Promise<Site> {
  if (file === undefined) {
    return readSite();
  }
  try {
    return readSite(parse(await readFile(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The site file ${file} cannot be used: ${reason}`, { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not valid JSON.'); // the reason would quote the file, and so a password
  }
}

function describe({ broker, site, commandQueue, format, flavour }: Settings, port: number): string {
  const place =
    broker === undefined ? `listens on stomp://127.0.0.1:${port}` : `uses the broker ${broker.host}:${port}`;
  const agents = site.agents.map(
    ({ agentId, extension, firstName, lastName }) => `  ${agentId} on ${extension}: ${firstName} ${lastName}`,
  );
  return [
    `gc-simulator ${place}, takes commands from the queue ${commandQueue}, and speaks ${format} as with ${flavour}.`,
    'Its agents:',
    ...agents,
    'Stop it with Ctrl+C.',
  ].join('\n');
}

function print(entry: SimulatorLogEntry): void {
  console.log(`${new Date().toTimeString().slice(0, 8)} ${lineOf(entry)}`);
}

function lineOf(entry: SimulatorLogEntry): string {
  switch (entry.kind) {
    case 'command':
      return `> ${entry.type} ${entry.body}`;
    case 'event':
      return `< ${entry.destination} ${entry.body}`;
    case 'connected':
      return `connected to the broker ${entry.broker}`;
    case 'problem':
      return `! ${entry.text}`;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) {
    console.error('gc-simulator --help tells what there is.');
  }
  process.exitCode = 1;
});
