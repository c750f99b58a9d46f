import type { Node, NodeAPI } from 'node-red';
import type { Phrase } from '../../common/phrase';
import { GcError } from '../../protocol';
import { say } from '../language/phrases';

/** Properties that Node-RED has for every node, and people write in freely. */
const freeText: ReadonlySet<string> = new Set(['info', 'icon', 'inputLabels', 'outputLabels', 'wires']);
/** Types of typed inputs in which `${…}` has a meaning of its own. */
const ownMeaning: readonly unknown[] = ['jsonata', 'json', 'env'];

/** Whether Node-RED would put the value of an environment variable in place of the whole text. */
export function isVariable(value: unknown): value is string {
  return typeof value === 'string' && /^\$(\{\S+\}|\(\S+\))$/.test(value);
}

/** As Node-RED does it when it makes a node: a variable that does not exist is left as it is. */
export function withVariables(RED: NodeAPI, node: Node | null, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => withVariables(RED, node, one));
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, one]) => [name, withVariables(RED, node, one)]);
    return Object.fromEntries(fields);
  }
  if (!isVariable(value)) {
    return value;
  }
  const setting: unknown = RED.util.getSetting(node as Node, value.slice(2, -1));
  return setting ?? value;
}

/**
 * Refuses `${NAME}` and `$(NAME)`: Node-RED leaves them as they are where the variable does not exist, or where they
 * are only part of a text. A credential may have them in it, but not be one.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the field; of a credential nothing else.
 */
export function rejectUnresolved(config: object, credentials: object = {}): void {
  const fields = config as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(fields)) {
    const type = fields[`${name}Type`];
    if (!freeText.has(name) && !ownMeaning.includes(type)) {
      rejectIn(name, value, name === 'name' || type !== undefined ? findReference : findAnyReference);
    }
  }
  for (const [name, value] of Object.entries(credentials)) {
    rejectIn(name, value, findInSecret);
  }
}

/** What {@link rejectUnresolved} says, for a node that goes on without. */
export function configProblem(config: object, credentials?: object): GcError | undefined {
  try {
    rejectUnresolved(config, credentials);
    return undefined;
  } catch (error) {
    return error as GcError;
  }
}

/** What is wrong with the text of a field; undefined for nothing. */
type Find = (text: string, field: string) => Phrase | undefined;

function rejectIn(path: string, value: unknown, find: Find): void {
  const problem = typeof value === 'string' ? find(value, path) : undefined;
  if (problem !== undefined) {
    throw new GcError('GC_INVALID_CONFIGURATION', { detail: problem });
  }
  if (Array.isArray(value)) {
    value.forEach((one, index) => {
      rejectIn(`${path}[${index}]`, one, find);
    });
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [name, one] of Object.entries(value)) {
      rejectIn(`${path}.${name}`, one, find);
    }
  }
}

function findInSecret(text: string, field: string): Phrase | undefined {
  return /^\s*\$(\{.*\}|\(.*\))\s*$/s.test(text) ? say('missingVariable', { field }) : undefined;
}

/** Names the variable where it looks like one: somebody may have put a password into the wrong field. */
function findReference(text: string, field: string): Phrase | undefined {
  const isName = /^\$(\{[A-Za-z_]\w{0,60}\}|\([A-Za-z_]\w{0,60}\))$/.test(text);
  return isName ? say('missingVariableNamed', { variable: text, field }) : findInSecret(text, field);
}

function findAnyReference(text: string, field: string): Phrase | undefined {
  const isPart = text.includes('${') || text.includes('$(');
  return findReference(text, field) ?? (isPart ? say('partOfVariable', { field }) : undefined);
}
