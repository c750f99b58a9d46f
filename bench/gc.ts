import { startSimulator } from '../lib/simulator';

/** Login ids from 10000 on, extensions from 20000 on. */
const agents = Array.from({ length: 100 }, (_, index) => ({
  agentId: String(10_000 + index),
  password: 'secret',
  extension: String(20_000 + index),
  firstName: 'Ann',
  lastName: String(index),
  team: '1',
}));

/** A simulated GC in a process of its own, which tells its port to the process that has forked it. */
void startSimulator({ site: { agents } }).then(({ port }) => process.send?.(port));
