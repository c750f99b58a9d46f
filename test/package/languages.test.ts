import assert from 'node:assert/strict';
import { Comms, type CommsMessage } from '../support/comms';
import { readPackageJson, request, startNodeRed, type NodeRed } from '../support/node-red';
import { until } from '../support/wait';

const { name: packageName } = readPackageJson();

/** Answers a request with what becomes of dialling `abc`: the error that the Catch node gets. */
const dialling = [
  { id: 'f', type: 'tab', label: 'dialling' },
  { id: 'gc', type: 'gc-connection', mode: 'simulator' },
  { id: 'in', type: 'http in', z: 'f', url: '/dial', method: 'get', wires: [['number']] },
  set('number', { p: 'payload', to: 'abc', tot: 'str' }, 'call'),
  call('call', 'gc'),
  { id: 'caught', type: 'catch', z: 'f', scope: ['call'], wires: [['error']] },
  set('error', { p: 'payload', to: 'error', tot: 'msg' }, 'answer'),
  { id: 'answer', type: 'http response', z: 'f', wires: [] },
];

const lonely = call('lonely', '');

describe('a Node-RED whose language is German', () => {
  let nodeRed: NodeRed;

  before(async () => {
    nodeRed = await startNodeRed({
      version: '5',
      flows: [...dialling, lonely],
      settings: { lang: 'de' },
    });
  });

  after(() => nodeRed.stop());

  it('has errors in German, with the same code', async () => {
    const error = JSON.parse(await request(`${nodeRed.url}dial`, {})) as { message: string; code: string };
    assert.equal(error.code, 'GC_INVALID_PARAMETER');
    assert.equal(
      error.message,
      'MakeCall für Agent 1081 ist gescheitert: number muss eine Nummer aus Ziffern, „*“ und einem führenden „+“, ' +
        'ohne Leerzeichen sein, nicht „abc“ (GC_INVALID_PARAMETER). Korrigieren Sie den Wert.',
    );
  });

  it('has the status of a node in German in the editor', async () => {
    const comms = await Comms.open(nodeRed.url);
    let told: CommsMessage | undefined;
    comms.on('message', (message) => {
      told = message.topic === 'status/lonely' ? message : told;
    });
    await until(() => told, { what: 'the status' });
    comms.close();
    const [namespace = '', key = ''] = (told?.data as { text: string }).text.split(':');
    assert.equal(namespace, `${packageName}/gc-connection`);
    const catalogues = JSON.parse(await request(`${nodeRed.url}nodes/messages?lng=de`, {})) as Record<
      string,
      unknown
    >;
    const found = key.split('.').reduce<unknown>((inner, part) => Object(inner)[part], catalogues[namespace]);
    assert.equal(found, 'keine Verbindung gewählt');
  });

  it('has its log in German', async () => {
    await until(() => nodeRed.log().includes('Mit dem Broker verbunden.'), { what: 'the connection' });
    assert.match(nodeRed.log(), /der Node hat keine GC-Verbindung \(GC_NO_CONNECTION\)\. Wählen Sie/);
  });

  it('answers questions to the admin API in German', async () => {
    const response = await fetch(`${nodeRed.url}gc-connection/none/health`);
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), {
      error: 'Es gibt keine gc-connection mit dieser ID, oder sie ist deaktiviert.',
    });
  });
});

interface Rule {
  readonly p: string;
  readonly to: string;
  readonly tot: 'str' | 'msg';
}

function set(id: string, rule: Rule, next: string): object {
  return { id, type: 'change', z: 'f', rules: [{ t: 'set', pt: 'msg', ...rule }], wires: [[next]] };
}

function call(id: string, connection: string): object {
  const agent = { agentId: '1081', agentIdType: 'str', number: 'payload', numberType: 'msg' };
  return { id, type: 'make-call', z: 'f', connection, ...agent, wires: [[]] };
}
