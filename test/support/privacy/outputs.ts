import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { NodeAPI } from 'node-red';
import helper from 'node-red-node-test-helper';
import type { SinonSpy } from 'sinon';
import { serveRoutes, type RouteQuestion } from '../../../lib/nodered';
import { choiceKinds } from '../../../lib/protocol/catalogue/choices';
import type { Flow, FlowNode, Received } from '../flow';
import { readable, type Customer } from './personal-data';
import { desks } from './private-flow';

/** Where something leaves the process. */
export const places = [
  'log',
  'status',
  'errors',
  'errors of the audit',
  'sidebar',
  'choices',
  'tests of the connection',
  'numbers that are tried',
  'process warnings',
  'metrics',
  'health',
  'figures',
  'recordings',
  'raw',
  'messages',
  'store',
] as const;

export type PlaceName = (typeof places)[number];
export type Outputs = Readonly<Record<PlaceName, string>>;

/** What is answered to people and programs while the day goes on. */
export class Answers {
  readonly sidebar: string[] = [];
  readonly choices: string[] = [];
  readonly tests: string[] = [];
  readonly triedNumbers: string[] = [];
  readonly metrics: string[] = [];
  readonly health: string[] = [];
  readonly recordings: string[] = [];

  /** `saved`: the connection, as its dialog has it. `tried`: whom somebody tries to dial there. */
  constructor(
    private readonly saved: FlowNode,
    private readonly tried: Customer,
  ) {}

  /** Asks all that can be asked, as the sidebar, dialogs and monitoring do; `caller`: somebody who has just called. */
  async collect(caller: Pick<Customer, 'number' | 'name'>): Promise<void> {
    this.sidebar.push(await answer('/gc-sidebar/news?since=0'));
    this.metrics.push(await answer('/gc-connection/metrics'));
    this.health.push(await answer('/gc-connection/connection/health'));
    for (const kind of choiceKinds) {
      this.choices.push(await answer(`/gc-connection/connection/choices/${kind}`));
    }
    for (const agentId of [...desks, 'nobody']) {
      this.choices.push(await answer(`/gc-connection/connection/choices/calls?agentId=${agentId}`));
    }
    // People press buttons in the sidebar that come too late.
    for (const command of ['AnswerCall', 'ReleaseCall', 'MakeReady']) {
      const body = { connection: 'connection', agentId: desks[0], dialogId: '16777999', command };
      this.sidebar.push(await answer('/gc-sidebar/commands', body));
    }
    await this.#useDialog();
    const about = `${caller.name}, ${caller.number}`;
    const { text, status } = await helper.request().get(brokenRoute).query({ about });
    assert.equal(status, 500);
    this.sidebar.push(text);
  }

  /** Records in memory, in place of the file; somebody asks for the values as they are. */
  async beginRecording(): Promise<void> {
    this.recordings.push(await answer('/gc-sidebar/recordings/connection'));
    this.sidebar.push(await answer('/gc-sidebar/recordings/stop', { connection: 'connection' }));
    const body = { connection: 'connection', standIns: false, whenFull: 'stop' };
    this.sidebar.push(await answer('/gc-sidebar/recordings/start', body));
  }

  async endRecording(): Promise<void> {
    this.sidebar.push(await answer('/gc-sidebar/recordings/stop', { connection: 'connection' }));
    this.recordings.push(await answer('/gc-sidebar/recordings/connection'));
  }

  /** Somebody presses Test in the dialog of the connection, and tries its dial plan. */
  async #useDialog(): Promise<void> {
    const { number, name } = this.tried;
    const config = { ...this.saved, dialCountry: 'GB' };
    const connection = { id: 'connection', config, credentials: {}, agent: 'tester' };
    this.tests.push(await answer('/gc-connection/test', connection));
    for (const typed of [number, name, `${number} of ${name}`]) {
      this.triedNumbers.push(await answer('/gc-connection/number', { ...connection, number: typed }));
    }
  }
}

const brokenRoute = '/tests/broken';

/** A plugin with a route that fails in a way that nobody has thought of. */
export function broken(RED: NodeAPI): void {
  const fail = ({ parameters: { about = '' } }: RouteQuestion) => {
    throw new Error(`no ticket about ${about}`);
  };
  serveRoutes(RED, [{ method: 'get', path: brokenRoute, permissions: ['gc.read'], answer: fail }]);
}

/** All that has left the process until now. */
export async function outputsOf(
  flow: Flow,
  userDir: string,
  answers: Answers,
  warnings: readonly unknown[],
): Promise<Outputs> {
  const told = flow.unread('told');
  const audit = flow.unread('audit');
  const sent = [...told, ...audit, ...flow.unread('done'), ...flow.unread('aside')];
  const recorded = await answer('/gc-sidebar/recordings/connection');
  return {
    log: readable(helper.log().args),
    status: readable(statusesOf(flow)),
    errors: readable(flow.unread('caught').map(({ error }) => error)),
    'errors of the audit': readable(audit.map(({ payload }) => (payload as { error?: string }).error)),
    sidebar: answers.sidebar.join('\n'),
    choices: answers.choices.join('\n'),
    'tests of the connection': answers.tests.join('\n'),
    'numbers that are tried': answers.triedNumbers.join('\n'),
    'process warnings': readable(warnings),
    metrics: answers.metrics.join('\n'),
    health: answers.health.join('\n'),
    figures: readable(flow.unread('figures').map(withoutOurs)),
    recordings: answers.recordings.join('\n') + recorded + filesIn(path.join(userDir, 'gc-traces')),
    raw: readable(told.map(({ gc }) => (gc as { raw?: string }).raw)),
    messages: readable(sent.map(withoutOurs)),
    store: filesIn(path.join(userDir, 'gc-store')),
  };
}

/** What our nodes have put into a message; not what the test has sent. */
function withoutOurs({ topic, payload, gc }: Received): object {
  return { topic, payload: typeof payload === 'object' ? payload : undefined, gc };
}

async function answer(route: string, body?: object): Promise<string> {
  const asked = body === undefined ? helper.request().get(route) : helper.request().post(route).send(body);
  const { text, status } = await asked.buffer(true);
  assert.ok(status < 500 || status === 503, `${route}: ${status} ${text}`);
  return text;
}

function filesIn(folder: string): string {
  return readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

/** All that nodes have shown: the test helper watches the method that they all have. */
function statusesOf(flow: Flow): unknown[] {
  const node = flow.node('told');
  const { status } = Object.getPrototypeOf(node) as { status?: SinonSpy };
  const spy = status ?? (node as unknown as { status: SinonSpy }).status;
  return spy.getCalls().map(({ args }) => args as unknown);
}
