import { ProtocolError } from '../errors';
import type { BrokerFaults } from '../faults';
import type { Frame } from '../frames/frame';
import { unescapeLogin } from '../frames/header-text';
import { negotiateVersion, type StompVersion } from '../frames/versions';
import { readHeartBeat, type Intervals } from './heart-beat';

export interface Login {
  user?: string | undefined;
  password?: string | undefined;
}

/** Who may come in. */
export interface Admission {
  /** Without a user everybody. */
  login: Login;
  /** Whom faults leave alone. */
  spared: Login | undefined;
  faults: Readonly<BrokerFaults>;
}

export interface Agreement {
  version: StompVersion;
  heartBeat: Intervals;
  spared: boolean;
}

/** Reads a client's first frame; throws a ProtocolError if it may not come in. */
export function agree(frame: Frame, { login, spared, faults }: Admission): Agreement {
  if (frame.command !== 'CONNECT' && frame.command !== 'STOMP') {
    throw new ProtocolError(`Not connected: the first frame must be CONNECT, not ${frame.command}`);
  }
  const version = negotiateVersion(frame.headers.get('accept-version'));
  if (version === undefined) {
    throw new ProtocolError('Supported protocol versions are 1.0, 1.1 and 1.2');
  }
  const isSpared = spared !== undefined && isLogin(frame, spared);
  const isWelcome = !faults.loginsRefused && (login.user === undefined || isLogin(frame, login));
  if (!isSpared && !isWelcome) {
    throw new ProtocolError(`User name [${loginHeader(frame, 'login')}] or password is invalid.`);
  }
  return { version, heartBeat: readHeartBeat(frame.headers.get('heart-beat')), spared: isSpared };
}

function isLogin(frame: Frame, { user = '', password = '' }: Login): boolean {
  return loginHeader(frame, 'login') === user && loginHeader(frame, 'passcode') === password;
}

function loginHeader(frame: Frame, name: 'login' | 'passcode'): string {
  return unescapeLogin(frame.headers.get(name) ?? '');
}
