import type { Consumer, Entry } from '../destinations/consumers';
import type { MessageSource } from '../destinations/destinations';
import type { Message } from '../destinations/message';
import { headerLines } from '../frames/frame-writer';
import type { StompVersion } from '../frames/versions';
import type { SubscribeRequest } from './subscribe-request';

/** The way to a client. */
export interface Outlet {
  readonly version: StompVersion;
  /** Whether the client reads as fast as it is sent to. */
  readonly ready: boolean;
  /** lines: the headers, as they go on the wire. */
  send(command: string, lines: string, body?: Buffer): void;
}

/** One SUBSCRIBE of one client: takes messages as its prefetch allows, and keeps them until acknowledged. */
export class Subscription implements Consumer {
  readonly #request: SubscribeRequest;
  readonly #serial: number;
  readonly #source: MessageSource;
  readonly #outlet: Outlet;
  readonly #idLine: string;
  /** By what ACK and NACK name them by, in the order of their delivery. */
  readonly #unacknowledged = new Map<string, Entry>();
  #deliveries = 0;

  /** serial: a number no other subscription of this client ever has. */
  constructor(request: SubscribeRequest, serial: number, source: MessageSource, outlet: Outlet) {
    this.#request = request;
    this.#serial = serial;
    this.#source = source;
    this.#outlet = outlet;
    this.#idLine =
      request.id === undefined ? '' : headerLines(outlet.version, [['subscription', request.id]]);
  }

  get id(): string | undefined {
    return this.#request.id;
  }

  get exclusive(): boolean {
    return this.#request.exclusive;
  }

  get ready(): boolean {
    return this.#outlet.ready && this.#unacknowledged.size < this.#request.prefetch;
  }

  /** Whether it gets the messages of its queue alone. */
  get active(): boolean {
    return this.exclusive && this.#source.queue.serves(this);
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
    if (this.#request.ackMode === 'auto') {
      this.#source.queue.settle(entry);
    } else {
      this.#unacknowledged.set(name, entry);
    }
    this.#send(entry, name);
  }

  /**
   * Settles the delivery of this name, in ack mode client also all before it, and returns their messages:
   * none if the name is not one of ours.
   */
  settle(name: string): Message[] {
    const settled = this.#coveredBy(name);
    for (const [covered, entry] of settled) {
      this.#unacknowledged.delete(covered);
      this.#source.queue.settle(entry);
    }
    if (settled.length > 0) {
      this.resume();
    }
    return settled.map(([, { message }]) => message);
  }

  close(): void {
    this.#source.queue.leave(this, [...this.#unacknowledged.values()]);
    this.#source.close();
  }

  #coveredBy(name: string): [string, Entry][] {
    const entry = this.#unacknowledged.get(name);
    if (entry === undefined) {
      return [];
    }
    if (this.#request.ackMode === 'client-individual') {
      return [[name, entry]];
    }
    const covered: [string, Entry][] = [];
    for (const delivery of this.#unacknowledged) {
      covered.push(delivery);
      if (delivery[0] === name) {
        break;
      }
    }
    return covered;
  }

  #nextName(message: Message): string {
    this.#deliveries += 1;
    return this.#outlet.version === '1.2' ? `${this.#serial}-${this.#deliveries}` : message.id;
  }

  #send({ message, redelivered }: Entry, name: string): void {
    const { version } = this.#outlet;
    const ack = version === '1.2' ? `ack:${name}\n` : '';
    const again = redelivered ? 'redelivered:true\n' : '';
    this.#outlet.send('MESSAGE', this.#idLine + ack + again + message.lines(version), message.body);
  }
}
