import type { BrokerSession } from '../session/broker-session';
import type { Subscriptions } from '../session/subscriptions';
import { Move } from './move';

/** The moves of a connection from one session to another, one at a time. */
export class Moves {
  #current: Move | undefined;

  constructor(private readonly subscriptions: Subscriptions) {}

  get isUnderWay(): boolean {
    return this.#current?.isUnderWay ?? false;
  }

  /** Gives up the move that is under way. */
  cancel(): void {
    this.#current?.cancel();
    this.#current = undefined;
  }

  /**
   * Takes the subscriptions to the new session, then calls `onTaken` and closes the old one. Resolves to whether the new
   * session has taken over; it is closed otherwise.
   */
  async take(from: BrokerSession, to: BrokerSession, onTaken: () => void): Promise<boolean> {
    const move = (this.#current = new Move(from, to));
    const hasTaken = await move.run(this.subscriptions.of(from)).then(
      () => to.isOpen,
      () => false,
    );
    if (this.#current !== move) {
      // The old session was lost meanwhile, or the connection closed.
      await to.close();
      return false;
    }
    if (hasTaken) {
      onTaken();
      move.release();
      void from.leave();
    } else {
      this.cancel();
      void this.subscriptions.applyTo(from);
      void to.leave();
    }
    return hasTaken;
  }
}
