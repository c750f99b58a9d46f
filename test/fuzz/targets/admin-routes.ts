import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Express } from 'express';
import gcSidebar from '../../../plugins/gc-sidebar/gc-sidebar';
import { Flow, type FlowNode } from '../../support/flow';
import { freePort } from '../../support/ports';
import { limitMs } from '../../support/wait';
import { Requests } from '../requests';
import type { FuzzTarget, Input } from '../target';

/** No answer and no line of the log may contain one of these. */
const secrets = ['kept-user', 'kept-password', 'kept-key', 'kept-agent', 'kept-variable'];

/** How many requests pass between two looks at the log, which Node-RED's test helper keeps. */
const lookEvery = 100;

/**
 * Our routes in Node-RED's admin API, with real nodes behind them. Each request is answered; by 5xx only where the health
 * of a connection that is not well is asked for, which is 503. What is wrong is said in JSON where a route of ours
 * answers, and nothing that only Node-RED knows is in any answer or in the log.
 */
export const adminRoutesTarget: FuzzTarget = {
  name: 'admin-routes',
  rounds: 1000,
  largeRounds: 20,
  open: async () => {
    served = await ServedRoutes.open();
  },
  make: (random) => opened().requests.make(random),
  makeLarge: (random) => opened().requests.makeLarge(random),
  run: (input) => opened().ask(input),
  close: async () => {
    await served?.close();
    served = undefined;
  },
};

let served: ServedRoutes | undefined;

function opened(): ServedRoutes {
  assert.ok(served, 'The target is not open.');
  return served;
}

class ServedRoutes {
  static async open(): Promise<ServedRoutes> {
    const simulatorPort = await freePort();
    process.env['FUZZ_PORT'] = String(simulatorPort);
    process.env['FUZZ_VALUE'] = 'kept-variable';
    let app: Express | undefined;
    const flow = await Flow.start(flowAt(simulatorPort), credentials, [
      gcSidebar,
      (RED) => {
        app = RED.httpAdmin;
      },
    ]);
    assert.ok(app);
    // Express prints what it answers with 4xx in any other environment.
    app.set('env', 'test');
    flow.send('login', {});
    await flow.next('out');
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ServedRoutes(flow, server, simulatorPort);
  }

  readonly requests: Requests;
  readonly #escaped: unknown[] = [];
  readonly #keep = (error: unknown) => this.#escaped.push(error);
  #asked = 0;

  private constructor(
    private readonly flow: Flow,
    private readonly server: Server,
    simulatorPort: number,
  ) {
    this.requests = new Requests({
      ids: flowAt(simulatorPort).map(({ id }) => id),
      agentIds: ['1081', '1082', '9'],
      values: [String(simulatorPort), '${FUZZ_PORT}', '${FUZZ_VALUE}'],
    });
    process.on('unhandledRejection', this.#keep);
    process.on('uncaughtException', this.#keep);
  }

  async ask(request: Input): Promise<string> {
    const answer = await this.#answerTo(request);
    this.#checkEscaped();
    this.#asked += 1;
    if (this.#asked % lookEvery === 0) {
      this.#checkLog();
    }
    return checkAnswer(request.toString(), answer);
  }

  async close(): Promise<void> {
    this.#checkLog();
    this.server.close();
    await this.flow.stop();
    process.off('unhandledRejection', this.#keep);
    process.off('uncaughtException', this.#keep);
    this.#checkEscaped();
  }

  async #answerTo(request: Input): Promise<string> {
    const socket = connect((this.server.address() as AddressInfo).port, '127.0.0.1');
    socket.setTimeout(limitMs, () => socket.destroy(new Error('There is no answer.')));
    socket.write(request);
    try {
      return await text(socket);
    } finally {
      socket.destroy();
    }
  }

  #checkLog(): void {
    const log = this.flow.log('error', 'warn', 'info').map((entry) => JSON.stringify(entry));
    checkSecrets(log.join('\n'));
    this.flow.forget();
  }

  #checkEscaped(): void {
    const [error] = this.#escaped;
    assert.equal(this.#escaped.length, 0, new Error('An error has no owner.', { cause: error }));
  }
}

function checkAnswer(request: string, answer: string): string {
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
  const end = answer.indexOf('\r\n\r\n');
  const [head, body] = [answer.slice(0, end), answer.slice(end + 4)];
  assert.ok(status >= 200, `This is no answer: ${answer}`);
  assert.ok(status < 500 || (status === 503 && /^(GET|HEAD) \S*\/health/i.test(request)), answer);
  checkSecrets(answer);
  if (/^content-type: application\/json/im.test(head) && body !== '') {
    const told = JSON.parse(body) as { error?: unknown };
    assert.ok(
      status < 400 || status === 503 || (typeof told.error === 'string' && told.error !== ''),
      answer,
    );
  }
  return String(status);
}

function checkSecrets(told: string): void {
  const secret = secrets.find((candidate) => told.includes(candidate));
  assert.equal(secret, undefined, told);
}

const credentials = {
  broker: { user: 'kept-user', password: 'kept-password' },
  encrypted: {
    user: 'kept-user',
    password: 'kept-password',
    passwordKey: 'kept-key',
    passwordIv: 'kept-key',
  },
  beside: { user: 'kept-user', password: 'kept-password' },
  anna: { password: 'kept-agent' },
};

/** A simulator with an agent at work, a connection that takes it for a real GC, one to nowhere, one that is invalid. */
function flowAt(simulatorPort: number): FlowNode[] {
  const gc = { type: 'gc-connection', mode: 'gc', host: '127.0.0.1', timeout: '1' };
  return [
    { id: 'centre', type: 'gc-connection', mode: 'simulator', simulatorPort, timeout: '1' },
    { ...gc, id: 'beside', port: String(simulatorPort), destination: 'at-beside' },
    { ...gc, id: 'broker', port: '1', destination: 'at-broker' },
    { ...gc, id: 'encrypted', port: '1', destination: 'at-encrypted', encryptPasswords: true },
    { id: 'anna', type: 'gc-agent', agentId: '1081', extension: '2001' },
    { id: 'ben', type: 'gc-agent', agentId: '1082', extension: '2002' },
    {
      ...{ id: 'login', type: 'agent-state', connection: 'centre', agent: 'ben' },
      ...{ action: 'login', actionType: 'action', wires: [['out']] },
    },
    { id: 'out', type: 'helper' },
  ];
}
