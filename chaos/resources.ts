import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runtimeEvents } from '../test/support/flow';
import { limitMs, until } from '../test/support/wait';

/** What must not grow. */
export interface Resources {
  readonly sockets: number;
  /** Those that keep the process alive. */
  readonly timers: number;
  readonly listeners: number;
}

/** `others`: emitters to be looked at besides the process and Node-RED. */
export function countResources(...others: EventEmitter[]): Resources {
  const open = process.getActiveResourcesInfo();
  const emitters: EventEmitter[] = [process, runtimeEvents, ...others];
  return {
    sockets: open.filter((kind) => kind.startsWith('TCP')).length,
    timers: open.filter((kind) => kind === 'Timeout').length,
    listeners: emitters
      .flatMap((emitter) => emitter.eventNames().map((name) => emitter.listenerCount(name)))
      .reduce((sum, count) => sum + count, 0),
  };
}

/** At rest, nothing becomes less in so many looks, of which there are ten in a second. */
const looksAtRest = 25;
const pauseMs = 100;

/** What there is at rest: without what a question or a message has for as long as it is under way. */
export async function settled(count: () => Resources): Promise<Resources> {
  await delay(pauseMs); // the row has a time limit, which begins with it
  let least = count();
  for (let looks = 0; looks < looksAtRest; looks += 1) {
    await delay(pauseMs);
    const now = leastOf(least, count());
    looks = isDeepStrictEqual(now, least) ? looks : 0;
    least = now;
  }
  return least;
}

function leastOf(one: Resources, other: Resources): Resources {
  return {
    sockets: Math.min(one.sockets, other.sockets),
    timers: Math.min(one.timers, other.timers),
    listeners: Math.min(one.listeners, other.listeners),
  };
}

/** What there is more of than before, even when all that passes has passed. */
export async function grownSince(before: Resources, count: () => Resources): Promise<string[]> {
  const grown = () => {
    const now = count();
    const names = Object.keys(before) as (keyof Resources)[];
    return names
      .filter((name) => now[name] > before[name])
      .map((name) => `${now[name]} ${name} instead of ${before[name]}`);
  };
  await until(() => grown().length === 0, { timeoutMs: limitMs }).catch(() => undefined);
  return grown();
}

export function show({ sockets, timers, listeners }: Resources): string {
  return `${sockets} sockets, ${timers} timers, ${listeners} listeners`;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** In megabytes, without garbage. */
export function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
