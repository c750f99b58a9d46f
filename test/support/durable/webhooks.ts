import { setTimeout as delay } from 'node:timers/promises';
import { defaultLine } from '../../../scripts/runtimes.mjs';
import { startActiveMq, type ActiveMq } from '../activemq';
import { createUserDir, startNodeRed, type NodeRed } from '../node-red';
import { startPostgres, type Postgres } from '../postgres';
import { until } from '../wait';
import { CallingGc } from './calling-gc';

const destination = 'webhooks';
const agentCount = 100;
/** Of one sender, after an answer or a broken connection that says that nothing was done yet. */
const pauseMs = 50;

/** After an answer, its Node-RED may still be writing down what came of it. */
const writtenMs = 500;

/** A request that was sent to one of the two. */
interface Request {
  readonly which: number;
  readonly number: string;
  endedAt: number | undefined;
}

/** What must hold for webhooks that come more than once. */
export interface WebhookAccount {
  /** How many keys made a call. */
  readonly calls: number;
  /** Keys that made more than one. */
  readonly twice: readonly string[];
  /** Keys of which the senders were told what is not so: confirmed without a call, or one answer after another. */
  readonly untrue: readonly string[];
  /** Keys of which a sender was told that nobody knows, although no Node-RED was killed while it had them. */
  readonly unexplained: readonly string[];
  /** How often each answer came. */
  readonly answers: Readonly<Record<string, number>>;
}

/** POST /call dials `number`, with the number as key, and answers with what came of it. */
const flows = [
  { id: 'tab', type: 'tab', label: 'Webhooks' },
  {
    id: 'connection',
    type: 'gc-connection',
    mode: 'gc',
    host: '127.0.0.1',
    port: '${BROKER_PORT}',
    destination,
    heartbeat: '60',
    store: 'postgres',
    storeHost: '127.0.0.1',
    storePort: '${PGPORT}',
    storeDatabase: 'postgres',
    repeatedKey: 'answer',
  },
  { id: 'in', type: 'http in', z: 'tab', url: '/call', method: 'post', wires: [['key']] },
  {
    id: 'key',
    type: 'function',
    z: 'tab',
    func: 'return { ...msg, ...msg.payload, gc: { key: msg.payload.number } };',
    wires: [['dial']],
  },
  {
    id: 'dial',
    type: 'make-call',
    z: 'tab',
    connection: 'connection',
    number: 'number',
    numberType: 'msg',
    stage: 'accepted',
    timeout: '5',
    timeoutType: 'num',
    wires: [['answer']],
  },
  { id: 'failed', type: 'catch', z: 'tab', scope: ['dial'], wires: [['answer']] },
  {
    id: 'answer',
    type: 'function',
    z: 'tab',
    func: 'const { code, cause } = msg.error ?? {};\nmsg.payload = { outcome: cause?.outcome ?? msg.gc?.outcome, code };\nreturn msg;',
    wires: [['out']],
  },
  { id: 'out', type: 'http response', z: 'tab', wires: [] },
];

/** Two Node-REDs behind a load balancer, with one ActiveMQ and one PostgreSQL, and who sends webhooks to them. */
export class Webhooks {
  readonly #told = new Map<string, Set<string>>();
  readonly #answers: Record<string, number> = {};
  readonly #requests: Request[] = [];
  /** Keys that a Node-RED had when it was killed. */
  readonly #cutOff = new Set<string>();
  #turn = 0;

  private constructor(
    private readonly broker: ActiveMq,
    private readonly database: Postgres,
    private readonly gc: CallingGc,
    private readonly nodeReds: (NodeRed | undefined)[],
    private readonly userDirs: readonly string[],
  ) {}

  static async open(): Promise<Webhooks> {
    const [broker, database] = await Promise.all([startActiveMq(), startPostgres({ fsync: true })]);
    const gc = await CallingGc.start(broker.port, destination);
    const userDirs = [await createUserDir(), await createUserDir()];
    const webhooks = new Webhooks(broker, database, gc, [undefined, undefined], userDirs);
    await Promise.all([webhooks.start(0), webhooks.start(1)]);
    return webhooks;
  }

  /** Sends each of these requests until it is answered; `onAnswer` is called for each answer. */
  async send(numbers: readonly string[], atOnce: number, onAnswer: () => void): Promise<void> {
    const left = [...numbers];
    const sendAll = async () => {
      for (let number = left.shift(); number !== undefined; number = left.shift()) {
        await this.#sendUntilAnswered(number);
        onAnswer();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sendAll));
  }

  async kill(which: number): Promise<void> {
    const killed = this.nodeReds[which];
    this.nodeReds[which] = undefined;
    for (const { number, endedAt } of this.#requests.filter((each) => each.which === which)) {
      if (endedAt === undefined || Date.now() - endedAt < writtenMs) {
        this.#cutOff.add(number);
      }
    }
    await killed?.kill();
  }

  async start(which: number): Promise<void> {
    const env = { ...this.database.env, BROKER_PORT: String(this.broker.port) };
    const userDir = this.userDirs[which];
    const nodeRed = await startNodeRed({
      version: defaultLine,
      flows,
      env,
      palette: true,
      ...(userDir && { userDir }),
    });
    const isWell = async () => (await fetch(`${nodeRed.url}gc-connection/connection/health`)).ok;
    await until(isWell, { what: 'the connection of a Node-RED' });
    this.nodeReds[which] = nodeRed;
  }

  account(): WebhookAccount {
    const { calls } = this.gc;
    return {
      calls: calls.size,
      twice: [...calls].filter(([, count]) => count > 1).map(([number]) => number),
      untrue: [...this.#told]
        .filter(([number, told]) => !isTrue(told, calls.get(number) ?? 0))
        .map(([number]) => number),
      unexplained: [...this.#told]
        .filter(([number, told]) => told.has('unknown') && !this.#cutOff.has(number))
        .map(([number]) => number),
      answers: this.#answers,
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.kill(0), this.kill(1)]);
    await this.gc.close();
    await this.broker.kill();
    await this.database.stop();
  }

  async #sendUntilAnswered(number: string): Promise<void> {
    await until(
      async () => {
        const outcome = await this.#sendOnce(number).catch(() => undefined);
        if (outcome === undefined) {
          await delay(pauseMs);
          return false;
        }
        this.#answers[outcome] = (this.#answers[outcome] ?? 0) + 1;
        this.#told.set(number, (this.#told.get(number) ?? new Set()).add(outcome));
        return true;
      },
      { what: `an answer for ${number}` },
    );
  }

  /** Undefined where it was answered that nothing was done. */
  async #sendOnce(number: string): Promise<string | undefined> {
    this.#turn += 1;
    const living = [0, 1].filter((each) => this.nodeReds[each] !== undefined);
    const which = living[this.#turn % living.length] ?? 0;
    const request: Request = { which, number, endedAt: undefined };
    this.#requests.push(request);
    try {
      const response = await fetch(`${this.nodeReds[which]?.url ?? ''}call`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ number, agentId: String(1000 + (Number(number) % agentCount)) }),
      });
      const { outcome, code } = (await response.json()) as { outcome?: string; code?: string };
      return outcome ?? (code === 'GC_TIMEOUT' ? 'unknown' : undefined);
    } finally {
      request.endedAt = Date.now();
    }
  }
}

/** `unknown` may be told of any key; what else is told must be so, and the same each time. */
function isTrue(told: ReadonlySet<string>, calls: number): boolean {
  const certain = [...told].filter((outcome) => outcome !== 'unknown');
  return certain.length === 0 || (certain.length === 1 && certain[0] === 'confirmed' && calls === 1);
}
