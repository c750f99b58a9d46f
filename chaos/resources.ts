import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runtimeEvents } from '../test/support/flow';
import { until } from '../test/support/wait';

/** What must not grow. */
export interface Resources {
  readonly sockets: number;
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

/** What there is when all that passes has passed. */
export async function settled(count: () => Resources): Promise<Resources> {
  for (let before = count(); ;) {
    await delay(1000);
    const now = count();
    if (isDeepStrictEqual(now, before)) {
      return now;
    }
    before = now;
  }
}

/** What there is more of than before, when all that passes has passed. */
export async function grownSince(before: Resources, count: () => Resources): Promise<string[]> {
  const grown = () => {
    const now = count();
    const names = Object.keys(before) as (keyof Resources)[];
    return names
      .filter((name) => now[name] > before[name])
      .map((name) => `${now[name]} ${name} instead of ${before[name]}`);
  };
  await until(() => grown().length === 0, { timeoutMs: 15_000 }).catch(() => undefined);
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
