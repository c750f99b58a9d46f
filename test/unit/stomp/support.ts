import {
  StompConnection,
  StompError,
  type ConnectionState,
  type IncomingMessage,
  type StateChange,
  type StompOptions,
} from '../../../lib/stomp';
import { limitMs } from '../../support/wait';

const now = performance.now.bind(performance);

/** Waits for a condition. Works with a faked clock, too. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = now() + limitMs;
  while (!condition()) {
    if (now() > end) {
      throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    }
    await new Promise(setImmediate);
  }
}

export class RecordedConnection extends StompConnection {
  readonly changes: StateChange[] = [];
  readonly messages: IncomingMessage[] = [];
  readonly refusals: StompError[] = [];

  constructor(options: StompOptions) {
    super({ heartbeatMs: 0, backoff: { minMs: 1, maxMs: 1 }, ...options });
    this.on('state', (change) => this.changes.push(change));
  }

  /** Subscribes and keeps what comes. */
  listen(destination: string, ack: 'auto' | 'client-individual' = 'auto'): () => void {
    return this.subscribe({
      destination,
      ack,
      onMessage: (message) => this.messages.push(message),
      onError: (error) => this.refusals.push(error),
    });
  }

  /** Waits for the nth change to this state, counted from 1. */
  async reached(state: ConnectionState, nth = 1): Promise<StateChange> {
    const matching = () => this.changes.filter((change) => change.state === state);
    await until(() => matching().length >= nth, `state ${state} number ${nth}`);
    return matching()[nth - 1] as StateChange;
  }
}

/** Starts to connect; how the first attempt ends is nobody's business here. */
export function begin(connection: StompConnection): void {
  connection.connect().catch(() => undefined);
}

/** For assert.rejects and assert.throws: the code, and what the message must say. */
export function stompError(code: string, ...parts: (string | RegExp)[]): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof StompError)) {
      throw new Error(`no StompError: ${String(error)}`);
    }
    if (error.code !== code) {
      throw new Error(`${error.code} instead of ${code}: ${error.message}`);
    }
    for (const part of parts) {
      const found = typeof part === 'string' ? error.message.includes(part) : part.test(error.message);
      if (!found) {
        throw new Error(`"${error.message}" does not say ${String(part)}`);
      }
    }
    return true;
  };
}

/** Collects what a test opens and closes it afterwards, connections first. */
export class Cleanup {
  readonly #closers: (() => Promise<void>)[] = [];

  add<T extends { close(): Promise<void> }>(opened: T): T {
    this.#closers.push(() => opened.close());
    return opened;
  }

  async run(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) {
      await close();
    }
  }
}
