import type { GcClient, Receipt } from '../../client';
import type { CommandEnded } from '../../protocol';

/**
 * The ends of commands, from the time at which the first listener asks for them: until then no client makes reports of
 * them. It goes on when that listener leaves, as a deploy may bring it back and commands end in between.
 */
export class CommandEnds {
  #isWanted = false;
  #client: GcClient | undefined;

  constructor(private readonly tell: (event: CommandEnded, receipt: Receipt) => unknown) {}

  get isWanted(): boolean {
    return this.#isWanted;
  }

  set isWanted(isWanted: boolean) {
    this.#isWanted = isWanted;
    if (this.#client !== undefined) {
      this.listenTo(this.#client);
    }
  }

  /** Passes on those of a client, also if they are wanted only later. */
  follow(client: GcClient): void {
    this.#client = client;
    this.listenTo(client);
  }

  /** Passes on those of a client, once. */
  listenTo(client: GcClient): void {
    if (this.#isWanted && !client.listeners('command').includes(this.tell)) {
      client.on('command', this.tell);
    }
  }
}
