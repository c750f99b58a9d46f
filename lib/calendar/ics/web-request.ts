import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import { HttpsProxyAgent, type ProxyAgentRequestOptions } from 'hpagent';
import { getProxyForUrl } from 'proxy-from-env';
import type { Phrase } from '../../common/phrase';
import { say } from '../phrases';
import { CalendarProblem } from './calendar-problem';

interface Options {
  readonly headers: OutgoingHttpHeaders;
  readonly signal: AbortSignal;
}

/**
 * Sends a GET request, through the proxy that the environment names for the address in `http_proxy`, `https_proxy`,
 * `all_proxy` and `no_proxy`. Redirects are not followed.
 *
 * Rejects with {@link CalendarProblem} when there is no answer, or with the reason of the signal when it aborts.
 */
export async function requestFrom(url: URL, options: Options): Promise<IncomingMessage> {
  const proxy = proxyFor(url);
  try {
    const request = proxy === undefined ? openDirect(url, options) : openThrough(proxy, url, options);
    const [response] = (await once(request.end(), 'response')) as [IncomingMessage];
    return response;
  } catch (error) {
    options.signal.throwIfAborted();
    throw new CalendarProblem(unreachable(error as NodeJS.ErrnoException, proxy));
  }
}

/** Header for a login; undefined without user and password. */
export function basicLogin(user: string, password: string): string | undefined {
  const login = Buffer.from(`${user}:${password}`).toString('base64');
  return user === '' && password === '' ? undefined : `Basic ${login}`;
}

/** @throws {CalendarProblem} where its address cannot be used. */
function proxyFor(url: URL): URL | undefined {
  const text = getProxyForUrl(url.href);
  if (text === '') {
    return undefined;
  }
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || !['http:', 'https:'].includes(proxy.protocol)) {
    throw new CalendarProblem(say('proxyAddress'));
  }
  return proxy;
}

function openDirect(url: URL, options: Options): ClientRequest {
  return transportOf(url).request(url, { ...options, agent: false });
}

/** Lets the proxy make a tunnel for https; asks it for the whole address otherwise. */
function openThrough(proxy: URL, url: URL, { headers, signal }: Options): ClientRequest {
  if (url.protocol === 'https:') {
    // The agent hands on all options of a request, but its types name only some.
    const proxyRequestOptions: ProxyAgentRequestOptions & { signal: AbortSignal } = { signal };
    return https.request(url, {
      headers,
      signal,
      agent: new HttpsProxyAgent({ proxy, proxyRequestOptions }),
    });
  }
  const login = basicLogin(decodeURIComponent(proxy.username), decodeURIComponent(proxy.password));
  return transportOf(proxy).request(proxy, {
    path: url.href,
    headers: { ...headers, Host: url.host, ...(login !== undefined && { 'Proxy-Authorization': login }) },
    // Without this, the server would get the login of the proxy.
    auth: null,
    signal,
    agent: false,
  });
}

function transportOf({ protocol }: URL): typeof http | typeof https {
  return protocol === 'https:' ? https : http;
}

function unreachable({ code, message, name }: NodeJS.ErrnoException, proxy: URL | undefined): Phrase {
  const [, status] = /^Bad response: (\d+)$/.exec(message) ?? [];
  if (status !== undefined) {
    return say('proxyStatus', { status });
  }
  return say(proxy === undefined ? 'unreachable' : 'unreachableByProxy', { code: code ?? name });
}
