import assert from 'node:assert/strict';
import { until, type Bound } from '../support/wait';
import { Comms, type CommsMessage } from '../support/comms';
import { deployFlows, request, startNodeRed, type NodeRed, type NodeRedLine } from '../support/node-red';
import { freePort } from '../support/ports';
import { startPostgres, type Postgres } from '../support/postgres';
import { exampleFile, type ExampleNode } from './example-files';

/**
 * The tests, in each Node-RED there is: a real one with the package, what the examples need besides, and a PostgreSQL.
 * All files of tests share these.
 */
export function onStage(tests: (stage: () => Stage) => void): void {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let stage: Stage | undefined;

      before(async () => {
        stage = await stageOf(version);
      });

      // A database that a test has left stopped must not fail those after it.
      afterEach(() => stage?.postgres.start());

      // The other Node-RED may need the ports that these flows listen on.
      after(() => stage?.clear());

      tests(() => {
        if (!stage) {
          throw new Error('The stage does not stand.');
        }
        return stage;
      });
    });
  }
}

const stages = new Map<NodeRedLine, Promise<Stage>>();
let postgres: Promise<Postgres> | undefined;

async function stageOf(version: NodeRedLine): Promise<Stage> {
  postgres ??= startPostgres();
  const stage = stages.get(version) ?? Stage.build(version, await postgres);
  stages.set(version, stage);
  return stage;
}

after(async () => {
  for (const stage of stages.values()) {
    await (await stage).close();
  }
  await (await postgres)?.stop();
});

export class Stage {
  readonly #comms: Comms;
  #example: Example | undefined;

  static async build(version: NodeRedLine, postgres: Postgres): Promise<Stage> {
    const port = await freePort();
    const nodeRed = await startNodeRed({
      version,
      flows: [],
      palette: true,
      // PORT: by which the examples with web pages call themselves.
      env: { ...postgres.env, PORT: String(port) },
      settings: { uiPort: port, debugMaxLength: 100_000 },
    });
    return new Stage(nodeRed, postgres, await Comms.open(nodeRed.url));
  }

  private constructor(
    readonly nodeRed: NodeRed,
    readonly postgres: Postgres,
    comms: Comms,
  ) {
    this.#comms = comms;
  }

  /** Of Node-RED, ending in '/'. */
  get url(): string {
    return this.nodeRed.url;
  }

  /**
   * Deploys an example as it is in its file, in place of all flows and with an empty database, and waits until its
   * connections are well. What it listens on gets a port that is free. `properties`: as of {@link Example.deploy}.
   */
  async deploy(number: string, properties: Readonly<Record<string, string>> = {}): Promise<Example> {
    // Nothing is left of a test before: no simulator with its calls, no context of the flow, and no rows.
    await this.clear();
    await until(() => this.#emptyDatabase(), { what: 'the database to be empty' });
    const example = new Example(this.nodeRed, this.#comms, exampleFile(number).nodes());
    this.#example = example;
    await example.deploy({ ...(await freePorts(example.nodes)), ...properties });
    return example;
  }

  /** Whether it could be emptied: a query of the flows before may still be under way, and hold a table. */
  async #emptyDatabase(): Promise<boolean> {
    try {
      await this.postgres.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      return true;
    } catch (error) {
      assert.match(String(error), /deadlock detected/);
      return false;
    }
  }

  async clear(): Promise<void> {
    this.#example?.end();
    const revision = await deployFlows(this.nodeRed, []);
    const isOver = () => this.#comms.deployed === revision;
    await until(isOver, { what: 'the end of what the flows before have shown' });
  }

  async close(): Promise<void> {
    this.#comms.close();
    await this.nodeRed.stop();
  }
}

interface FlowProperty {
  name: string;
  value: string;
  type: string;
}

/** For the broker that an example has: the other Node-RED runs the same one at the same time. */
async function freePorts(nodes: readonly ExampleNode[]): Promise<Record<string, string>> {
  const properties = nodes.flatMap(({ env }) => (env ?? []) as FlowProperty[]);
  const hasBroker = properties.some(({ name }) => name === 'BROKER_PORT');
  return hasBroker ? { BROKER_PORT: String(await freePort()) } : {};
}

function changeProperties(tab: ExampleNode, changes: Readonly<Record<string, string>>): void {
  const properties = (tab['env'] ?? []) as FlowProperty[];
  for (const [name, value] of Object.entries(changes)) {
    const property = properties.find((candidate) => candidate.name === name);
    if (!property) {
      throw new Error(`The flow "${String(tab['label'])}" has no property ${name}.`);
    }
    Object.assign(property, { value, type: 'str' });
  }
}

/** Sets properties of the example's subflow, as a user does in its dialog. They count from the next deploy on. */
export function setProperties({ instance }: Example, changes: Readonly<Record<string, string>>): void {
  const properties = new Map(
    ((instance['env'] ?? []) as FlowProperty[]).map((property) => [property.name, property]),
  );
  for (const [name, value] of Object.entries(changes)) {
    properties.set(name, { name, type: 'str', ...properties.get(name), value });
  }
  instance['env'] = [...properties.values()];
}

/**
 * Adds an inject node called `test`, which lets the simulator do what is injected, and debug nodes: `simulated` behind
 * it, and `offered` for each call that rings at an agent. They run from the next deploy on.
 */
export function addSimulator(example: Example): void {
  const { id: connection, z } = example.node('gc-connection');
  const common = { z, connection, x: 0, y: 0 };
  const read = ['action', 'to', 'from', 'fault'].map((name) => ({
    [name]: name === 'action' ? 'payload' : name,
    [`${name}Type`]: 'msg',
  }));
  const debug = { ...common, type: 'debug', active: true, tosidebar: true, complete: 'payload', wires: [] };
  const nodes: readonly ExampleNode[] = [
    { ...common, id: 'test', type: 'inject', name: 'test', props: [], wires: [['simulator']] },
    {
      ...common,
      id: 'simulator',
      type: 'gc-simulator',
      ...Object.assign({}, ...read),
      wires: [['simulated']],
    },
    { ...common, id: 'offers', type: 'gc-event-in', types: ['CallOffered'], wires: [['offered']] },
    ...['simulated', 'offered'].map((name) => ({ ...debug, id: name, name, targetType: 'msg' })),
  ];
  (example.nodes as ExampleNode[]).push(...nodes);
}

/** An example that runs: its buttons can be pressed, and what it shows be read. */
export class Example {
  readonly #nodeRed: NodeRed;
  readonly #comms: Comms;
  readonly #shown = new Map<string, unknown[]>();
  readonly #read = new Map<string, number>();
  readonly #statuses = new Map<string, string>();
  readonly #listener = (message: CommsMessage) => this.#take(message);
  #logBefore = 0;

  constructor(
    nodeRed: NodeRed,
    comms: Comms,
    readonly nodes: readonly ExampleNode[],
  ) {
    this.#nodeRed = nodeRed;
    this.#comms = comms;
  }

  /**
   * Also once more: the database stays as it is, and so do connections that have not changed.
   * `properties`: of its flow, to be changed, as a user does in the dialog of its tab.
   */
  async deploy(properties: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const tab of this.nodes.filter(({ type }) => type === 'tab')) {
      changeProperties(tab, properties);
    }
    const { url } = this.#nodeRed;
    this.#logBefore = this.#nodeRed.log().length;
    this.end();
    this.#comms.on('message', this.#listener);
    await deployFlows(this.#nodeRed, this.nodes);
    const connections = this.nodes.filter(({ type }) => type === 'gc-connection');
    await Promise.all(
      connections.map(({ id }) => until(() => isWell(url, id), { what: `connection ${id}` })),
    );
  }

  end(): void {
    this.#comms.off('message', this.#listener);
  }

  /** Clicks the button of an inject node; `props` take the place of what it injects. */
  async press(name: string, props?: Readonly<Record<string, string>>): Promise<void> {
    const set = Object.entries(props ?? {}).map(([p, v]) => ({ p, v, vt: 'str' }));
    await request(`${this.#nodeRed.url}inject/${this.node(name).id}`, {
      method: 'POST',
      ...(props && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ __user_inject_props__: set }),
      }),
    });
  }

  /** What a debug node shows next in the sidebar. */
  next<T = unknown>(name: string, bound: Bound = {}): Promise<T> {
    const { id } = this.node(name);
    const read = this.#read.get(id) ?? 0;
    const all = this.#of(id);
    const what = `something at "${name}"`;
    return until(() => all.length > read, { what, ...bound }).then(() => {
      this.#read.set(id, read + 1);
      return all[read] as T;
    });
  }

  /** All that a debug node has shown so far. */
  shown<T = unknown>(name: string): readonly T[] {
    return this.#of(this.node(name).id) as T[];
  }

  /** The status text below a node. */
  status(name: string): string {
    return this.#statuses.get(this.node(name).id) ?? '';
  }

  /** What Node-RED has logged since the deploy. */
  log(): string {
    return this.#nodeRed.log().slice(this.#logBefore);
  }

  /** The instance of the subflow that it has. */
  get instance(): ExampleNode {
    const subflow = this.nodes.find(({ type }) => type === 'subflow');
    return this.node(`subflow:${subflow?.id}`);
  }

  /** By its name, or by its type where there is only one of it; not one in a subflow. */
  node(name: string): ExampleNode {
    const subflows = this.nodes.filter(({ type }) => type === 'subflow').map(({ id }) => id);
    const found = this.nodes.filter(
      (node) => (node.name === name || node.type === name) && !subflows.includes(node.z ?? ''),
    );
    const [node] = found;
    if (!node || found.length > 1) {
      throw new Error(`There are ${found.length} nodes called "${name}".`);
    }
    return node;
  }

  #of(id: string): unknown[] {
    const known = this.#shown.get(id) ?? [];
    this.#shown.set(id, known);
    return known;
  }

  #take({ topic, data }: CommsMessage): void {
    if (topic === 'debug' && isShown(data)) {
      this.#of(data.id).push(decode(data));
    }
    const id = /^status\/(.+)$/.exec(topic)?.[1];
    if (id) {
      this.#statuses.set(id, (data as { text?: string }).text ?? '');
    }
  }
}

/** What a debug node shows, as it comes to the editor. Lines of the log come beside it, without a format. */
interface Shown {
  id: string;
  format: string;
  msg: string;
}

function isShown(data: unknown): data is Shown {
  return typeof (data as Partial<Shown>).format === 'string';
}

function decode({ format, msg }: Shown): unknown {
  if (format === 'undefined') {
    return undefined;
  }
  const isJson = /^(number|boolean|null|Object|array|error)/.test(format);
  return isJson ? JSON.parse(msg, decodeSpecial) : msg;
}

/** What JSON has no notation for, such as undefined, comes in an envelope. */
function decodeSpecial(_key: string, value: unknown): unknown {
  const isEncoded = typeof value === 'object' && value !== null && '__enc__' in value;
  return isEncoded ? (value as { data?: unknown }).data : value;
}

async function isWell(url: string, connection: string): Promise<boolean> {
  const response = await fetch(`${url}gc-connection/${connection}/health`);
  await response.body?.cancel();
  return response.ok;
}
