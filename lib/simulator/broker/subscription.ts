import type { Source } from './destinations';
import type { Header } from './frames';
import type { Message } from './message';
import type { Consumer, Entry } from './queue';
import type { SubscribeRequest } from './subscribe-request';
import type { StompVersion } from './versions';

/** The way to a client. */
export interface Outlet {
  readonly version: StompVersion;
  /** Whether the client reads as fast as it is sent to. */
  readonly ready: boolean;
  send(command: string, headers: readonly Header[], body?: Buffer): void;
}

interface Delivery {
  entry: Entry;
  /** What ACK and NACK name it by. */
  name: string;
}

/** One SUBSCRIBE of one client: takes messages as its prefetch allows, and keeps them until acknowledged. */
export class Subscription implements Consumer {
  readonly #request: SubscribeRequest;
  readonly #serial: number;
  readonly #source: Source;
  readonly #outlet: Outlet;
  readonly #unacknowledged: Delivery[] = [];
  #deliveries = 0;

  /** serial: a number no other subscription of this client ever has. */
  constructor(request: SubscribeRequest, serial: number, source: Source, outlet: Outlet) {
    this.#request = request;
    this.#serial = serial;
    this.#source = source;
    this.#outlet = outlet;
  }

  get id(): string | undefined {
    return this.#request.id;
  }

  get ready(): boolean {
    return this.#outlet.ready && this.#unacknowledged.length < this.#request.prefetch;
  }

  accepts(message: Message): boolean {
    return this.#request.selector(message.type);
  }

  start(): void {
    this.#source.queue.join(this);
  }

  resume(): void {
    this.#source.queue.serve(this);
  }

  deliver(entry: Entry): void {
    const name = this.#nextName(entry.message);
    if (this.#request.ackMode === 'auto') this.#source.queue.settle(entry);
    else this.#unacknowledged.push({ entry, name });
    this.#send(entry, name);
  }

  /**
   * Settles the delivery of this name, in ack mode client also all before it, and returns their messages:
   * none if the name is not one of ours.
   */
  settle(name: string): Message[] {
    const index = this.#unacknowledged.findIndex((delivery) => delivery.name === name);
    if (index < 0) return [];
    const first = this.#request.ackMode === 'client' ? 0 : index;
    const settled = this.#unacknowledged.splice(first, index + 1 - first).map(({ entry }) => entry);
    for (const entry of settled) this.#source.queue.settle(entry);
    this.resume();
    return settled.map((entry) => entry.message);
  }

  close(): void {
    this.#source.queue.leave(
      this,
      this.#unacknowledged.map(({ entry }) => entry),
    );
    this.#source.close();
  }

  #nextName(message: Message): string {
    this.#deliveries += 1;
    return this.#outlet.version === '1.2' ? `${this.#serial}-${this.#deliveries}` : message.id;
  }

  #send({ message, redelivered }: Entry, name: string): void {
    const headers: Header[] = [
      ['destination', message.destination],
      ['message-id', message.id],
      ...message.headers,
    ];
    if (this.id !== undefined) headers.push(['subscription', this.id]);
    if (this.#outlet.version === '1.2') headers.push(['ack', name]);
    if (redelivered) headers.push(['redelivered', 'true']);
    if (message.binary) headers.push(['content-length', String(message.body.length)]);
    this.#outlet.send('MESSAGE', headers, message.body);
  }
}
