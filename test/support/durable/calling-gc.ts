import { StompConnection } from '../../../lib/stomp';

/** Of numbers that end so, GC says nothing: the call may have been made or not. */
const silentEnding = '77';
const answerMs = 40;

/** A GC at a broker that dials whatever it is told to, confirms it, and ends each call at once. */
export class CallingGc {
  readonly #calls = new Map<string, number>();
  #dialogs = 0;

  private constructor(
    private readonly connection: StompConnection,
    private readonly destination: string,
  ) {}

  static async start(port: number, destination: string): Promise<CallingGc> {
    const connection = new StompConnection({ brokers: [{ host: '127.0.0.1', port }] });
    const gc = new CallingGc(connection, destination);
    connection.subscribe({
      destination: '/queue/Connector1',
      onMessage: ({ type = '', body }) => {
        gc.#receive(type, body);
      },
    });
    await connection.connect();
    return gc;
  }

  /** How often each number was dialled. */
  get calls(): ReadonlyMap<string, number> {
    return this.#calls;
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  #receive(type: string, body: string): void {
    const [command = '', agentId = ''] = type.split('#');
    if (/^(Hello|Beat)$/.test(command)) {
      this.#publish('System#IN_SERVICE');
    } else if (command === 'MakeCall') {
      this.#dial(agentId, body);
    }
  }

  #dial(agentId: string, number: string): void {
    this.#calls.set(number, (this.#calls.get(number) ?? 0) + 1);
    if (!number.endsWith(silentEnding)) {
      this.#dialogs += 1;
      const dialog = `DialogID:${this.#dialogs}`;
      setTimeout(() => {
        this.#publish(`${agentId}#InboundCall#INITIATING#${dialog}#${number}##2025-01-15 09:30:00#Ann`);
        this.#publish(`${agentId}#InboundCall#DROP#${dialog}####Ann`);
      }, answerMs);
    }
  }

  #publish(body: string): void {
    this.connection.send({ destination: `/topic/${this.destination}`, body }).catch(() => undefined);
  }
}
