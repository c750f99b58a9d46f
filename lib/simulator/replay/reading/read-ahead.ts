import { decodeCommand, parseEvent } from '../../../protocol';
import type { TracedCommand, TracedEvent, TraceEntry, TraceLine } from '../../../trace';
import { isAnswered, type ReplayCommand, type ReplayEvent, type ReplayItem } from '../items';
import { OpenCommands } from './open-commands';
import type { OpenTrace } from './open-trace';

/** How much of a trace is kept in memory. */
const most = { entries: 5000, characters: 8_000_000 };
/** Commands stay in memory until their outcome, so a line with a longer body counts as a bad one. */
const longestCommand = 65_536;
/** So many bad lines are named; the rest are counted. */
const mostNamed = 100;

interface ReadAheadPartners {
  onProblem(text: string): void;
  /** There was nothing to be played, and now there is; or the trace has ended. */
  onMore(): void;
  /** An event belongs to a command whose answer has begun already. */
  onLateAnswer(command: ReplayCommand, event: ReplayEvent): void;
}

/** The next part of a trace: what is to be played, in its order. Reads on when something of it is released. */
export class ReadAhead {
  items: ReplayItem[] = [];
  readonly #held = new Set<ReplayItem>();
  readonly #open = new OpenCommands();
  #characters = 0;
  #at = 0;
  #badLines = 0;
  #isReading = false;
  #hasEnded = false;

  constructor(
    private readonly trace: OpenTrace,
    private readonly partners: ReadAheadPartners,
  ) {}

  /** Whether the end of the trace has been read. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Something was played or is left out: there is room for more. */
  release(item: ReplayItem): void {
    if (this.#held.delete(item)) {
      this.#characters -= sizeOf(item);
      void this.fill();
    }
  }

  /** Takes out one that is over; it is mostly the first. */
  take(item: ReplayItem): void {
    const place = this.items.indexOf(item);
    if (place >= 0) {
      this.items.splice(place, 1);
    }
    this.release(item);
  }

  /** Takes out the events of an agent that stand before a line. */
  takeEvents(agentId: string, line: number): ReplayEvent[] {
    const taken = this.items.filter(
      (item): item is ReplayEvent => item.kind === 'event' && item.agentId === agentId && item.line < line,
    );
    if (taken.length > 0) {
      const out = new Set<ReplayItem>(taken);
      this.items = this.items.filter((item) => !out.has(item));
    }
    return taken;
  }

  /** Reads on until there is enough. Never rejects. */
  async fill(): Promise<void> {
    if (this.#isReading) {
      return;
    }
    this.#isReading = true;
    while (!this.#hasEnded && this.#hasRoom) {
      if (await this.#readLine()) {
        this.partners.onMore();
      }
    }
    this.#isReading = false;
  }

  close(): void {
    this.#hasEnded = true;
    this.items = [];
    this.trace.close();
  }

  get #hasRoom(): boolean {
    return this.#held.size < most.entries && this.#characters < most.characters;
  }

  /** Returns whether there was nothing to be played, and now there is; or the trace has ended. */
  async #readLine(): Promise<boolean> {
    try {
      const read = await this.trace.lines.next();
      if (!this.#hasEnded && read.done !== true) {
        const wasEmpty = this.items.length === 0;
        this.#take(read.value);
        return wasEmpty && this.items.length > 0;
      }
      if (!this.#hasEnded) {
        this.#end();
      }
    } catch (error) {
      if (!this.#hasEnded) {
        const reason = error instanceof Error ? error.message : String(error);
        this.partners.onProblem(`${this.trace.name} cannot be read to its end: ${reason}`);
        this.#end();
      }
    }
    return true;
  }

  #end(): void {
    this.#hasEnded = true;
    if (this.#badLines > mostNamed) {
      this.partners.onProblem(`${this.trace.name}: ${this.#badLines} lines in all were left out.`);
    }
    this.trace.close();
  }

  #take(read: TraceLine): void {
    if ('problem' in read) {
      this.#leaveOut(read.line, read.problem);
    } else if ('header' in read) {
      this.#open.clear();
    } else {
      this.#at = Math.max(this.#at, Date.parse(read.entry.at));
      this.#takeEntry(read.line, read.entry);
    }
  }

  #leaveOut(line: number, problem: string): void {
    this.#badLines += 1;
    if (this.#badLines <= mostNamed) {
      this.partners.onProblem(`${this.trace.name}:${line}: ${problem}. The line is left out.`);
    }
  }

  #takeEntry(line: number, entry: TraceEntry): void {
    const place = { line, at: this.#at };
    switch (entry.kind) {
      case 'event':
        this.#takeEvent(line, entry);
        break;
      case 'command':
        this.#takeCommand(line, entry);
        break;
      case 'outcome':
        if (entry.id !== undefined) {
          this.#close(entry.id, entry.outcome);
        }
        break;
      case 'health':
        this.#add({ kind: 'health', ...place, broker: entry.broker, gc: entry.gc });
        break;
      case 'gap':
        this.#add({ kind: 'gap', ...place, entries: entry.entries });
    }
  }

  /** A queue of the broker has what came over the topic as well, and again: that is not played twice. */
  #takeEvent(line: number, { body, jmsType, from }: TracedEvent): void {
    if (from === 'queue') {
      return;
    }
    const event = parseEvent(body, { jmsType });
    const place = { line, at: this.#at, body };
    if (event.type === 'System') {
      const answersHeartbeat = this.#open.hasHeartbeat;
      this.#add({ kind: 'system', ...place, status: event.status, answersHeartbeat });
      return;
    }
    const { type } = event;
    const agentId = 'agentId' in event ? event.agentId : undefined;
    const item: ReplayEvent = { kind: 'event', ...place, jmsType, type, agentId };
    this.#hold(item);
    this.#assign(item);
  }

  /** An event belongs to the answer of a command, or stands for itself. */
  #assign(event: ReplayEvent): void {
    const owner = this.#open.ownerOf(event);
    if (owner === undefined) {
      const next = this.items.findLastIndex(({ line }) => line < event.line) + 1;
      this.items.splice(next, 0, event);
      return;
    }
    if (owner.startedAt === undefined) {
      owner.answer.push(event);
    } else {
      this.partners.onLateAnswer(owner, event);
    }
  }

  /** What came before the outcome of a command that GC did not answer belongs to something else. */
  #close(id: number, outcome: string): void {
    const command = this.#open.close(id, outcome);
    if (command !== undefined && command.startedAt === undefined && !isAnswered(command)) {
      for (const event of command.answer.splice(0)) {
        this.#assign(event);
      }
    }
  }

  #takeCommand(line: number, { id, jmsType = '', body }: TracedCommand): void {
    const command = body.length <= longestCommand ? decodeCommand(jmsType, body) : undefined;
    if (command === undefined) {
      this.#leaveOut(line, 'this is no command of GC');
      return;
    }
    const place = { line, at: this.#at };
    const { agentId } = command.parameters;
    const item: ReplayItem =
      agentId === undefined
        ? { kind: 'heartbeat', ...place }
        : { kind: 'command', ...place, command, agentId, body, answer: [] };
    this.#open.add(id, item);
    this.#add(item);
  }

  #add(item: ReplayItem): void {
    this.#hold(item);
    this.items.push(item);
  }

  #hold(item: ReplayItem): void {
    this.#held.add(item);
    this.#characters += sizeOf(item);
  }
}

function sizeOf(item: ReplayItem): number {
  return 'body' in item ? item.body.length : 0;
}
