import sinon from 'sinon';
import type { AgentHint } from '../../../../lib/client/hints/agent-hint';
import { Hints } from '../../../../lib/client/hints/hints';
import { Model } from '../../../../lib/client/model/model';
import { StoreCare } from '../../../../lib/client/safety';
import { parseEvent, type DerivedEvent, type GcError } from '../../../../lib/protocol';
import { memoryStore, type Store } from '../../../../lib/store';

export const noon = new Date(2025, 0, 15, 12, 0).getTime();
export const room = 'model';

type Told<T extends DerivedEvent['type']> = Extract<DerivedEvent, { readonly type: T }>;

/** What a client knows, over restarts, on a clock that a test moves. */
export class Restarting {
  readonly clock = sinon.useFakeTimers({ now: noon });
  readonly store: Store = memoryStore();
  readonly warnings: GcError[] = [];
  /** What the state of the store was told to be. */
  readonly problems: (string | undefined)[] = [];
  /** Agents with an event that comes again after a crash, and what was known of them before. */
  readonly open = new Map<string, AgentHint | undefined>();
  model!: Model;
  hints!: Hints;
  #told: DerivedEvent[] = [];

  async start(store: Store = this.store): Promise<void> {
    this.model = new Model({}, false, true);
    this.hints = new Hints(room, new StoreCare(store, (problem) => this.problems.push(problem?.text)), {
      model: this.model,
      openOf: (agentId) => (this.open.has(agentId) ? { before: this.open.get(agentId) } : undefined),
      warn: (warning) => this.warnings.push(warning),
      privacy: undefined,
    });
    await this.hints.load();
  }

  async restart(seconds = 0): Promise<void> {
    await this.hints.close();
    await this.wait(seconds, 'nobody is there');
    this.#told = [];
    await this.start();
  }

  hear(...lines: string[]): void {
    this.#told.push(...lines.flatMap((line) => this.model.apply(parseEvent(line))));
  }

  async wait(seconds: number, nobody?: 'nobody is there'): Promise<void> {
    await this.clock.tickAsync(seconds * 1000);
    if (nobody === undefined) {
      this.#told.push(...this.model.pass().told);
    }
  }

  /** What was derived since the start, of this type. */
  told<T extends DerivedEvent['type']>(type: T): Told<T>[] {
    return this.#told.filter((event): event is Told<T> => event.type === type);
  }

  /** The only one of this type that was derived since the start. */
  only<T extends DerivedEvent['type']>(type: T): Told<T> {
    const [first, ...others] = this.told(type);
    if (first === undefined || others.length > 0) {
      throw new Error(`${others.length + (first ? 1 : 0)} events ${type}`);
    }
    return first;
  }

  end(): void {
    this.clock.restore();
  }
}
