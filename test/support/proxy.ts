import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** An HTTP proxy on this machine. It asks servers for what it is asked for, and makes tunnels. */
export class Proxy {
  /** The first line of each request, with the login that came with it. */
  readonly asked: { readonly line: string; readonly login: string | undefined }[] = [];
  /** It answers with this status, and asks nobody. */
  refusal: number | undefined;
  /** It never answers. */
  isSilent = false;
  readonly #server = createServer((incoming, response) => {
    this.#pass(incoming, response);
  });

  private constructor() {
    this.#server.on('connect', (incoming, socket, head) => {
      this.#tunnel(incoming, socket, head);
    });
  }

  static async start(): Promise<Proxy> {
    const proxy = new Proxy();
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** `login`: such as `me:secret@`. */
  url(login = ''): string {
    return `http://${login}127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  connections(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.getConnections((_, count) => {
        resolve(count);
      });
    });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #isAnswered({ method, url, headers }: IncomingMessage, answer: (status: number) => void): boolean {
    this.asked.push({ line: `${method} ${url}`, login: headers['proxy-authorization'] });
    if (this.refusal !== undefined) {
      answer(this.refusal);
    }
    return this.isSilent || this.refusal !== undefined;
  }

  #pass(incoming: IncomingMessage, response: ServerResponse): void {
    if (!this.#isAnswered(incoming, (status) => response.writeHead(status).end())) {
      const headers = { ...incoming.headers };
      delete headers['proxy-authorization'];
      request(incoming.url ?? '', { headers }, (answer) => {
        answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers));
      }).end();
    }
  }

  #tunnel(incoming: IncomingMessage, client: Duplex, head: Buffer): void {
    client.on('error', () => undefined);
    client.on('end', () => client.end());
    if (!this.#isAnswered(incoming, (status) => client.end(`HTTP/1.1 ${status} No\r\n\r\n`))) {
      const { hostname, port } = new URL(`http://${incoming.url}`);
      const server = connect(Number(port), hostname, () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        server.write(head);
        server.pipe(client).pipe(server);
      }).on('error', () => client.destroy());
    } else {
      client.resume();
    }
  }
}
