import type { NodeAPI } from 'node-red';
import { GcError } from '../../protocol';
import { dialPlan, type DialPlan } from '../../numbers';
import { readDialPlan, type DialPlanConfig } from '../connection/settings/dial-plan-config';
import { isVariable, rejectUnresolved, withVariables } from '../fields/variables';
import { errorText, inLanguage } from '../language/in-language';
import { refuse } from '../language/phrases';
import { runningNode } from '../lookup/running-nodes';
import { RouteError, serveRoutes, type RouteQuestion } from './admin-routes';

/** What would be dialled for a number, or why nothing; `plan`: something is wrong with the plan itself. */
export interface TriedNumber {
  readonly kind: string;
  readonly dialled?: string | undefined;
  readonly e164?: string | undefined;
  /** In the language of Node-RED. */
  readonly problem?: string | undefined;
}

/** Characters; longer numbers are refused by the plan itself, in its own words. */
const mostCharacters = 1000;

const planFields = [
  'dialCountry',
  'dialAreaCode',
  'dialForm',
  'dialOutsideLine',
  'dialNationalPrefix',
  'dialInternationalPrefix',
  'dialStrip',
  'dialExtensions',
  'dialEmergency',
] as const satisfies readonly (keyof DialPlanConfig)[];

/**
 * Lets the dialog of gc-connection try the dial plan that it holds, saved or not: `POST gc-connection/number` with
 * `{ id, config, number }` answers a {@link TriedNumber}. Nothing is dialled.
 */
export function serveNumberTrial(RED: NodeAPI): void {
  serveRoutes(RED, [
    {
      method: 'post',
      path: '/gc-connection/number',
      permissions: ['gc.write', 'flows.write'],
      answer: (question) => ({ body: tryNumber(RED, question) }),
    },
  ]);
}

function tryNumber(RED: NodeAPI, { body }: RouteQuestion): TriedNumber {
  const { id = '', config, number } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof number !== 'string' || typeof config !== 'object' || config === null) {
    throw new RouteError(400, refuse('noNumber'));
  }
  const plan = planOf(RED, id, config);
  if (typeof plan === 'string') {
    return { kind: 'plan', problem: plan };
  }
  const read = plan.dial(number.slice(0, mostCharacters));
  return 'problem' in read
    ? { kind: read.kind, problem: inLanguage(read.problem) }
    : { kind: read.kind, dialled: read.dialled, e164: read.e164 };
}

/** The plan, or what is wrong with it; without the values of variables, which only Node-RED knows. */
function planOf(RED: NodeAPI, id: string, config: DialPlanConfig): DialPlan | string {
  const fields = Object.fromEntries(planFields.map((name) => [name, config[name]]));
  const node = runningNode(RED, 'gc-connection', id) ?? null;
  try {
    const known = withVariables(RED, node, fields) as DialPlanConfig;
    rejectUnresolved(known);
    return dialPlan(readDialPlan({ ...known, dialPlan: true }) ?? { country: '' });
  } catch (error) {
    const isTold = error instanceof GcError && !planFields.some((name) => isVariable(config[name]));
    return isTold ? errorText(error) : inLanguage(refuse('unreadableFields'));
  }
}
