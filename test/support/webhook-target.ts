import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { once, until, type Bound } from './wait';

export interface WebhookRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

/** Somebody else's web server, to which an example sends: it keeps what it gets, and can be down. */
export class WebhookTarget {
  readonly requests: WebhookRequest[] = [];
  /** What it answers. */
  answer: { status: number; body?: unknown } = { status: 200, body: {} };
  #server: Server | undefined;
  #port = 0;
  #read = 0;

  static async start(): Promise<WebhookTarget> {
    const target = new WebhookTarget();
    await target.up();
    return target;
  }

  /** Ends in '/'. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** The next request that was not read yet. */
  async next(bound: Bound = {}): Promise<WebhookRequest> {
    const request = await until(() => this.requests[this.#read], {
      what: 'a request to the webhook',
      ...bound,
    });
    this.#read++;
    return request;
  }

  /** Listens, on the same port as before. */
  async up(): Promise<void> {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const { method = '', url: path = '', headers } = request;
        this.requests.push({ method, path, headers, body: parsed(body) });
        response.writeHead(this.answer.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(this.answer.body ?? {}));
      });
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Refuses connections, until `up`. */
  async down(): Promise<void> {
    const server = this.#server;
    if (!server) {
      return;
    }
    this.#server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
