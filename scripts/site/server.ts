import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileAt } from './dead-links';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves a built site to this machine alone; port 0 lets the system choose. */
export async function serve(
  folder: string,
  base: string,
  port: number,
): Promise<{ url: string; close: () => void }> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const file = pathname.startsWith(base) ? fileAt(folder, pathname.slice(base.length)) : undefined;
    response.statusCode = file === undefined ? 404 : 200;
    const sent = file ?? '404.html';
    response.setHeader('content-type', types[path.extname(sent)] ?? 'application/octet-stream');
    createReadStream(path.join(folder, sent)).pipe(response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${taken}${base}`, close };
}
