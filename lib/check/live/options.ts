import type { AgentLogin } from '../../client';
import type { PasswordEncryption } from '../../protocol';
import type { BrokerAddress } from '../../stomp';
import type { TryLimits } from './try-broker';

/** What a live check is to try. */
export interface LiveOptions {
  /** Each is tried; GC is looked for at one after the other. */
  readonly brokers: readonly BrokerAddress[];
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** For a GC with `UseSecurePassword`. */
  readonly passwordEncryption?: PasswordEncryption | undefined;
  readonly commandQueue: string;
  readonly destination: string;
  /** The agent to log in; absent: nobody is. */
  readonly agent?: AgentLogin | undefined;
  /**
   * The extensions to call, with the agent: the second one is consulted, or the first again where there is none.
   * Empty: nobody is called.
   */
  readonly numbers: readonly string[];
  /** Default: ten seconds each. A broker or a GC on the other side of the world, and busy, still answers within. */
  readonly limits?: TryLimits | undefined;
}
