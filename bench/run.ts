import { command } from './command';
import { done } from './done';
import { editor } from './editor';
import { events } from './events';
import { fanout } from './fanout';
import { load } from './load';
import type { Bench } from './measure';
import { memory } from './memory';
import { parse } from './parse';
import { recovery } from './recovery';
import { scale } from './scale';
import { store } from './store';
import { trace } from './trace';

/** `npm run bench` runs all, `npm run bench -- command` some. */
const benches: Readonly<Record<string, Bench>> = {
  command,
  done,
  editor,
  events,
  fanout,
  load,
  memory,
  parse,
  recovery,
  scale,
  store,
  trace,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) {
      console.log(`${name}\n  ${(await bench()).join('\n  ')}`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
