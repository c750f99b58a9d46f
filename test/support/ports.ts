import { createServer, type Server } from 'node:net';

/** Below the ports that systems hand out by themselves; the lock of a port is the one `portCount` above it. */
const firstPort = 11_000;
const portCount = 2000;

/**
 * A port of 127.0.0.1 for servers that do not take 0 for "any". It is free now, and this process keeps it from others
 * that ask here until it ends: it listens on the port's lock.
 */
export async function freePort(): Promise<number> {
  const start = Math.floor(Math.random() * portCount);
  for (let tried = 0; tried < portCount; tried += 1) {
    const port = firstPort + ((start + tried) % portCount);
    const lock = await listen(port + portCount);
    const probe = lock && (await listen(port));
    if (probe !== undefined) {
      await new Promise((resolve) => probe.close(resolve));
      return port;
    }
    lock?.close();
  }
  throw new Error(`No port from ${firstPort} to ${firstPort + portCount - 1} is free.`);
}

/** Undefined where the port is taken. The process may end while it listens. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer().unref();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve(undefined);
      } else {
        reject(error);
      }
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}
