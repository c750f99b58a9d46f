import type { Phrase, Text } from '../common/phrase';
import { StompError } from './errors';
import type { FrameLimits } from './frames/frame-reader';
import { say } from './phrases';

/** Who has to answer next while a session is being opened. */
export type Phase = 'tcp' | 'tls' | 'stomp';

const byCode: Readonly<Record<string, Phrase>> = {
  ECONNREFUSED: say('refusesConnections'),
  ENOTFOUND: say('unknownHost'),
  EAI_AGAIN: say('lookUpFailed'),
  EHOSTUNREACH: say('unreachable'),
  ENETUNREACH: say('unreachable'),
  ETIMEDOUT: say('unreachable'),
  ERR_TLS_CERT_ALTNAME_INVALID: say('otherCertificate'),
  CERT_HAS_EXPIRED: say('expiredCertificate'),
  CERT_NOT_YET_VALID: say('earlyCertificate'),
  DEPTH_ZERO_SELF_SIGNED_CERT: say('selfSignedCertificate'),
};

/** Explains why no session came about. Takes only the code of the error: the rest may carry the login. */
export function connectFailure(broker: string, phase: Phase, error: NodeJS.ErrnoException): StompError {
  const problem =
    byCode[error.code ?? ''] ??
    alertOf(error.code ?? '') ??
    (phase === 'tls' ? tlsFailure(error) : plainFailure(error));
  const { code } = error;
  const phrase = code
    ? say('connectFailedWithCode', { broker, problem, code })
    : say('connectFailed', { broker, problem });
  return new StompError('STOMP_CONNECT_FAILED', phrase);
}

function tlsFailure({ code = '' }: NodeJS.ErrnoException): Phrase {
  return say(/CERT|CRL|UNABLE_TO/.test(code) ? 'untrustedCertificate' : 'notTls');
}

/** What the broker dislikes in the TLS handshake. With TLS 1.3 it says so when we take the handshake for done. */
function alertOf(code: string): Phrase | undefined {
  if (/ALERT.*(CERT|HANDSHAKE_FAILURE)|ALERT_UNKNOWN_CA/.test(code)) {
    return say('wantsCertificate');
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) {
    return say('otherTlsVersion');
  }
  return undefined;
}

function plainFailure({ code, message }: NodeJS.ErrnoException): Phrase {
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return say('cutOff');
  }
  if (code) {
    return say('unreachable');
  }
  // The words of stompit for a peer that hung up; its other errors are about what the peer sent.
  return say(message.startsWith('connection ended') ? 'cutOff' : 'notStomp');
}

const silentPhases: Readonly<Record<Phase, Phrase>> = {
  tcp: say('unreachable'),
  tls: say('silentTls'),
  stomp: say('silentStomp'),
};

/** For what node:net and node:tls throw at once, such as a bad port or an unreadable key. */
export function unusableSettings(broker: string, error: unknown): StompError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const phrase =
    code === undefined
      ? say('unusableSettings', { broker })
      : say('unusableSettingsWithCode', { broker, code });
  return new StompError('STOMP_CONNECT_FAILED', phrase);
}

export function connectTimeout(broker: string, phase: Phase, limitMs: number): StompError {
  const values = { broker, problem: silentPhases[phase], seconds: limitMs / 1000 };
  return new StompError('STOMP_CONNECT_TIMEOUT', say('connectTimeout', values));
}

export function foreignProtocol(broker: string): StompError {
  return new StompError('STOMP_CONNECT_FAILED', say('connectFailed', { broker, problem: say('notStomp') }));
}

export function oldProtocol(broker: string): StompError {
  return new StompError('STOMP_CONNECT_FAILED', say('oldProtocol', { broker }));
}

export function unusableLogin(broker: string): StompError {
  return new StompError('STOMP_LOGIN_REFUSED', say('unusableLogin', { broker }));
}

/** ActiveMQ says on these topics who comes and goes, with the rights of the client itself. */
const advisories = 'ActiveMQ.Advisory.';

/** The broker answered the login with an ERROR. Some of these go away by themselves, soon. */
export function loginFailure(broker: string, answer: string): StompError {
  if (/already connected|stopp|shutting down/i.test(answer)) {
    return new StompError('STOMP_CONNECT_FAILED', say('loginNotNow', { broker, answer }));
  }
  const phrase = answer.includes(advisories)
    ? say('loginLacksRights', { broker, answer, topics: advisories })
    : say('loginRefused', { broker, answer });
  return new StompError('STOMP_LOGIN_REFUSED', phrase);
}

export function connectionLost(broker: string, why: Text): StompError {
  return new StompError('STOMP_CONNECTION_LOST', say('lost', { broker, why }));
}

export function describe({ code, message }: NodeJS.ErrnoException): Text {
  return code ?? (message.startsWith('connection ended') ? say('brokerClosedIt') : message);
}

/** For a frame that was sent. `what` names it. */
export function unconfirmed(broker: string, what: Text): StompError {
  return new StompError('STOMP_CONNECTION_LOST', say('unconfirmed', { broker, what }));
}

export function overdue(broker: string, what: Text, limitMs: number): StompError {
  return new StompError('STOMP_RECEIPT_TIMEOUT', say('overdue', { broker, what, seconds: limitMs / 1000 }));
}

export function refused(broker: string, what: Text, answer: string): StompError {
  return new StompError('STOMP_REFUSED', say('refused', { broker, what, answer }));
}

export function notConnected(broker: string): StompError {
  return new StompError('STOMP_NOT_CONNECTED', say('notConnected', { broker }));
}

export function tooLarge(
  broker: string,
  destination: string,
  { maxBodyBytes, maxHeadBytes, maxHeaders }: FrameLimits,
): StompError {
  const megabytes = maxBodyBytes / 1024 / 1024;
  const values = { broker, destination, megabytes, kilobytes: maxHeadBytes / 1024, headers: maxHeaders };
  return new StompError('STOMP_INVALID_MESSAGE', say('tooLarge', values));
}

export function closed(broker: string): StompError {
  return new StompError('STOMP_CLOSED', say('closed', { broker }));
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
