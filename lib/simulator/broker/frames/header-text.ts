import { ProtocolError } from '../errors';
import type { StompVersion } from './versions';

const escapes11 = new Map([
  ['\\', '\\\\'],
  [':', '\\c'],
  ['\n', '\\n'],
]);
const escapes12 = new Map([...escapes11, ['\r', '\\r']]);

const escapes = { '1.1': escapes11, '1.2': escapes12 };
const unescapes = { '1.1': inverted(escapes11), '1.2': inverted(escapes12) };

function inverted(map: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...map].map(([from, to]) => [to, from]));
}

/** A header name or value as it goes on the wire. STOMP 1.0 has no way to say a line break. */
export function escapeHeader(text: string, version: StompVersion): string {
  if (version === '1.0') {
    return text.replace(/[\r\n]/g, ' ');
  }
  const escaped = escapes[version];
  return text.replace(/[\\:\r\n]/g, (character) => escaped.get(character) ?? character);
}

/** A header name or value as it is meant. STOMP 1.0 knows no escapes and takes blanks for decoration. */
export function unescapeHeader(text: string, version: StompVersion): string {
  if (version === '1.0') {
    return text.trim();
  }
  const meant = unescapes[version];
  return text.replace(/\\.?/gs, (sequence) => {
    const character = meant.get(sequence);
    if (character === undefined) {
      throw unknownEscape(sequence, version);
    }
    return character;
  });
}

/** A user or password of CONNECT, where STOMP has no escapes but ActiveMQ reads those that it knows. */
export function unescapeLogin(text: string): string {
  return text.replace(/\\[\\cn]/g, (sequence) => unescapes['1.1'].get(sequence) ?? sequence);
}

function unknownEscape(sequence: string, version: StompVersion): ProtocolError {
  return new ProtocolError(`STOMP ${version} knows no header escape ${sequence}`);
}
