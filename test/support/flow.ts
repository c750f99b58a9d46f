import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import * as util from '@node-red/util';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import helper from 'node-red-node-test-helper';
import type { SinonSpy } from 'sinon';
import agentState from '../../nodes/agent-state/agent-state';
import gcAgent from '../../nodes/gc-agent/gc-agent';
import gcCallControl from '../../nodes/gc-call-control/gc-call-control';
import gcCalendar from '../../nodes/gc-calendar/gc-calendar';
import gcCommand from '../../nodes/gc-command/gc-command';
import gcConnection from '../../nodes/gc-connection/gc-connection';
import gcDone from '../../nodes/gc-done/gc-done';
import gcEventIn from '../../nodes/gc-event-in/gc-event-in';
import gcFigures from '../../nodes/gc-figures/gc-figures';
import gcHours from '../../nodes/gc-hours/gc-hours';
import gcLater from '../../nodes/gc-later/gc-later';
import gcPhonebook from '../../nodes/gc-phonebook/gc-phonebook';
import gcSimulator from '../../nodes/gc-simulator/gc-simulator';
import gcSnapshot from '../../nodes/gc-snapshot/gc-snapshot';
import gcSupervisor from '../../nodes/gc-supervisor/gc-supervisor';
import gcTrigger from '../../nodes/gc-trigger/gc-trigger';
import gcWait from '../../nodes/gc-wait/gc-wait';
import makeCall from '../../nodes/make-call/make-call';
import reasonCodes from '../../nodes/reason-codes/reason-codes';
import transfer from '../../nodes/transfer/transfer';
import { keepLog } from './logs';
import { once } from './wait';

helper.init(require.resolve('node-red'));

const ours = [
  gcConnection,
  gcAgent,
  agentState,
  makeCall,
  gcCallControl,
  transfer,
  reasonCodes,
  gcPhonebook,
  gcSupervisor,
  gcCommand,
  gcEventIn,
  gcDone,
  gcSnapshot,
  gcWait,
  gcLater,
  gcTrigger,
  gcFigures,
  gcSimulator,
  gcCalendar,
  gcHours,
];

export type FlowNode = Record<string, unknown> & { id: string; type: string };
export type Message = NodeMessage & Record<string, unknown>;

/** A message that came to a helper node, or the error that a Catch node handed on. */
export type Received = Message & {
  error?: { message: string; code?: string; cause?: Record<string, unknown> };
};

/** On which Node-RED tells that it stops and starts flows. */
export const { events: runtimeEvents } = util as unknown as { events: EventEmitter };

/** What the test helper remembers all calls of, for as long as the flow runs. */
const watched = ['log', 'status', 'warn', 'error', 'debug', 'trace', 'send'] as const;

/**
 * A flow in Node-RED's own runtime. Each of its helper nodes (`type: 'helper'`) collects what it gets; a Catch node
 * hands errors to the one called `caught`.
 */
export class Flow {
  readonly #inboxes = new Map<string, Inbox>();

  /** `plugins` are loaded besides our nodes. */
  static async start(
    nodes: FlowNode[],
    credentials: Record<string, unknown> = {},
    plugins: readonly ((RED: NodeAPI) => void)[] = [],
  ): Promise<Flow> {
    const ends: FlowNode[] = [
      { id: 'catching', type: 'catch', scope: null, uncaught: false, wires: [['caught']] },
      { id: 'caught', type: 'helper' },
    ];
    const all = [...nodes, ...ends];
    await helper.load([...ours, ...plugins], flowOf(all), credentials);
    const flow = new Flow(all);
    try {
      flow.#open();
      return flow;
    } catch (error) {
      await flow.stop();
      throw error;
    }
  }

  private constructor(private nodes: readonly FlowNode[]) {}

  /** Deploys the flow again, with properties of some of its nodes changed. */
  async deploy(
    kind: 'full' | 'flows' | 'nodes',
    changes: Readonly<Record<string, Record<string, unknown>>> = {},
  ): Promise<void> {
    this.nodes = this.nodes.map((node) => ({ ...node, ...changes[node.id] }));
    const started = once(runtimeEvents, 'flows:started');
    // The helper itself waits 300 ms for this, which a busy machine exceeds.
    await Promise.all([started, helper.setFlows(flowOf(this.nodes), kind).catch(unlessTooLate)]);
    this.#open();
  }

  #open(): void {
    for (const { id, type } of this.nodes.filter((node) => this.#isEnabled(node))) {
      const node = helper.getNode(id) as Node | null;
      assert.ok(node, `node ${id} did not start`);
      if (type === 'helper') {
        const inbox = this.#inboxes.get(id) ?? new Inbox();
        this.#inboxes.set(id, inbox);
        inbox.listenTo(node);
      }
    }
  }

  #isEnabled({ type, d, z }: FlowNode): boolean {
    const flow = this.nodes.find(({ id }) => id === z);
    return !places.includes(type) && d !== true && flow?.disabled !== true && flow?.type !== 'subflow';
  }

  /** Sends a message into a node. */
  send(id: string, message: Message): void {
    helper.getNode(id).receive(message);
  }

  /** The next message at a helper node that no `next` has returned before. */
  next(id: string): Promise<Received> {
    const inbox = this.#inboxes.get(id);
    assert.ok(inbox, `${id} is no helper node`);
    return inbox.next();
  }

  /** The messages at a helper node that no `next` has returned. */
  unread(id: string): readonly Received[] {
    return this.#inboxes.get(id)?.unread ?? [];
  }

  node(id: string): Node {
    return helper.getNode(id);
  }

  /** The last status of a node; also of one that was set before a Status node was there to see it. */
  statusOf(id: string): Record<string, unknown> | undefined {
    const { status: spy } = this.node(id) as unknown as { status: SinonSpy<[Record<string, unknown>]> };
    return spy.getCalls().findLast(({ thisValue }) => (thisValue as Node).id === id)?.args[0];
  }

  /** What the nodes wrote to the log, at these levels, without what Node-RED itself writes. */
  log(...levels: ('error' | 'warn' | 'info')[]): { id?: string; msg: unknown }[] {
    const numbers = levels.map((level) => ({ error: 20, warn: 30, info: 40 })[level]);
    const entries = helper
      .log()
      .args.map(([entry]) => entry as { level: number; id?: string; type?: string; msg: unknown });
    return entries.filter(({ level, type }) => numbers.includes(level) && type !== undefined);
  }

  /** Forgets what was written and sent until now: with time, it takes a lot of memory. */
  forget(): void {
    this.#keepLog();
    const node = this.node('catching') as unknown as Record<(typeof watched)[number], SinonSpy>;
    for (const spy of [helper.log(), ...watched.map((method) => node[method])]) {
      spy.resetHistory();
    }
  }

  async stop(): Promise<void> {
    this.#keepLog();
    await helper.unload();
  }

  #keepLog(): void {
    const entries = helper.log().args.map(([entry]) => `${JSON.stringify(entry)}\n`);
    keepLog(`flow-${process.pid}`, entries.join(''));
  }
}

function flowOf(nodes: readonly FlowNode[]): FlowNode[] {
  return [{ id: 'tab', type: 'tab' }, ...nodes.map(onTab)];
}

/** In which nodes are. */
const places: readonly string[] = ['tab', 'subflow'];

/** What has no place on a tab, Node-RED takes for a config node. */
function onTab(node: FlowNode): FlowNode {
  const isElsewhere =
    [...places, 'gc-connection', 'gc-agent', 'gc-calendar', 'tls-config'].includes(node.type) ||
    node.z !== undefined;
  return isElsewhere ? node : { ...node, z: 'tab', x: 0, y: 0 };
}

class Inbox {
  readonly unread: Received[] = [];
  readonly #waiting: ((message: Received) => void)[] = [];

  #node: Node | undefined;

  /** Does nothing for a node that it listens to already. */
  listenTo(node: Node): void {
    if (node === this.#node) {
      return;
    }
    this.#node = node;
    node.on('input', (message: Received) => {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) {
        this.unread.push(message);
      } else {
        waiting(message);
      }
    });
  }

  next(): Promise<Received> {
    const message = this.unread.shift();
    return message === undefined
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(message);
  }
}

/** A gc-connection node to a broker on this machine. */
export function connectionTo(port: number, extra: Record<string, unknown> = {}): FlowNode {
  return {
    id: 'connection',
    type: 'gc-connection',
    mode: 'gc',
    host: '127.0.0.1',
    port: String(port),
    commandQueue: 'Connector1',
    destination: 'test-client',
    timeout: '10',
    ...extra,
  };
}

function unlessTooLate(error: unknown): void {
  if (!(error instanceof Error && error.message === 'timeout waiting event')) {
    throw error;
  }
}
