import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { Comms, type CommsMessage } from '../support/comms';
import { readPackageJson, request, startNodeRed, type NodeRed } from '../support/node-red';
import { until } from '../support/wait';

interface Texts {
  readonly [name: string]: string | Texts;
}

const { name: packageName } = readPackageJson();
const phrases = 'lib/nodered/language/locales';
const languages = readdirSync(path.join(root, phrases)).map((file) => path.parse(file).name);

/** What Node-RED calls a language, where our folder is for the language in all its countries. */
const namesInNodeRed: Readonly<Record<string, string>> = { es: 'es-ES' };

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

for (const language of languages) {
  describe(`a Node-RED whose language is ${nameInNodeRed(language)}`, () => {
    const said = readTexts(`${phrases}/${language}.json`);
    let nodeRed: NodeRed;

    before(async () => {
      nodeRed = await startNodeRed({
        version: '5',
        flows: [...dialling, lonely],
        settings: { lang: nameInNodeRed(language) },
      });
    });

    after(() => nodeRed.stop());

    it('has its errors in this language, with the same code', async () => {
      const error = JSON.parse(await request(`${nodeRed.url}dial`, {})) as { message: string; code: string };
      assert.equal(error.code, 'GC_INVALID_PARAMETER');
      const expected = textIn(said, 'parameter.number');
      const problem = filled(textIn(said, 'value.mustBeNot'), { expected, given: 'abc' });
      const message = filled(textIn(said, 'sentence.commandForAgent'), {
        command: 'MakeCall',
        agentId: '1081',
        detail: filled(textIn(said, 'value.problem'), { what: 'number', problem }),
        code: error.code,
        whatToDo: textIn(said, 'error.GC_INVALID_PARAMETER.whatToDo'),
      });
      assert.equal(error.message, message);
    });

    it('sends the status of a node as a key that the editor has in this language', async () => {
      const comms = await Comms.open(nodeRed.url);
      let told: CommsMessage | undefined;
      comms.on('message', (message) => {
        told = message.topic === 'status/lonely' ? message : told;
      });
      await until(() => told, { what: 'the status' });
      comms.close();
      const [namespace = '', key = ''] = (told?.data as { text: string }).text.split(':');
      assert.equal(namespace, `${packageName}/gc-connection`);
      const catalogues = await askFor(nodeRed, 'nodes', language);
      const labels = readTexts(`nodes/gc-connection/locales/${language}/gc-connection.json`);
      assert.equal(textIn(catalogues[namespace], key), textIn(labels, 'gc-connection.status.missing'));
    });

    it('has its log in this language', async () => {
      await until(() => nodeRed.log().includes(textIn(said, 'log.connected')), { what: 'the connection' });
      const line = filled(textIn(said, 'sentence.plain'), {
        detail: textIn(said, 'error.GC_NO_CONNECTION.meaning'),
        code: 'GC_NO_CONNECTION',
        whatToDo: textIn(said, 'error.GC_NO_CONNECTION.whatToDo'),
      });
      assert.ok(nodeRed.log().includes(line), nodeRed.log());
    });

    it('answers questions to the admin API in this language', async () => {
      const response = await fetch(`${nodeRed.url}gc-connection/none/health`);
      assert.equal(response.status, 404);
      assert.deepEqual(await response.json(), { error: textIn(said, 'refusal.noConnection') });
    });
  });
}

for (const version of ['4.1', '5'] as const) {
  describe(`the editor of Node-RED ${version}`, () => {
    let nodeRed: NodeRed;

    before(async () => {
      nodeRed = await startNodeRed({ version, flows: [] });
    });

    after(() => nodeRed.stop());

    for (const language of languages) {
      it(`has dialogs and the sidebar in ${nameInNodeRed(language)}`, async () => {
        const nodes = await askFor(nodeRed, 'nodes', language);
        const call = readTexts(`nodes/make-call/locales/${language}/make-call.json`);
        const shared = readTexts(`lib/editor/locales/${language}.json`);
        const key = 'make-call.label.input';
        assert.equal(textIn(nodes[`${packageName}/make-call`], key), textIn(call, key));
        const agent = textIn(nodes[`${packageName}/make-call`], 'make-call.label.agentId');
        assert.equal(agent, textIn(shared, 'label.agentId'));
        const plugins = await askFor(nodeRed, 'plugins', language);
        const sidebar = readTexts(`plugins/gc-sidebar/locales/${language}/gc-sidebar.json`);
        assert.deepEqual(plugins[`${packageName}/gc-sidebar`], sidebar);
      });
    }
  });
}

/** What the editor is given in a language, by catalogue. */
async function askFor(
  nodeRed: NodeRed,
  kind: 'nodes' | 'plugins',
  language: string,
): Promise<Record<string, Texts>> {
  const answer = await request(`${nodeRed.url}${kind}/messages?lng=${nameInNodeRed(language)}`, {});
  return JSON.parse(answer) as Record<string, Texts>;
}

function nameInNodeRed(language: string): string {
  return namesInNodeRed[language] ?? language;
}

function readTexts(file: string): Texts {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Texts;
}

/** The text of a key with dots. */
function textIn(texts: Texts | undefined, key: string): string {
  const found = key.split('.').reduce<unknown>((inner, part) => Object(inner)[part], texts);
  assert.equal(typeof found, 'string', key);
  return found as string;
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/__(\w+?)__/g, (place, name: string) => values[name] ?? place);
}

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
