import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Payload {
  type: string;
  broker?: { condition: string };
}

interface Bench {
  /** A message has come to the end of the flow. */
  onMessage(payload: Payload): void;
  /** What the node "stomp in" does. */
  subscribe(onBody: (body: string) => void): void;
}

const nodes = `module.exports = (RED) => {
  RED.nodes.registerType('stomp in', function (config) {
    RED.nodes.createNode(this, config);
    RED.settings.bench.subscribe((body) => this.send({ payload: JSON.parse(body) }));
  });
  RED.nodes.registerType('meter', function (config) {
    RED.nodes.createNode(this, config);
    this.on('input', ({ payload }, send, done) => {
      RED.settings.bench.onMessage(payload);
      done();
    });
  });
};`;

const html = ['stomp in', 'meter'].map(
  (type) => `<script type="text/html" data-template-name="${type}"></script>`,
);

/** A whole Node-RED without an editor, and a flow that ends in the node "meter". */
export async function runFlow(flow: readonly object[], bench: Bench): Promise<void> {
  const userDir = await mkdtemp(path.join(tmpdir(), 'gc-bench-'));
  const flows = [{ id: 'tab', type: 'tab' }, ...flow, { id: 'end', type: 'meter', z: 'tab' }];
  await writeFile(path.join(userDir, 'flows.json'), JSON.stringify(flows));
  await writeFile(path.join(userDir, 'bench.js'), nodes);
  await writeFile(path.join(userDir, 'bench.html'), html.join('\n'));
  const RED = createRequire(__filename)('node-red') as {
    init(server: unknown, settings: object): void;
    start(): Promise<void>;
  };
  RED.init(createServer(), {
    userDir,
    flowFile: 'flows.json',
    nodesDir: [userDir, path.join(__dirname, '..', '..', 'dist', 'nodes')],
    credentialSecret: false,
    httpAdminRoot: false,
    httpNodeRoot: false,
    logging: { console: { level: 'error' } },
    bench,
  });
  await RED.start();
}
