import { ProtocolError } from './errors';
import type { Frame } from './frames';
import { readHeartBeat, type Intervals } from './heart-beat';
import { negotiateVersion, type StompVersion } from './versions';

/** What a client must give at CONNECT. Without a user everybody may come in. */
export interface Login {
  user?: string | undefined;
  password?: string | undefined;
}

export interface Agreement {
  version: StompVersion;
  heartBeat: Intervals;
}

/** Reads a client's first frame; throws a ProtocolError if it may not come in. */
export function agree(frame: Frame, login: Login): Agreement {
  if (frame.command !== 'CONNECT' && frame.command !== 'STOMP') {
    throw new ProtocolError(`Not connected: the first frame must be CONNECT, not ${frame.command}`);
  }
  const version = negotiateVersion(frame.headers.get('accept-version'));
  if (version === undefined) throw new ProtocolError('Supported protocol versions are 1.0, 1.1 and 1.2');
  checkLogin(frame, login);
  return { version, heartBeat: readHeartBeat(frame.headers.get('heart-beat')) };
}

function checkLogin(frame: Frame, { user, password }: Login): void {
  if (user === undefined) return;
  const given = frame.headers.get('login') ?? '';
  const passcode = frame.headers.get('passcode') ?? '';
  if (given !== user || passcode !== (password ?? '')) {
    throw new ProtocolError(`User name [${given}] or password is invalid.`);
  }
}
