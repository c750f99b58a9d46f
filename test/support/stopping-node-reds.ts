import { BusyGc, takeAccount, type Account, type BusyGcOptions } from './busy-gc';
import { EventRecorder } from './event-recorder';
import type { NodeRedLine } from './node-red';
import { until } from './wait';

export interface StopOptions extends BusyGcOptions {
  version: NodeRedLine;
  /** How many events GC publishes at least. */
  count: number;
}

export interface StopAccount extends Account {
  published: number;
}

/** GC publishes before, while and after Node-RED is away. */
export function restartNodeRed({ count, ...options }: StopOptions): Promise<StopAccount> {
  return withGc(options, async (gc, start) => {
    const before = await start();
    await gc.publish(count / 5);
    await Promise.all([before.stop(), gc.publish(count / 5)]);
    await gc.publish(count / 5);
    const [after] = await Promise.all([start(), gc.publish((2 * count) / 5, 5)]);
    return account(gc, [before, after]);
  });
}

/** Of two Node-REDs, the one that gets the events is killed with SIGKILL while they flow. */
export function killActiveNodeRed({ count, ...options }: StopOptions): Promise<StopAccount> {
  return withGc(options, async (gc, start) => {
    const recorders = await Promise.all([start(), start()]);
    const flowing = gc.publish(count, 2);
    const active = await until(() => recorders.find(({ events }) => events.length > count / 3), {
      what: 'one of the Node-REDs to get events',
    });
    await active.kill();
    await flowing;
    const standby = recorders.filter((recorder) => recorder !== active);
    return account(gc, [active, ...standby]);
  });
}

type Start = () => Promise<EventRecorder>;

async function withGc(
  { version, ...place }: Omit<StopOptions, 'count'>,
  run: (gc: BusyGc, start: Start) => Promise<StopAccount>,
): Promise<StopAccount> {
  const gc = await BusyGc.start(place);
  const recorders: EventRecorder[] = [];
  const ports = place.brokers.map(({ port }) => port);
  try {
    return await run(gc, async () => {
      const recorder = await EventRecorder.start({ ...place, version, ports });
      recorders.push(recorder);
      return recorder;
    });
  } finally {
    await Promise.all(recorders.map((recorder) => recorder.stop()));
    await gc.close();
  }
}

/** Waits for all events, and does not wait for ever. */
async function account({ published }: BusyGc, recorders: readonly EventRecorder[]): Promise<StopAccount> {
  const now = () =>
    takeAccount(
      published,
      recorders.flatMap(({ events }) => events),
    );
  await until(() => now().received === published.length).catch(() => undefined);
  return { published: published.length, ...now() };
}
