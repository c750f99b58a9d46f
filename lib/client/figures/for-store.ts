import { laterBy } from './course';
import type { Figures } from './figures';
import { version } from './stored';

/** What is written down of an agent. */
export function agentForStore(figures: Figures, agentId: string): object {
  const { course } = figures.agent(agentId);
  const { stepMs } = figures;
  const books = figures.views
    .filter(({ plan }) => plan.windowMs === undefined)
    .map(({ plan, book }) => [plan.key, book.storedOf(agentId)]);
  return {
    version,
    ...laterBy(stepMs, course),
    who: figures.whoIs(agentId),
    books: Object.fromEntries(books) as object,
  };
}

/** What is written down of the connection. */
export function markForStore(figures: Figures, at: number, isEnd: boolean): object {
  const told = figures.views.map(({ plan, toldTo }) => [plan.key, toldTo]);
  // An open gap goes on to the next client, which knows when GC is heard again.
  const gaps = figures.gaps.all.map(({ from, to }) => ({ from, to: Math.min(to, at) }));
  return {
    version,
    begunAt: figures.begunAt + figures.stepMs,
    at,
    isEnd,
    gaps,
    told: Object.fromEntries(told) as object,
  };
}
