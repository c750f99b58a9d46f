/** A host that was given together with its port, such as in a URL. */
export interface HostAndPort {
  readonly host: string;
  /** Absent where none is given. */
  readonly port?: string;
}

/** A name, or an IPv4 address. */
const name = /^[a-z0-9._-]+$/i;
/** At least two colons: with one, it may be a name with its port. */
const ipv6 = /^(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|\d{1,3}(?:\.\d{1,3}){3})(?:%[\w.-]+)?$/i;

/** A host as it is connected to: an IPv6 address without its brackets. Undefined where it is no name and no address. */
export function readHost(text: string): string | undefined {
  const trimmed = text.trim();
  const inBrackets = /^\[(.*)\]$/.exec(trimmed)?.[1];
  const address = inBrackets ?? trimmed;
  const isFine = ipv6.test(address) || (inBrackets === undefined && name.test(trimmed));
  return isFine ? address : undefined;
}

/** The host and the port in a text that gives both, or in a URL: `mq1:61613`, `tcp://mq1`, `[::1]:61613`. */
export function splitAddress(text: string): HostAndPort | undefined {
  const address = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(\[[^\]]*\]|[^:/?#@[\]]+)(?::(\d{1,5}))?\/?$/i.exec(
    text.trim(),
  );
  const host = readHost(address?.[1] ?? '');
  const port = address?.[2];
  return host === undefined ? undefined : { host, ...(port !== undefined && { port }) };
}
