import { countResources, grownSince, settled, show } from '../resources';
import type { Row } from '../row';
import { Workplace } from '../workplace';

const kinds = ['full', 'flows', 'nodes'] as const;

export const redeploys: Row = {
  name: 'redeploys',
  fault: '50 redeploys of each kind',
  required: 'sockets, listeners, timers as after the first',
  async run(stage) {
    const gc = await stage.startGc();
    const agents = gc.agents.slice(0, 10);
    const workplace = await Workplace.open(stage, agents);
    const { flow, client, ledger } = workplace;
    const count = () => countResources(client);
    const problems: string[] = [];
    const values: string[] = [];
    try {
      await workplace.logIn(agents);
      for (const kind of kinds) {
        const deploy = (time: number) =>
          flow.deploy(kind, { state: { name: `deploy ${time}` }, events: { agents: '' } });
        await deploy(0);
        const before = await settled(count);
        for (let time = 1; time < (stage.isShort ? 10 : 50); time += 1) {
          await deploy(time);
        }
        problems.push(...(await grownSince(before, count)).map((text) => `${kind}: ${text}`));
        values.push(`${kind}: ${show(before)}, then ${show(count())}`);
      }
      await workplace.logIn(agents);
      if (client.snapshot().counters.connects !== 1) {
        problems.push('the session with the broker was not kept');
      }
    } finally {
      await workplace.close();
      await gc.close();
    }
    return { values: `${values.join('; ')}; ${ledger.count} messages before and after`, problems };
  },
};
