import { Random } from '../../lib/simulator/random';
import { Webhooks } from '../../test/support/durable/webhooks';
import { problemsIn, type Row } from '../row';

const times = 3;
const atOnce = 20;
const firstNumber = 200_000;

export const webhooksCallOnce: Row = {
  name: 'durable-webhooks',
  fault:
    'each webhook sent three times, to two Node-REDs with one PostgreSQL; the one or the other killed with -9',
  required:
    'at most one call per key; each request answered with what came of it, or unknown if a kill cut it off',
  async run({ seed, isShort }) {
    const [count, kills] = isShort ? [60, 2] : [1000, 10];
    const random = new Random(seed);
    const numbers = Array.from({ length: count }, (_, index) => String(firstNumber + index));
    const requests = shuffled(Array.from({ length: times }, () => numbers).flat(), random);
    const webhooks = await Webhooks.open();
    try {
      const part = Math.ceil(requests.length / kills);
      for (let kill = 0; kill < kills; kill += 1) {
        const those = requests.slice(kill * part, (kill + 1) * part);
        const killAfter = Math.floor(random.between(0, 0.8 * those.length));
        await sendAndKill(webhooks, those, killAfter, kill % 2);
      }
      const { calls, twice, untrue, unexplained, answers } = webhooks.account();
      const told = Object.entries(answers).map(([outcome, times]) => `${times} ${outcome}`);
      return {
        values: `${calls} calls for ${count} keys over ${kills} kills; answers: ${told.join(', ')}`,
        problems: problemsIn({
          [`called twice: ${twice.join(', ')}`]: twice.length === 0,
          [`told what is not so: ${untrue.join(', ')}`]: untrue.length === 0,
          [`unknown without a kill: ${unexplained.join(', ')}`]: unexplained.length === 0,
          'more keys are unknown than can be': (answers['unknown'] ?? 0) < requests.length / 5,
        }),
      };
    } finally {
      await webhooks.close();
    }
  },
};

/** After so many answers, one of the two is killed, and started again. */
async function sendAndKill(
  webhooks: Webhooks,
  requests: readonly string[],
  killAfter: number,
  which: number,
): Promise<void> {
  let answered = 0;
  let killed: Promise<void> | undefined;
  await webhooks.send(requests, atOnce, () => {
    answered += 1;
    if (answered > killAfter) {
      killed ??= webhooks.kill(which).then(() => webhooks.start(which));
    }
  });
  await killed;
}

function shuffled(texts: readonly string[], random: Random): string[] {
  const places = texts.map((text) => ({ text, place: random.between(0, 1) }));
  return places.sort((one, other) => one.place - other.place).map(({ text }) => text);
}
