import type { StompError } from '../errors';
import type { Attempt, BrokerSession } from '../session/broker-session';
import type { BrokerAddress } from '../types';
import type { BrokerList } from './broker-list';

/** Opens a session beside the current one. Resolves to nothing when the broker does not accept the login. */
export function logInBeside(
  address: BrokerAddress,
  brokers: BrokerList,
  open: (address: BrokerAddress, attempt: Attempt) => BrokerSession,
): Promise<BrokerSession | undefined> {
  return new Promise((resolve) => {
    const fail = (reason: StompError) => {
      brokers.failed(address, reason);
      resolve(undefined);
    };
    if (brokers.isRefusing(address)) {
      return resolve(undefined);
    }
    try {
      const session = open(address, { onOpen: () => resolve(session), onEnd: fail });
    } catch (error) {
      fail(error as StompError);
    }
  });
}
