import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { events } from '../../lib/protocol';
import { brokerPort, destination, Meter } from './meter';

const flows = [
  { id: 'tab', type: 'tab' },
  {
    id: 'connection',
    type: 'gc-connection',
    mode: 'gc',
    host: '127.0.0.1',
    port: String(brokerPort),
    destination,
  },
  {
    id: 'in',
    type: 'gc-event-in',
    z: 'tab',
    connection: 'connection',
    types: Object.keys(events),
    wires: [['end']],
  },
  {
    id: 'health',
    type: 'gc-event-in',
    z: 'tab',
    connection: 'connection',
    types: ['Health'],
    wires: [['end']],
  },
  { id: 'end', type: 'meter', z: 'tab' },
];

const meterNode = `module.exports = (RED) => {
  RED.nodes.registerType('meter', function (config) {
    RED.nodes.createNode(this, config);
    this.on('input', (message, send, done) => {
      RED.settings.onMessage(message);
      done();
    });
  });
};`;

interface Message {
  payload: { type: string; broker?: { condition: string } };
}

/** A whole Node-RED with the nodes as they are published, and a flow of gc-event-in and a node that counts. */
async function main(): Promise<void> {
  const meter = new Meter();
  const userDir = await mkdtemp(path.join(tmpdir(), 'gc-bench-'));
  await writeFile(path.join(userDir, 'flows.json'), JSON.stringify(flows));
  await writeFile(path.join(userDir, 'meter.js'), meterNode);
  await writeFile(
    path.join(userDir, 'meter.html'),
    '<script type="text/html" data-template-name="meter"></script>',
  );
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
    onMessage: ({ payload }: Message) => {
      if (payload.type !== 'Health') meter.count();
      else if (payload.broker?.condition === 'connected') meter.ready();
    },
  });
  await RED.start();
}

void main();
