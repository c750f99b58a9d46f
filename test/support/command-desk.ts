import type { CommandSettings } from '../../lib/client/command-settings';
import type { CommandMessage } from '../../lib/client/commands/command-request';
import { Commands } from '../../lib/client/commands/commands';
import { QueueRead } from '../../lib/client/connection/queue-read';
import { Counting } from '../../lib/client/metrics/counters';
import type { CommandOptions, Outcome } from '../../lib/client/commands/outcome';
import { Keys } from '../../lib/client/safety';
import { Tracker } from '../../lib/client/model/tracker';
import { parseEvent, type CommandName, type CommandParameters, type GcError } from '../../lib/protocol';

/** What has become of a command so far. */
export interface Followed {
  outcome?: Outcome;
  error?: GcError;
  /** The outcome in a word, or the code of the error. */
  result?: string;
}

/** Commands with what the client knows, and a broker that takes everything: the test says what GC publishes. */
export class CommandDesk {
  readonly sent: CommandMessage[] = [];
  readonly tracker = new Tracker();
  readonly commands: Commands;

  constructor(settings: CommandSettings = {}) {
    const send = (message: CommandMessage) => {
      this.sent.push(message);
      return Promise.resolve();
    };
    const sayBeat = () => this.commands.runOwn('Beat', { destination: 'test-client' }, { timeoutMs: 5000 });
    const queueRead = new QueueRead(sayBeat);
    const keys = new Keys(settings.safety);
    this.commands = new Commands(settings, send, this.tracker, new Counting(), undefined, keys, queueRead);
    this.commands.connected();
  }

  ask<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options: CommandOptions = { timeoutMs: 60_000 },
  ): Followed {
    const followed: Followed = {};
    this.commands.run(name, parameters, options).then(
      (outcome) => Object.assign(followed, { outcome, result: outcome.outcome }),
      (error: GcError) => Object.assign(followed, { error, result: error.code }),
    );
    return followed;
  }

  /** Takes in what GC publishes, as the client does, and lets what has ended settle. */
  async hear(...bodies: string[]): Promise<void> {
    for (const body of bodies) {
      const event = parseEvent(body);
      this.tracker.apply(event, Date.now());
      this.commands.offer(event);
      await settled();
    }
  }

  close(): void {
    this.commands.close();
  }
}

/** Lets everything go on that waits for nothing but its turn. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
