import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { BrokerAddress, ConnectionState, StateChange } from '../../lib/stomp';
import { startActiveMq, type ActiveMq, type ActiveMqOptions } from './activemq';
import { limitMs, once, until } from './wait';

/** Two ActiveMQ in order of priority, to be killed, frozen and started again. */
export class TwoBrokers {
  private constructor(
    public first: ActiveMq,
    public second: ActiveMq,
  ) {}

  /** `network`: each passes on to the other what its clients want to hear. */
  static async start(options: ActiveMqOptions = {}, { network = false } = {}): Promise<TwoBrokers> {
    const second = await startActiveMq(options);
    try {
      const first = await startActiveMq({
        ...options,
        ...(network && { networkWith: second.openWirePort }),
      });
      return new TwoBrokers(first, second);
    } catch (error) {
      await second.kill();
      throw error;
    }
  }

  get addresses(): BrokerAddress[] {
    return [addressOf(this.first), addressOf(this.second)];
  }

  async restartFirst(): Promise<void> {
    this.first = await this.first.restart();
  }

  async restartSecond(): Promise<void> {
    this.second = await this.second.restart();
  }

  async stop(): Promise<void> {
    await Promise.all([this.first.kill(), this.second.kill()]);
  }
}

export function addressOf({ port }: ActiveMq): BrokerAddress {
  return { host: '127.0.0.1', port };
}

export function nameOf(broker: ActiveMq): string {
  return `127.0.0.1:${broker.port}`;
}

export interface Server {
  readonly address: BrokerAddress;
  /** When each connection came, in milliseconds. */
  readonly connectedAt: readonly number[];
  close(): Promise<void>;
}

/** Accepts every connection and drops it at once. */
export function startDroppingServer(): Promise<Server> {
  return startServer((socket) => socket.destroy());
}

/** Says its greeting, if it has one, and then nothing. */
export function startSilentServer(greeting = ''): Promise<Server> {
  return startServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(greeting);
    socket.resume();
  });
}

async function startServer(accept: (socket: Socket) => void): Promise<Server> {
  const connectedAt: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connectedAt.push(performance.now());
    sockets.add(socket);
    accept(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    connectedAt,
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await once(server.close(), 'close');
    },
  };
}

/** Tries until it succeeds, and returns how many milliseconds have passed since `start`. */
export async function timeUntil(attempt: () => Promise<unknown>, start: number): Promise<number> {
  for (;;) {
    try {
      await attempt();
      return performance.now() - start;
    } catch (error) {
      if (performance.now() - start > limitMs) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** The next change to this state among those that `changes` keeps collecting. */
export function nextState(changes: readonly StateChange[], state: ConnectionState): Promise<StateChange> {
  const before = changes.length;
  return until(() => changes.slice(before).find((change) => change.state === state), {
    what: `the state ${state}`,
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
