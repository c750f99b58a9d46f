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
      for (const message of messages) this.emit('message', message);
    });
    socket.send(JSON.stringify({ subscribe: 'status/#' }));
  }

  close(): void {
    this.#socket.terminate();
  }
}
