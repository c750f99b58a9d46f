import type { Node, NodeAPI } from 'node-red';
import { GcError } from '../../../protocol';
import { RouteError } from '../admin-routes';
import { readConnectionPlan, type ConnectionCredentials } from '../../connection/settings/connection-config';
import type { ConnectionPlan } from '../../connection/settings/connection-plan';
import type { ConnectionNode } from '../../connection/shared-connection';
import { isVariable, withVariables } from '../../fields/variables';
import { readBrokerLabels, type Fields } from './broker-labels';
import { refuse } from '../../language/phrases';
import { keptPassword } from '../kept-password';

const secrets = [
  'user',
  'password',
  'passwordKey',
  'passwordIv',
  'storeUser',
  'storePassword',
  'privacyKey',
] as const;
/** What a broker is told, besides the agents' passwords. */
const toldToBroker = ['user', 'password', 'commandQueue', 'destination', 'helloArgument'] as const;

/** What the database of the store is told. */
const toldToStore = ['storeUser', 'storePassword', 'storeDatabase'] as const;
const placeOfStore = ['storeHost', 'storePort', 'storeDatabase'] as const;

/** The connection that a test tries. */
export interface TestPlan {
  readonly plan: ConnectionPlan;
  /** What the dialog calls the brokers, in the same order; the values of variables are not in it. */
  readonly labels: readonly string[];
  /** Of the node as it is deployed: only it gets what only Node-RED knows. */
  readonly deployed: ConnectionPlan | undefined;
  /** Whether a broker would be told something that only Node-RED knows. */
  readonly tellsKept: boolean;
  /** Whether the database of the store would be told something that only Node-RED knows. */
  readonly tellsStoreKept: boolean;
  /** Whether what an error says of the store may be the value of a variable. */
  readonly namesVariables: boolean;
  /** The site file as it was typed. */
  readonly siteName: string;
}

type TestedNode = ConnectionNode & Node<ConnectionCredentials>;

/**
 * What the fields of a dialog mean, with the passwords that its node keeps, and the environment variables that it has.
 *
 * @throws {RouteError} 400, {GcError} GC_INVALID_CONFIGURATION
 */
export function readTestPlan(RED: NodeAPI, node: TestedNode | null, config: Fields, typed: Fields): TestPlan {
  const labels = readBrokerLabels(config);
  const kept = keptOf(node, typed);
  try {
    const fields = withVariables(RED, node, config) as Fields;
    const credentials = { ...(withVariables(RED, node, typed) as Fields), ...kept };
    const plan = readConnectionPlan(RED, fields, credentials);
    const isKept = (name: string) => name in kept || isVariable(typed[name]) || isVariable(config[name]);
    const isGiven = (name: string) => (({ ...fields, ...credentials })[name] ?? '') !== '';
    return {
      plan,
      labels,
      deployed: deployedPlan(node),
      tellsKept: toldToBroker.some((name) => isKept(name) && isGiven(name)),
      tellsStoreKept: toldToStore.some((name) => isKept(name) && isGiven(name)),
      namesVariables: placeOfStore.some((name) => isVariable(config[name])),
      siteName: String(config['simulatorSite']),
    };
  } catch (error) {
    throw error instanceof GcError ? error : new RouteError(400, refuse('unreadableFields'));
  }
}

/** The passwords that were not typed anew. */
function keptOf(node: TestedNode | null, typed: Fields): ConnectionCredentials {
  const names = secrets.filter((name) => typed[name] === keptPassword);
  return Object.fromEntries(names.map((name) => [name, node?.credentials[name]]));
}

function deployedPlan(node: TestedNode | null): ConnectionPlan | undefined {
  const plan = node?.shared.plan;
  return plan instanceof GcError ? undefined : plan;
}
