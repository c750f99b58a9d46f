import { GcClient, type FigureRow, type FiguresOptions, type GcClientOptions } from '../../../lib/client';
import type { DerivedEvent } from '../../../lib/protocol';
import { fileStore, type Store } from '../../../lib/store';

/** What the process of this file is given, as JSON. */
export interface CountingWork {
  readonly client: Omit<GcClientOptions, 'store'>;
  /** Of the store. */
  readonly file: string;
  readonly figures: FiguresOptions;
  /** How far its clock is ahead, so that an interval ends when a test wants it to. */
  readonly aheadMs?: number;
}

/** What it writes to its output, a line of JSON each time. Times are those of its clock. */
export type CountingLine =
  /** Since when it hears GC. */
  | { readonly heard: number }
  | { readonly told: DerivedEvent }
  /** It begins to write down what was counted. */
  | { readonly writing: true }
  /** Up to when the store has what was counted. */
  | { readonly kept: number }
  | { readonly ended: readonly FigureRow[] }
  /** The rows until now, which it was asked for. */
  | { readonly rows: readonly FigureRow[] };

/** A store that says when figures are written down. */
function announced(store: Store): Store {
  let isWriting = false;
  return {
    put: async (record) => {
      if (record.room.startsWith('figures') && !isWriting) {
        isWriting = true;
        say({ writing: true });
      }
      await store.put(record);
      if (record.key === 'mark') {
        isWriting = false;
        say({ kept: (record.value as { readonly at: number }).at });
      }
    },
    once: (record) => store.once(record),
    take: (room, key) => store.take(room, key),
    list: (room) => store.list(room),
    expire: () => store.expire(),
    check: () => store.check(),
    close: () => store.close(),
  };
}

/** A client that counts figures. A line to its input asks it for them; SIGTERM closes it. */
async function work({ client: options, file, figures: wanted, aheadMs = 0 }: CountingWork): Promise<void> {
  const now = Date.now.bind(Date);
  Date.now = () => now() + aheadMs;
  const store = fileStore(file);
  await store.check();
  const client = new GcClient({ ...options, store: announced(store) });
  const figures = await client.figures(wanted);
  figures.onInterval((ended) => {
    say({ ended: ended.rows('agent') });
  });
  client.on('derived', (told) => {
    say({ told });
  });
  let isHeard = false;
  client.on('health', ({ gc, broker }) => {
    const isQueued = options.delivery?.kind === 'queue';
    const isHeardNow = isQueued ? broker.condition === 'connected' : gc.condition === 'in-service';
    if (isHeardNow && !isHeard) {
      say({ heard: Date.now() });
    }
    isHeard = isHeardNow;
  });
  process.stdin.on('data', () => {
    say({ rows: figures.rows('agent') });
  });
  process.once('SIGTERM', () => {
    void client
      .close()
      .then(() => store.close())
      .then(() => process.exit());
  });
  await client.connect();
}

function say(line: CountingLine): void {
  console.log(JSON.stringify(line));
}

void work(JSON.parse(String(process.env['WORK'])) as CountingWork);
