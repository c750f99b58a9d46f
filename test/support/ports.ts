import { createServer, type AddressInfo } from 'node:net';
import { once } from './wait';

/** A port of 127.0.0.1 that is free now, for servers that do not take 0 for "any". */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
