import type { SiteAgent } from '../../lib/simulator';
import { median, nameOf, timeUntil } from '../../test/support/two-brokers';
import { problemsIn, seconds, type Row, type Stage } from '../row';

export const brokerKilled: Row = {
  name: 'broker-killed',
  fault: 'kill -9 of broker A, B in the list',
  required: 'commands work again on B in under 3 s (median of 5, default settings)',
  async run(stage) {
    const times: number[] = [];
    for (let run = 0; run < (stage.isShort ? 3 : 5); run += 1) {
      times.push(await timeWithout(stage));
      await stage.brokers.restartFirst();
    }
    const middle = median(times);
    return {
      values: `median ${seconds(middle)} (${times.map(seconds).join(', ')})`,
      problems: problemsIn({ 'the median is 3 s or more': middle < 3000 }),
    };
  },
};

/** How long it takes until GC confirms a command again. */
async function timeWithout(stage: Stage): Promise<number> {
  const { first, second } = stage.brokers;
  const gc = await stage.startGc();
  const client = stage.newClient();
  try {
    await client.connect();
    const agent = gc.agents[0] as SiteAgent;
    await client.login(agent);
    const start = performance.now();
    await first.kill();
    const time = await timeUntil(() => client.command('MakeNotReady', agent), start);
    if (!client.health.broker.reason.includes(nameOf(second))) {
      throw new Error(`the command did not go over ${nameOf(second)}: ${client.health.broker.reason}`);
    }
    return time;
  } finally {
    await client.close();
    await gc.close();
  }
}
