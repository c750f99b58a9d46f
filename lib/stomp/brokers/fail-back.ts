import { spread } from './backoff';
import type { BrokerSession } from '../session/broker-session';
import type { BrokerAddress } from '../types';

/** At one look, a broker that crashes again and again may seem to be well. */
const looksInARow = 2;

/** Looks now and then whether a better broker than the current one is well again: whether it accepts the login. */
export class FailBack {
  #timer: NodeJS.Timeout | undefined;
  /** The brokers that are watched, with the number of looks in a row at which each was well. */
  #wellLooks = new Map<BrokerAddress, number>();

  constructor(
    private readonly everyMs: number,
    private readonly logIn: (address: BrokerAddress) => Promise<BrokerSession | undefined>,
    private readonly onWell: (session: BrokerSession) => Promise<unknown>,
  ) {}

  /** `onWell` gets a session with a broker that was well for a while. Unless it moves there, the watch goes on. */
  watch(better: readonly BrokerAddress[]): void {
    this.stop();
    this.#wellLooks = new Map(better.map((address) => [address, 0]));
    this.#waitForNextLook();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#wellLooks = new Map();
  }

  #waitForNextLook(): void {
    if (this.#wellLooks.size === 0 || this.everyMs === 0) {
      return;
    }
    this.#timer = setTimeout(() => void this.#look(this.#wellLooks), spread(this.everyMs));
  }

  async #look(wellLooks: Map<BrokerAddress, number>): Promise<void> {
    for (const [address, looksBefore] of wellLooks) {
      const session = await this.logIn(address);
      const looks = session ? looksBefore + 1 : 0;
      wellLooks.set(address, looks % looksInARow);
      if (session && looks === looksInARow && wellLooks === this.#wellLooks) {
        await this.onWell(session);
      } else {
        await session?.close();
      }
      if (wellLooks !== this.#wellLooks) {
        return;
      }
    }
    this.#waitForNextLook();
  }
}
