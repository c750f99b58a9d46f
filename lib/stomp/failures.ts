import { StompError } from './errors';
import type { FrameLimits } from './frames/frame-reader';

/** Who has to answer next while a session is being opened. */
export type Phase = 'tcp' | 'tls' | 'stomp';

const unreachable = 'cannot be reached. Check the address, the network and the firewall';
const notTls = 'does not speak TLS. Check that the port is the one of the TLS connector';
const wantsCertificate =
  'does not accept our side of the TLS handshake. Give a client certificate that it trusts in the TLS settings';
const otherTlsVersion = 'speaks another version of TLS. Update it, or set the versions in the TLS settings';
const notStomp = 'does not speak STOMP. Check the port, and whether it needs TLS';
const cutOff = 'closed the connection before it answered the login. Check the port, and whether it needs TLS';

const byCode: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'refuses connections: nothing listens there. Check host and port, and that the broker is running',
  ENOTFOUND: 'has an unknown host name. Check its spelling',
  EAI_AGAIN: 'has a host name that cannot be looked up now. Check its spelling and the DNS',
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ERR_TLS_CERT_ALTNAME_INVALID:
    'has a certificate for another name. Connect with the name in the certificate',
  CERT_HAS_EXPIRED: 'has a certificate that has expired. Renew it on the broker, and check the clocks',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet. Check the clocks',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'has a certificate that is not trusted: it signed it itself. Add it as an authority (CA) to the TLS settings',
};

/** Explains why no session came about. Takes only the code of the error: the rest may carry the login. */
export function connectFailure(broker: string, phase: Phase, error: NodeJS.ErrnoException): StompError {
  const explanation =
    byCode[error.code ?? ''] ??
    alertOf(error.code ?? '') ??
    (phase === 'tls' ? tlsFailure(error) : plainFailure(error));
  const code = error.code ? ` (${error.code})` : '';
  return new StompError('STOMP_CONNECT_FAILED', `The broker ${broker} ${explanation}${code}.`);
}

function tlsFailure({ code = '' }: NodeJS.ErrnoException): string {
  if (!/CERT|CRL|UNABLE_TO/.test(code)) {
    return notTls;
  }
  return 'has a certificate that is not trusted. Add the certificate of its authority (CA) to the TLS settings';
}

/** What the broker dislikes in the TLS handshake. With TLS 1.3 it says so when we take the handshake for done. */
function alertOf(code: string): string | undefined {
  if (/ALERT.*(CERT|HANDSHAKE_FAILURE)|ALERT_UNKNOWN_CA/.test(code)) {
    return wantsCertificate;
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) {
    return otherTlsVersion;
  }
  return undefined;
}

function plainFailure({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return cutOff;
  }
  if (code) {
    return unreachable;
  }
  // The words of stompit for a peer that hung up; its other errors are about what the peer sent.
  return message.startsWith('connection ended') ? cutOff : notStomp;
}

const silentPhases: Readonly<Record<Phase, string>> = {
  tcp: unreachable,
  tls: 'does not answer the TLS handshake. Check that the port is the one of the TLS connector',
  stomp: 'accepts the connection but does not answer the login. Check the port, and whether the broker hangs',
};

/** For what node:net and node:tls throw at once, such as a bad port or an unreadable key. */
export function unusableSettings(broker: string, error: unknown): StompError {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new StompError(
    'STOMP_CONNECT_FAILED',
    `The broker ${broker} cannot be connected with these settings. Check host, port and TLS settings${code}.`,
  );
}

export function connectTimeout(broker: string, phase: Phase, limitMs: number): StompError {
  return new StompError(
    'STOMP_CONNECT_TIMEOUT',
    `The broker ${broker} ${silentPhases[phase]} (no session within ${limitMs / 1000} s).`,
  );
}

export function foreignProtocol(broker: string): StompError {
  return new StompError('STOMP_CONNECT_FAILED', `The broker ${broker} ${notStomp}.`);
}

export function oldProtocol(broker: string): StompError {
  return new StompError(
    'STOMP_CONNECT_FAILED',
    `The broker ${broker} does not speak STOMP 1.1 or 1.2. Update it.`,
  );
}

export function unusableLogin(broker: string): StompError {
  return new StompError(
    'STOMP_LOGIN_REFUSED',
    `User or password for the broker ${broker} contains a line break or NUL, which STOMP cannot send. Correct it.`,
  );
}

/** ActiveMQ says on these topics who comes and goes, with the rights of the client itself. */
const advisories = 'ActiveMQ.Advisory.';

/** The broker answered the login with an ERROR. Some of these go away by themselves, soon. */
export function loginFailure(broker: string, answer: string): StompError {
  if (/already connected|stopp|shutting down/i.test(answer)) {
    return new StompError(
      'STOMP_CONNECT_FAILED',
      `The broker ${broker} does not take the login now: ${answer}.`,
    );
  }
  const whatToDo = answer.includes(advisories)
    ? `Let the user read, write and create the topics ${advisories}>, which ActiveMQ uses for every client`
    : 'Check user and password of the connection';
  return new StompError(
    'STOMP_LOGIN_REFUSED',
    `The broker ${broker} refused the login: ${answer}. ${whatToDo}.`,
  );
}

export function connectionLost(broker: string, why: string): StompError {
  return new StompError('STOMP_CONNECTION_LOST', `The connection to the broker ${broker} was lost: ${why}.`);
}

export function describe({ code, message }: NodeJS.ErrnoException): string {
  return code ?? (message.startsWith('connection ended') ? 'the broker closed it' : message);
}

/** For a frame that was sent. `what` names it. */
export function unconfirmed(broker: string, what: string): StompError {
  return new StompError(
    'STOMP_CONNECTION_LOST',
    `The connection to the broker ${broker} was lost before it confirmed ${what}. Whether it arrived is unknown.`,
  );
}

export function overdue(broker: string, what: string, limitMs: number): StompError {
  return new StompError(
    'STOMP_RECEIPT_TIMEOUT',
    `The broker ${broker} did not confirm ${what} within ${limitMs / 1000} s. Whether it arrived is unknown. ` +
      'Check the memory and disk limits of the broker.',
  );
}

export function refused(broker: string, what: string, answer: string): StompError {
  return new StompError(
    'STOMP_REFUSED',
    `The broker ${broker} refused ${what}: ${answer}. Check the name of the destination and the rights of the user.`,
  );
}

export function notConnected(broker: string): StompError {
  return new StompError(
    'STOMP_NOT_CONNECTED',
    `There is no connection to the broker ${broker}: nothing was sent.`,
  );
}

export function tooLarge(
  broker: string,
  destination: string,
  { maxBodyBytes, maxHeadBytes, maxHeaders }: FrameLimits,
): StompError {
  return new StompError(
    'STOMP_INVALID_MESSAGE',
    `A message from ${destination} of the broker ${broker} has more than ${maxBodyBytes / 1024 / 1024} MB, ` +
      `or more than ${maxHeadBytes / 1024} KB or ${maxHeaders} in its headers. It was skipped. ` +
      'Check who may publish there, and what is sent.',
  );
}

export function closed(broker: string): StompError {
  return new StompError('STOMP_CLOSED', `The connection to the broker ${broker} was closed.`);
}

/**
 * The broker's own words, as one short line without the secrets. `users`: left out as whole words only, because names of
 * topics and queues are often made of them.
 */
export function quote(answer: string, users: readonly string[], secrets: readonly string[]): string {
  const withoutSecrets = longestFirst(secrets).reduce(
    (text, secret) => text.replaceAll(secret, '***'),
    answer,
  );
  const clean = longestFirst(users).reduce(
    (text, user) => text.replaceAll(user, (found, at: number) => (isWord(text, at, found) ? '***' : found)),
    withoutSecrets,
  );
  return JSON.stringify(
    withoutFullStops(clean.replace(/[\s\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, ' ')).slice(0, 300),
  );
}

function longestFirst(words: readonly string[]): string[] {
  return words.filter((word) => word !== '').sort((a, b) => b.length - a.length);
}

/** Whether what stands there is no part of a longer name. */
function isWord(text: string, at: number, word: string): boolean {
  const end = at + word.length;
  const [before, after] = [text.slice(Math.max(0, at - 4), at), text.slice(end, end + 4)];
  return !/[\p{L}\p{N}_-]\.?$/u.test(before) && !/^\.?[\p{L}\p{N}_-]/u.test(after);
}

/** A regular expression would look for the end of the text from each full stop. */
function withoutFullStops(text: string): string {
  let end = text.length;
  while (text[end - 1] === '.' || text[end - 1] === ' ') {
    end -= 1;
  }
  return text.slice(0, end);
}
