import { safely, watchRecordings, type FoundConnection } from '../../../lib/nodered';
import { ChangedRows } from './changed-rows';
import { conditionOf, EventLog, lineOf, lineOfHealth } from './event-lines';
import { mostEvents, type EventLine, type News, type SidebarRow } from '../news';
import { rowsOf } from './rows';

/** News is told at most so often. */
const beatMs = 500;
/** For how long a sidebar that was open once can be told only what has changed. */
const keptMs = 60_000;

/** What sidebars are told: it follows all connections, and looks at them at most once in a beat, however many ask. */
export class Feed {
  readonly #begun = Date.now();
  #revision = this.#begun;
  readonly #rows = new ChangedRows<SidebarRow>(keptMs);
  readonly #events = new EventLog();
  #unread: EventLine[] = [];
  #connections: readonly FoundConnection[] = [];
  #leave: (() => void)[] = [];
  #beat: NodeJS.Timeout | undefined;
  readonly #unwatchRecordings = watchRecordings(() => {
    this.stir();
  });

  constructor(
    private readonly find: () => readonly FoundConnection[],
    private readonly isConfigured: (agentId: string) => boolean,
    private readonly tellNews: () => void,
    private readonly log: { error(text: string): void },
  ) {
    this.follow();
    this.#look();
  }

  /** Takes the connections that there are now in place of the others. */
  follow(): void {
    this.#leaveAll();
    this.#connections = this.find();
    this.#leave = this.#connections.map((found) => this.#watch(found));
    this.stir();
  }

  /** What has changed since a revision; all there is where nobody can tell. */
  newsSince(revision: number): News {
    const now = Date.now();
    const isKnown = revision >= Math.max(this.#begun, now - keptMs) && revision <= this.#revision;
    const since = isKnown ? revision : undefined;
    const events = this.#events.since(since);
    // Some things change without a word, such as agents who are forgotten.
    this.stir();
    return { revision: this.#revision, isWhole: !isKnown, now, ...this.#rows.since(since), events };
  }

  /** Has a look in a moment: something may have changed. */
  stir(): void {
    this.#beat ??= setTimeout(() => {
      this.#beat = undefined;
      safely(this.log, () => {
        if (this.#look()) {
          this.tellNews();
        }
      });
    }, beatMs);
  }

  close(): void {
    clearTimeout(this.#beat);
    this.#unwatchRecordings();
    this.#leaveAll();
  }

  #watch({ id, connection }: FoundConnection): () => void {
    let condition = conditionOf(connection);
    return connection.watch({
      onEvent: (event) => {
        this.#note(lineOf(id, connection.privacy?.data(event) ?? event, Date.now()));
      },
      onHealth: () => {
        const before = condition;
        condition = conditionOf(connection);
        if (condition !== before) {
          this.#note(lineOfHealth(id, connection, Date.now()));
        }
        this.stir();
      },
    });
  }

  #leaveAll(): void {
    this.#leave.forEach((leave) => {
      leave();
    });
    this.#leave = [];
  }

  #note(line: EventLine): void {
    this.#unread.push(line);
    if (this.#unread.length > 2 * mostEvents) {
      this.#unread = this.#unread.slice(-mostEvents);
    }
    this.stir();
  }

  /** Returns whether there is news. */
  #look(): boolean {
    const revision = Math.max(Date.now(), this.#revision + 1);
    const rows = this.#connections.flatMap(({ id, connection }) => rowsOf(id, connection, this.isConfigured));
    const areRowsNew = this.#rows.replace(rows, revision);
    const areEventsNew = this.#events.add(this.#unread, revision);
    this.#unread = [];
    this.#revision = revision;
    return areRowsNew || areEventsNew;
  }
}
