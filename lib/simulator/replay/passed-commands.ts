import type { Clock } from '../engine';
import type { ReplayCommand } from './items';

/** A command that comes so late is still answered. */
const lateMs = 60_000;
const most = 200;
/** Characters of an answer that is kept. */
const longestAnswer = 65_536;

/** Commands of the trace that did not come in time. Their answers are kept for a while. */
export class PassedCommands {
  #entries: { command: ReplayCommand; until: number }[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly speed: number,
  ) {}

  /** The last one first. */
  get commands(): readonly ReplayCommand[] {
    const now = this.clock.now();
    this.#entries = this.#entries.filter(({ command, until }) => until >= now && !command.isPlayed);
    return this.#entries.map(({ command }) => command).reverse();
  }

  add(command: ReplayCommand): void {
    const length = command.answer.reduce((sum, { body }) => sum + body.length, 0);
    if (length <= longestAnswer) {
      this.#entries.push({ command, until: this.clock.now() + lateMs * this.speed });
      this.#entries = this.#entries.slice(-most);
    }
  }
}
