import { inspect, parseArgs } from 'node:util';
import { Blocking } from './blocking';
import { Random } from './random';
import type { FuzzTarget, Input } from './target';
import { adminRoutesTarget } from './targets/admin-routes';
import { calendarFileTarget } from './targets/calendar-file';
import { frameReaderTarget } from './targets/frame-reader';
import { jsonAttributesTarget, parseEventTarget } from './targets/parse-event';

const targets: readonly FuzzTarget[] = [
  parseEventTarget,
  jsonAttributesTarget,
  frameReaderTarget,
  adminRoutesTarget,
  calendarFileTarget,
];

/** Of an input that fails. */
const shownCharacters = 400;

/**
 * `npm run fuzz` gives all targets their inputs; `npm run fuzz -- --seed=7 --times=10 parse-event` gives one of them
 * ten times as many, others than with the seed 1.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, times: { type: 'string', default: '1' } },
    allowPositionals: true,
  });
  const seed = Number(values.seed);
  const started = performance.now();
  for (const target of chooseTargets(positionals)) {
    await fuzz(target, seed, Number(values.times));
  }
  console.log(`Every target holds (${((performance.now() - started) / 1000).toFixed(1)} s).`);
}

function chooseTargets(names: readonly string[]): readonly FuzzTarget[] {
  const unknown = names.filter((name) => targets.every((target) => target.name !== name));
  if (unknown.length > 0) {
    const known = targets.map(({ name }) => name).join(', ');
    throw new Error(`No such target: ${unknown.join(', ')}. There are: ${known}.`);
  }
  return targets.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function fuzz(target: FuzzTarget, seed: number, times: number): Promise<void> {
  const random = new Random(seed);
  const blocking = new Blocking();
  const results = new Map<string, number>();
  const give = async (input: Input): Promise<void> => {
    const result = await blocking.measure(target, input).catch((error: unknown) => {
      throw new Error(`${target.name} with --seed=${seed} fails on ${shown(input)}`, { cause: error });
    });
    results.set(result, (results.get(result) ?? 0) + 1);
  };
  await target.open?.();
  try {
    for (let round = 0; round < target.rounds * times; round += 1) {
      await give(target.make(random));
    }
    for (let round = 0; round < target.largeRounds * times; round += 1) {
      await give(target.makeLarge(random));
    }
  } finally {
    await target.close?.();
  }
  const counts = [...results].map(([result, count]) => `${count} ${result}`).join(', ');
  console.log(`${target.name} with --seed=${seed}: ${counts}; ${blocking.toString()}.`);
}

function shown(input: Input): string {
  const bytes = Buffer.byteLength(input);
  return `${bytes} bytes: ${inspect(input.toString().slice(0, shownCharacters))}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
