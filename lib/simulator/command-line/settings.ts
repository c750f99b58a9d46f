import { parseArgs } from 'node:util';
import { UsageError } from '../../common/usage-error';
import { parseBrokerUrl } from '../../stomp';
import { dialectNames, readDialectFile, type DialectChoice } from '../dialects';
import { faults, type FaultName } from '../faults';
import type { SimulatorBroker, SimulatorOptions } from '../simulator';
import { readSite, readSiteFile, type Site } from '../site';

export const help = `gc-simulator: a GC with a contact centre behind it, to try, teach and test with.

Usage: gc-simulator [options]

  --port N         port of the embedded STOMP broker on 127.0.0.1; 0 takes any free one (default 61613)
  --broker URL     sit beside this broker instead: stomp://host:port, or stomp+ssl://host:port;
                   can be given several times, in the order of priority
  --user NAME      user of that broker; the password is taken from the environment variable
                   GC_BROKER_PASSWORD, because options can be seen by everybody on the machine
  --queue NAME     queue on which commands come (default Connector1)
  --site FILE      JSON or YAML file with the agents, teams, queues and so on of the contact centre;
                   what it leaves out is taken from the default site
  --dialect NAME   how GC spells and formats what it says: ${dialectNames.join(', ')}
                   (default: that of the site); or a site profile, a file that ends with .json
  --flavour WORD   ucce or uccx (default ucce)
  --replay FILE    say what GC said in this trace, at its pace, and answer commands as they were answered then;
                   commands come on the queue of the trace, unless --queue names another
  --load N         keep N more agents busy with calls
  --speed N        let time go by N times as fast, from 0.01 to 1000 (default 1)
  --seed N         whole number that decides what happens by chance (default 1)
  --fault NAME     begin with this fault; can be given several times
  --help           show this

While it runs, type "help" for what can be made to happen.`;

const flavours = ['ucce', 'uccx'] as const;

export interface Settings extends SimulatorOptions {
  readonly site: Site;
  readonly broker?: readonly SimulatorBroker[];
  /** How many agents the load shall have. */
  readonly load: number | undefined;
  readonly faults: readonly FaultName[];
}

/**
 * Reads the command line; undefined where somebody only asks for help.
 *
 * @throws {UsageError}
 * @throws {GcError} GC_INVALID_CONFIGURATION, about the site file
 */
export async function readSettings(args: readonly string[]): Promise<Settings | undefined> {
  const given = parse(args);
  if (given.help) {
    return undefined;
  }
  return {
    ...readPlace(given),
    commandQueue: given.queue ?? (given.replay === undefined ? 'Connector1' : undefined),
    replay: checkReplay(given),
    dialect: await readDialectOption(given.dialect),
    flavour: oneOf('--flavour', given.flavour ?? flavours[0], flavours),
    site: given.site === undefined ? readSite() : await readSiteFile(given.site),
    load: readNumber('--load', given.load),
    speed: readNumber('--speed', given.speed),
    seed: readNumber('--seed', given.seed),
    faults: given.fault.map((name) => oneOf('--fault', name, Object.keys(faults) as FaultName[])),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true, default: [] as string[] } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        broker: texts,
        user: text,
        queue: text,
        site: text,
        dialect: text,
        flavour: text,
        replay: text,
        load: text,
        speed: text,
        seed: text,
        fault: texts,
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The embedded broker, or those to sit beside. */
function readPlace({ port, broker, user }: ReturnType<typeof parse>): Pick<Settings, 'port' | 'broker'> {
  if (broker.length === 0) {
    if (user !== undefined) {
      throw new UsageError('--user is for the broker named with --broker: the embedded one knows no users.');
    }
    return { port: readPort(port) };
  }
  if (port !== undefined) {
    throw new UsageError('--port is for the embedded broker: leave it out with --broker.');
  }
  const login = { user, password: brokerPassword(user) };
  return { broker: broker.map((url) => ({ ...parseBrokerUrl(url), ...login })) };
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

async function readDialectOption(given: string | undefined): Promise<DialectChoice | undefined> {
  const name = dialectNames.find((known) => known === given);
  if (given === undefined || name !== undefined) {
    return name;
  }
  if (!/\.json$/i.test(given)) {
    const names = dialectNames.join(', ');
    throw new UsageError(
      `--dialect must be one of ${names}, not "${given}". A site profile is a file that ends with .json.`,
    );
  }
  return readDialectFile(given);
}

/** What a contact centre would be like says nothing of a trace. */
function checkReplay({ replay, ...given }: ReturnType<typeof parse>): string | undefined {
  const others = ['site', 'dialect', 'flavour', 'load', 'seed'] as const;
  const surplus =
    others.find((name) => given[name] !== undefined) ?? (given.fault.length > 0 ? 'fault' : undefined);
  if (replay !== undefined && surplus !== undefined) {
    throw new UsageError(`--${surplus} is for a simulated contact centre: leave it out with --replay.`);
  }
  return replay;
}

/** Which numbers are possible the simulator says. */
function readNumber(option: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d+(\.\d+)?$/.test(text)) {
    throw new UsageError(`${option} must be a number, not "${text}".`);
  }
  return text === undefined ? undefined : Number(text);
}

function oneOf<T extends string>(option: string, text: string, words: readonly T[]): T {
  const word = words.find((known) => known === text);
  if (word === undefined) {
    throw new UsageError(`${option} must be one of ${words.join(', ')}, not "${text}".`);
  }
  return word;
}
