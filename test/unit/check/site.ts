import { GcClient, type GcClientOptions, type Recording } from '../../../lib/client';
import type { CommandName, CommandParameters, GcError } from '../../../lib/protocol';
import { startSimulator, type DialectChoice, type Simulator } from '../../../lib/simulator';
import { until } from '../../support/wait';
import { Interpreter, type Change } from './interpreter';

const destination = 'desk';

/** A site: a simulator that speaks a dialect, perhaps somebody who changes what it says, and a client that records. */
export class Site {
  /** How many events about calls each agent has got. */
  readonly #callEvents = new Map<string, number>();

  private constructor(
    readonly simulator: Simulator,
    private readonly client: GcClient,
    private readonly recording: Recording,
    private readonly interpreter: Interpreter | undefined,
  ) {
    client.on('event', (event) => {
      if (event.type === 'InboundCall') {
        this.#callEvents.set(event.agentId, this.callEventsOf(event.agentId) + 1);
      }
    });
  }

  static async start(
    dialect: DialectChoice,
    options: Partial<GcClientOptions> = {},
    change?: Change,
  ): Promise<Site> {
    const simulator = await startSimulator({ dialect, flavour: 'ucce' });
    const interpreter = change && (await Interpreter.start(simulator.port, destination, change));
    const port = interpreter?.port ?? simulator.port;
    const client = new GcClient({ ...options, brokers: [{ host: '127.0.0.1', port }], destination });
    const recording = client.record();
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service', { what: 'GC in service' });
    return new Site(simulator, client, recording, interpreter);
  }

  callEventsOf(agentId: string): number {
    return this.#callEvents.get(agentId) ?? 0;
  }

  /** The recording as a file has it. */
  async *file(): AsyncGenerator<Buffer> {
    await Promise.resolve();
    for (const line of this.recording.lines()) {
      yield Buffer.from(`${line}\n`);
    }
  }

  /** Sends a command. Returns its outcome, or the code of its error. */
  run<N extends CommandName>(name: N, parameters: CommandParameters<N>): Promise<string> {
    return this.client.command(name, parameters).then(
      ({ outcome }) => outcome,
      ({ code }: GcError) => code,
    );
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.interpreter?.close();
    await this.simulator.close();
  }
}
