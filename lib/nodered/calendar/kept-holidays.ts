import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Node, NodeAPI } from 'node-red';
import type { Holiday } from '../../calendar';
import { ownPlaceOf } from '../runtime/place';
import { closingOf, useStore, type StoreUse } from '../store/stores';
import type { CalendarPlan } from './calendar-plan';

const room = 'holidays';

/** Longer than the days for which holidays are known. */
const keepMs = 800 * 24 * 60 * 60_000;

/** Keeps the holidays that were read last, in the file that connections have as their store. */
export class KeptHolidays {
  readonly #use: Promise<StoreUse>;
  readonly #key: string;
  readonly #mark: string;

  constructor(RED: NodeAPI, node: Node, { source, settings }: CalendarPlan) {
    this.#use = useFile(RED.settings.userDir);
    this.#key = ownPlaceOf(RED, node);
    // Also of the password, which is therefore not found in it.
    this.#mark = createHash('sha256')
      .update(JSON.stringify([source, settings.timeZone]))
      .digest('base64');
  }

  /** Those of the same source and time zone; undefined where there are none. Rejects where that cannot be known. */
  async load(): Promise<readonly Holiday[] | undefined> {
    const { store } = await this.#use;
    const found = (await store.list(room)).find(({ key }) => key === this.#key);
    const { mark, holidays } = Object(found?.value) as { mark?: unknown; holidays?: unknown };
    return mark === this.#mark && Array.isArray(holidays) ? (holidays as Holiday[]) : undefined;
  }

  async save(holidays: readonly Holiday[]): Promise<void> {
    const { store } = await this.#use;
    await store.put({ room, key: this.#key, value: { mark: this.#mark, holidays }, keepMs });
  }

  /** `forgets`: the calendar is no more. Never rejects. */
  async close(forgets: boolean): Promise<void> {
    const use = await this.#use;
    if (forgets) {
      await use.store.take(room, this.#key).catch(() => undefined);
    }
    await use.end();
  }
}

/** In memory where Node-RED has no user directory. */
async function useFile(userDir: string | undefined): Promise<StoreUse> {
  if (userDir === undefined) {
    return useStore({ kind: 'memory' });
  }
  const plan = { kind: 'file' as const, file: path.resolve(userDir, 'gc-store', 'store.log') };
  await closingOf(plan);
  return useStore(plan);
}
