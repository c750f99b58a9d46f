import { EventEmitter } from 'node:events';
import WebSocket from 'ws';
import { once } from './wait';

/** What Node-RED tells its editors. */
export interface CommsMessage {
  topic: string;
  data: unknown;
}

/** An editor's websocket without an editor: emits `message` with each {@link CommsMessage}. */
export class Comms extends EventEmitter<{ message: [CommsMessage] }> {
  readonly #socket: WebSocket;
  #deployed: string | undefined;

  /** `url`: of Node-RED's editor, ending in '/'. */
  static async open(url: string): Promise<Comms> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}comms`);
    await once(socket, 'open');
    return new Comms(socket);
  }

  private constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.on('message', (data) => {
      const messages = JSON.parse((data as Buffer).toString()) as CommsMessage[];
      for (const message of messages) {
        this.#take(message);
      }
    });
    socket.send(JSON.stringify({ subscribe: 'status/#' }));
  }

  /** The revision of the flows that run: what other flows had to tell before has been told. */
  get deployed(): string | undefined {
    return this.#deployed;
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(message: CommsMessage): void {
    if (message.topic === 'notification/runtime-deploy') {
      this.#deployed = (message.data as { revision: string }).revision;
    }
    this.emit('message', message);
  }
}
