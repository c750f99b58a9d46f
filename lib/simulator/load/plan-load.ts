import { findProblem, GcError, sayOfValue } from '../../protocol';
import { checkQuantity } from '../check-quantity';
import { loadDestination, loadQuantities, type Load, type LoadOptions } from './options';

/** Seconds between the end of a call and the next, on average: wrap-up, and until it is answered. */
const betweenCalls = 20;
const busyShare = 0.8;

/** @throws {GcError} GC_INVALID_PARAMETER */
export function planLoad(options: LoadOptions, ownSeed: number): Load {
  for (const [name, quantity] of Object.entries(loadQuantities)) {
    const value = options[name as keyof typeof loadQuantities];
    if (value !== undefined) {
      checkQuantity(name, value, quantity);
    }
  }
  const { agents = 20, handleTime = 180, abandonRate = 0.05, destination = loadDestination } = options;
  const problem = findProblem('destination', destination);
  if (problem !== undefined) {
    throw new GcError('GC_INVALID_PARAMETER', {
      detail: sayOfValue('problem', { what: 'destination', problem }),
    });
  }
  const { callsPerHour = (busyShare * agents * 3600) / (handleTime + betweenCalls), seed = ownSeed } =
    options;
  return { agents, callsPerHour, handleTime, abandonRate, seed, destination };
}
