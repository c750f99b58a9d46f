import type { Clock } from '../engine';
import type { ReplayCommand } from './items';

/** A command that comes so late is still answered. */
const lateMs = 60_000;
const most = { commands: 200, eventsOfAnswer: 500, charactersOfAnswer: 65_536 };

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

  /** Keeps a copy: the command itself loses its answer to the trace that goes on. */
  add(command: ReplayCommand): void {
    const answer = [...command.answer];
    const characters = answer.reduce((sum, { body }) => sum + body.length, 0);
    if (answer.length <= most.eventsOfAnswer && characters <= most.charactersOfAnswer) {
      const until = this.clock.now() + lateMs * this.speed;
      this.#entries.push({ command: { ...command, answer }, until });
      this.#entries = this.#entries.slice(-most.commands);
    }
  }
}
