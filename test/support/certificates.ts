import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '..', 'fixtures', 'certificates');

/**
 * Keys with certificates, for the tests only. All but the last are signed by `authority`:
 * `valid` for localhost and 127.0.0.1, `expired` for the same in 2020, `other-name` for broker.test,
 * `self-signed` for localhost and 127.0.0.1 by itself.
 */
export type KeyStoreName = 'valid' | 'expired' | 'other-name' | 'self-signed';

export const authorityPath = path.join(folder, 'authority.pem');
export const authority = readFileSync(authorityPath, 'utf8');
export const passphrase = 'fixture';

/** Path of a PKCS#12 file. */
export function keyStorePath(name: KeyStoreName): string {
  return path.join(folder, `${name}.p12`);
}

/** As options of node:tls. */
export function keyStore(name: KeyStoreName): { pfx: Buffer; passphrase: string } {
  return { pfx: readFileSync(keyStorePath(name)), passphrase };
}
