import { isDeepStrictEqual } from 'node:util';
import { inTime } from '../../../check/live';
import { errorText } from '../../language/in-language';
import type { StorePlan } from '../../store/store-plan';
import { closingOf, useStore } from '../../store/stores';
import type { TestPlan } from './read-plan';
import type { StoreResult } from './report';

type StoreTest = Pick<TestPlan, 'plan' | 'deployed' | 'tellsStoreKept' | 'namesVariables'>;

/** Opens the store of a connection, or asks the one that is open; undefined for one in memory. */
export async function tryStore(test: StoreTest, signal: AbortSignal): Promise<StoreResult | undefined> {
  const plan = test.plan.store;
  if (plan.kind === 'memory') {
    return undefined;
  }
  const isDeployed = test.deployed !== undefined && isSamePlace(test.deployed.store, plan);
  if (plan.kind === 'postgres' && test.tellsStoreKept && !isDeployed) {
    return { outcome: 'withheld' };
  }
  await closingOf(plan);
  const use = useStore(plan);
  try {
    const checked = use.store.check().then(() => 'well' as const);
    return { outcome: (await inTime(checked, signal)) ?? 'late' };
  } catch (error) {
    const isHidden = test.namesVariables && !isDeployed;
    return { outcome: 'unavailable', ...(isHidden ? {} : { detail: errorText(error) }) };
  } finally {
    await use.end();
  }
}

/** Whether both are the same database, whoever the user is. */
function isSamePlace(one: StorePlan, other: StorePlan): boolean {
  if (one.kind !== 'postgres' || other.kind !== 'postgres') {
    return one.kind === other.kind;
  }
  const { host, port, database, tls } = one.options;
  const its = other.options;
  const isThere = host.toLowerCase() === its.host.toLowerCase() && port === its.port;
  return isThere && database === its.database && isDeepStrictEqual(tls, its.tls);
}
