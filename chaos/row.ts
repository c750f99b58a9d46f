import { GcClient, type GcClientOptions } from '../lib/client';
import { startSimulator, type Simulator, type SimulatorOptions } from '../lib/simulator';
import { TwoBrokers } from '../test/support/two-brokers';

/** A fault, and what must hold. */
export interface Row {
  /** On the command line. */
  readonly name: string;
  readonly fault: string;
  readonly required: string;
  run(stage: Stage): Promise<Measured>;
}

export interface Measured {
  readonly values: string;
  /** What does not hold. */
  readonly problems: readonly string[];
}

/** The brokers know this user alone. */
const login = { user: 'chaos', password: 'sesame' };

/** What all rows play on. Both brokers run when a row begins, and when it ends. */
export class Stage {
  readonly login = login;

  private constructor(
    readonly brokers: TwoBrokers,
    /** The same seed makes the same choices. */
    readonly seed: number,
    readonly isShort: boolean,
  ) {}

  static async open(seed: number, isShort: boolean): Promise<Stage> {
    const users = [{ name: login.user, password: login.password }];
    return new Stage(await TwoBrokers.start({ users }), seed, isShort);
  }

  close(): Promise<void> {
    return this.brokers.stop();
  }

  /** A simulated GC beside the brokers. */
  startGc(options: SimulatorOptions = {}): Promise<Simulator> {
    const broker = this.brokers.addresses.map((address) => ({ ...address, ...this.login }));
    return startSimulator({ ...options, broker });
  }

  newClient(options: Partial<GcClientOptions> = {}): GcClient {
    const { brokers, login } = this;
    return new GcClient({ brokers: brokers.addresses, ...login, destination: 'chaos', ...options });
  }
}

/** What does not hold: the texts of all that is not so. */
export function problemsIn(claims: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(claims).filter((claim) => claims[claim] === false);
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
