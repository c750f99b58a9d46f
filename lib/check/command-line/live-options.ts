import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UsageError } from '../../common/usage-error';
import { checkCommandQueue, checkDestination, type AgentLogin } from '../../client';
import { findProblem, thrownText, type ParameterName, type PasswordEncryption } from '../../protocol';
import { parseBrokerUrl, StompError, type BrokerAddress } from '../../stomp';
import type { LiveOptions } from '../live';
import type { Arguments } from './arguments';
import { askSecret } from './ask-secret';
import { options } from './options';

const { times: mostBrokers } = options.broker;
/** One to call, and one to consult. */
const { times: mostNumbers } = options.call;

/**
 * Reads what is to be checked; passwords come from the environment, or from whoever sits at the terminal.
 *
 * @throws {UsageError}
 * @throws {GcError} GC_INVALID_CONFIGURATION
 */
export async function readLiveOptions(given: Arguments): Promise<LiveOptions> {
  const user = given.text('user');
  const brokers = await readBrokers(given);
  const commandQueue = checkCommandQueue(given.text('queue') ?? 'Connector1');
  const destination = checkDestination(given.text('destination') ?? 'gc-check');
  const agent = readAgent(given);
  const numbers = readNumbers(given);
  const password =
    user === undefined
      ? undefined
      : await secret('GC_CHECK_BROKER_PASSWORD', `Password of the broker user ${user}`);
  const login = agent && {
    ...agent,
    password: await secret('GC_CHECK_PASSWORD', `Password of the agent ${agent.agentId}`),
  };
  const passwordEncryption = readEncryption();
  return { brokers, user, password, passwordEncryption, commandQueue, destination, agent: login, numbers };
}

async function readBrokers(given: Arguments): Promise<BrokerAddress[]> {
  const urls = given.texts('broker');
  if (urls.length === 0) {
    throw new UsageError('Name the file with a trace, or a broker with --broker.');
  }
  if (urls.length > mostBrokers) {
    throw new UsageError(`At most ${mostBrokers} brokers can be checked at once.`);
  }
  const addresses = urls.map(readBroker);
  const file = given.text('ca');
  if (file === undefined) {
    return addresses;
  }
  if (addresses.every(({ tls }) => tls === undefined)) {
    throw new UsageError('--ca is for a broker with TLS: write stomp+ssl:// in --broker.');
  }
  const ca = await readAuthority(file);
  return addresses.map((address) => (address.tls === undefined ? address : { ...address, tls: { ca } }));
}

function readBroker(url: string): BrokerAddress {
  try {
    return parseBrokerUrl(url);
  } catch (error) {
    throw error instanceof StompError ? new UsageError(error.message) : error;
  }
}

async function readAuthority(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    new X509Certificate(text); // throws unless it is one
    return text;
  } catch (error) {
    throw new UsageError(`${file} cannot be used as a PEM file with a certificate: ${thrownText(error)}`);
  }
}

function readAgent(given: Arguments): Omit<AgentLogin, 'password'> | undefined {
  const agentId = given.text('agent');
  if (agentId === undefined) {
    const needless = (['extension', 'sso', 'call'] as const).find((name) => given.has(name));
    if (needless !== undefined) {
      throw new UsageError(`--${needless} needs --agent.`);
    }
    return undefined;
  }
  const extension = given.text('extension');
  if (extension === undefined) {
    throw new UsageError('--agent needs --extension.');
  }
  check('--agent', 'agentId', agentId);
  check('--extension', 'extension', extension);
  return { agentId, extension, ...(given.has('sso') ? { sso: 'true' } : {}) };
}

function readNumbers(given: Arguments): readonly string[] {
  const numbers = given.texts('call');
  if (numbers.length > mostNumbers) {
    throw new UsageError('--call can be given twice: one extension to call, and one to consult.');
  }
  for (const number of numbers) {
    check('--call', 'number', number);
    if (number === given.text('extension')) {
      throw new UsageError('--call must be another extension than --extension.');
    }
  }
  return numbers;
}

function check(option: string, name: ParameterName, text: string): void {
  const problem = findProblem(name, text);
  if (problem !== undefined) {
    throw new UsageError(`${option} ${problem.text}.`);
  }
}

/** For a GC with `UseSecurePassword`. */
function readEncryption(): PasswordEncryption | undefined {
  const { GC_CHECK_PASSWORD_KEY: key, GC_CHECK_PASSWORD_IV: iv } = process.env;
  if (key === undefined && iv === undefined) {
    return undefined;
  }
  if (key === undefined || iv === undefined) {
    throw new UsageError('GC_CHECK_PASSWORD_KEY and GC_CHECK_PASSWORD_IV belong together: give both.');
  }
  return { key, iv };
}

async function secret(variable: string, question: string): Promise<string> {
  const known = process.env[variable];
  if (known !== undefined) {
    return known;
  }
  if (!process.stdin.isTTY) {
    throw new UsageError(`Put the password into the environment variable ${variable}.`);
  }
  return askSecret(question, process.stdin, process.stderr);
}
