import type { NodeStatus } from 'node-red';
import type { Health } from '../../client';
import { GcError } from '../../protocol';
import { statuses, statusOf } from '../runtime/status';
import { soundPlan, type PlanOrProblem } from './settings/connection-plan';
import { errorText, inLanguage } from '../language/in-language';
import { say } from '../language/phrases';

/** Where a connection stands between being opened and closed. */
export interface ConnectionState {
  readonly plan: PlanOrProblem;
  /** Whether somebody uses the connection, so that it is open or being opened. */
  readonly isUsed: boolean;
  /** Health of the client; undefined until it has reported. */
  readonly health: Health | undefined;
  /** Why the connection could not be opened. */
  readonly failure: string | undefined;
  /** Whether opening it is tried again. */
  readonly isRetrying: boolean;
}

/** As {@link Health}, of a connection that is not open: nobody uses it, or it cannot be opened as it is configured. */
export interface ClosedHealth {
  readonly broker: { readonly condition: 'closed' | 'invalid'; readonly reason: string };
  readonly gc: { readonly condition: 'unknown'; readonly reason: string };
}

/** Health of broker and GC, or why the connection is not open. */
export function healthOf({ plan, health, failure }: ConnectionState): Health | ClosedHealth {
  const problem = failure ?? (plan instanceof GcError ? errorText(plan) : undefined);
  if (health !== undefined) {
    return health;
  }
  return problem === undefined ? notOpen('closed', inLanguage(say('unused'))) : notOpen('invalid', problem);
}

/** Whether commands can reach GC. */
export function isWell({ health }: ConnectionState): boolean {
  return health?.broker.condition === 'connected' && health.gc.condition === 'in-service';
}

/** The status that a connection and its users show. */
export function shownStatus({ plan, isUsed, health, failure, isRetrying }: ConnectionState): NodeStatus {
  if (failure !== undefined) {
    return isRetrying ? statuses.portTaken : statuses.invalid;
  }
  if (!isUsed) {
    return statuses.closed;
  }
  return health === undefined ? statuses.connecting : statusOf(health, soundPlan(plan)?.mode === 'simulator');
}

function notOpen(condition: ClosedHealth['broker']['condition'], reason: string): ClosedHealth {
  return { broker: { condition, reason }, gc: { condition: 'unknown', reason } };
}
