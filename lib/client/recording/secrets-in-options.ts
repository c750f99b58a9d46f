import type { GcClientOptions } from '../options';

/** Passwords and keys in the options of a client. */
export function secretsInOptions({ password, passwordEncryption, brokers }: GcClientOptions): unknown[] {
  const ofTls = brokers.flatMap(({ tls }) => [tls?.passphrase, tls?.key]);
  return [password, passwordEncryption?.key, passwordEncryption?.iv, ...ofTls];
}
