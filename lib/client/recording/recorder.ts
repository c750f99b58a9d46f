import { GcError } from '../../protocol';
import { invalidOption } from '../configuration';
import type { GcClientOptions } from '../options';
import { ActiveRecording, type RecordedClient } from './active-recording';
import { checkRecording, type RecordingOptions } from './options';

/** The recording of a client, while there is one. */
export class Recorder {
  /** Undefined while nothing is recorded. */
  now: ActiveRecording | undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED */
  start(
    options: RecordingOptions,
    client: Omit<RecordedClient, 'onEnd'>,
    isClosed: boolean,
  ): ActiveRecording {
    if (isClosed) {
      throw new GcError('GC_CLOSED', { detail: 'the client is closed, so nothing can be recorded' });
    }
    if (this.now !== undefined) {
      throw invalidOption('a recording of this connection runs already; stop it first');
    }
    const active = new ActiveRecording(checkRecording(options), {
      ...client,
      onEnd: () => {
        this.now = undefined;
      },
    });
    this.now = active;
    return active;
  }
}

/** Passwords and keys in the options of a client. */
export function secretsInOptions({ password, passwordEncryption, brokers }: GcClientOptions): unknown[] {
  const ofTls = brokers.flatMap(({ tls }) => [tls?.passphrase, tls?.key]);
  return [password, passwordEncryption?.key, passwordEncryption?.iv, ...ofTls];
}
