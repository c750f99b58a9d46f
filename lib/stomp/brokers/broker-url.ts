import { StompError } from '../errors';
import { say } from '../phrases';
import type { BrokerAddress } from '../types';

const brokerUrl = /^stomp(\+ssl)?:\/\/(?:\[([\da-f:.]+)\]|([^\s/:?#@[\]]+))(?::(\d{1,5}))?\/?$/i;

/**
 * Reads `stomp://host:port` (default port 61613) or `stomp+ssl://host:port` (default port 61612).
 *
 * @throws {StompError} STOMP_CONNECT_FAILED for anything else
 */
export function parseBrokerUrl(url: string): BrokerAddress {
  const [matched, ssl, ipv6, name, portText] = brokerUrl.exec(url.trim()) ?? [];
  const host = ipv6 ?? name;
  const port = Number(portText ?? (ssl ? 61612 : 61613));
  if (!matched || !host || port < 1 || port > 65535) {
    throw new StompError('STOMP_CONNECT_FAILED', say('noBrokerAddress', { url: withoutLogin(url) }));
  }
  return ssl ? { host, port, tls: {} } : { host, port };
}

/** host:port, as it appears in states and errors. */
export function brokerName({ host, port }: BrokerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function withoutLogin(url: string): string {
  const [start, at] = [url.indexOf('//'), url.lastIndexOf('@')];
  return start === -1 || at < start ? url : `${url.slice(0, start)}//***${url.slice(at)}`;
}
