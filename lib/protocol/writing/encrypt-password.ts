import { createCipheriv } from 'node:crypto';
import { GcError } from '../gc-error';
import { sayOfCommand, sayOfValue } from '../phrases';
import { isHexOf, passwordIvBytes, passwordKeyBytes, standsForBytes } from './password-key';

/**
 * How passwords go to a GC with `UseSecurePassword`: Triple-DES in CBC mode. GC's documentation names neither
 * padding nor encoding. PKCS#7 is what Java and .NET do unless told otherwise; Base64 has none of GC's separators.
 */
export interface PasswordEncryption {
  /** 24 bytes: a text that has them in UTF-8, or 48 hex digits. */
  readonly key: string;
  /** 8 bytes: a text that has them in UTF-8, or 16 hex digits. */
  readonly iv: string;
  /** How the encrypted password is written; default `base64`. */
  readonly encoding?: 'base64' | 'hex' | undefined;
  /** How the last block is filled up: as in PKCS#7, the default, or with zero bytes where it is not full. */
  readonly padding?: 'pkcs7' | 'zeros' | undefined;
}

const blockBytes = 8;

/**
 * Returns what encrypts passwords, taken as UTF-8.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION
 */
export function passwordEncryptor(encryption: PasswordEncryption): (password: string) => string {
  const { key, iv, encoding = 'base64', padding = 'pkcs7' } = checkPasswordEncryption(encryption);
  const keyBytes = toBytes(key, passwordKeyBytes);
  const ivBytes = toBytes(iv, passwordIvBytes);
  return (password) => {
    const cipher = createCipheriv('des-ede3-cbc', keyBytes, ivBytes).setAutoPadding(padding === 'pkcs7');
    const plain = padding === 'zeros' ? withZeros(password) : Buffer.from(password);
    return Buffer.concat([cipher.update(plain), cipher.final()]).toString(encoding);
  };
}

/**
 * Checks how passwords are to be encrypted, and returns it as it was given.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, which never repeats what was given.
 */
export function checkPasswordEncryption(given: PasswordEncryption): PasswordEncryption {
  checkBytes('passwordKey', given.key, passwordKeyBytes);
  checkBytes('passwordIv', given.iv, passwordIvBytes);
  checkChoice('encoding', given.encoding, ['base64', 'hex']);
  checkChoice('padding', given.padding, ['pkcs7', 'zeros']);
  return given;
}

function checkChoice(what: string, given: string | undefined, choices: readonly string[]): void {
  if (given !== undefined && !choices.includes(given)) {
    throw new GcError('GC_INVALID_CONFIGURATION', {
      detail: sayOfValue('oneOf', { what: `passwordEncryption.${what}`, choices: choices.join(', ') }),
    });
  }
}

function withZeros(password: string): Buffer {
  const bytes = Buffer.from(password);
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & (blockBytes - 1))]);
}

function checkBytes(what: 'passwordKey' | 'passwordIv', given: unknown, bytes: number): void {
  if (!standsForBytes(given, bytes)) {
    throw new GcError('GC_INVALID_CONFIGURATION', {
      detail: sayOfCommand(what, { bytes, digits: 2 * bytes }),
    });
  }
}

function toBytes(given: string, bytes: number): Buffer {
  return Buffer.from(given, isHexOf(given, bytes) ? 'hex' : 'utf8');
}
