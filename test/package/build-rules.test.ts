import { RuleTester } from 'eslint';
import assert from 'node:assert/strict';
import path from 'node:path';
import { parser } from 'typescript-eslint';
import layers from '../../scripts/lint/layers.cjs';
import { fillForm, register, stampDefaults, withCommonWords } from '../../scripts/dialog.mjs';
import { readDefinition } from '../../scripts/node-definition.mjs';
import { root } from '../../scripts/run.mjs';

describe('what the build accepts as a node definition', () => {
  const shipped = (definition: string) =>
    `<script type="text/javascript">RED.nodes.registerType('x', ${definition});</script>`;
  const config = (more = '') => `{ category: 'config', defaults: { name: { value: '' } }, ${more} }`;
  const flow = (icon: string) =>
    `{ category: 'a', color: '#fff', icon: ${icon}, inputs: 1, outputs: 1, defaults: {}, label() { return 'x'; } }`;

  it('reads type, category, icon, properties and credentials', () => {
    const definition = readDefinition(shipped(config("credentials: { password: { type: 'password' } }")));
    assert.deepEqual(definition, {
      type: 'x',
      category: 'config',
      icon: undefined,
      defaults: ['name'],
      credentials: ['password'],
    });
    assert.equal(readDefinition(shipped(flow("'x.svg'"))).icon, 'x.svg');
  });

  it('refuses what the flow library could not read', () => {
    const refused = {
      'must hold plain names only': config('...shared'),
      'icon must be written as a literal': flow('icon'),
      'definition must be an inline object': 'definition',
      'credentials must be an inline object': config('credentials: shared'),
    };
    for (const [reason, definition] of Object.entries(refused)) {
      assert.throws(() => readDefinition(shipped(definition)), new RegExp(reason));
    }
    assert.throws(
      () => readDefinition('<script type="text/javascript">"use strict";</script>'),
      /exactly one/,
    );
  });
});

describe('what the build makes of the fields of a dialog', () => {
  const script = `const fields = { name: { value: '', row: { kind: 'line', icon: 'tag' } }, version: { value: 1 } };
    RED.nodes.registerType('x', { category: 'config', defaults: fields });`;
  const registered = register(script);

  it('writes the names of the properties down, where the flow library looks for them', () => {
    const stamped = stampDefaults(script, Object.keys(registered.defaults));
    const html = `<script type="text/javascript">${stamped}</script>`;
    assert.deepEqual(readDefinition(html).defaults, ['name', 'version']);
    assert.deepEqual(Object.keys(register(stamped).defaults), ['name', 'version']);
  });

  it('has a row for each field, once', () => {
    const row = '<input type="text" id="node-config-input-name" />';
    assert.ok(fillForm('x', registered, '<p>\n<!-- rows -->\n</p>').includes(row));
    assert.ok(fillForm('x', registered, '<!-- rows: name -->').includes(row));
    assert.throws(() => fillForm('x', registered, '<p></p>'), /has no place for name/);
    assert.throws(() => fillForm('x', registered, '<!-- rows: other -->'), /no row "other"/);
    assert.throws(() => fillForm('x', registered, '<!-- rows: name name -->'), /twice/);
  });

  it('ships those of the common words that a form uses and the node does not have itself', () => {
    const form = fillForm('x', registered, '<!-- rows -->');
    const common = { label: { name: 'Name', agent: 'Agent' } };
    assert.deepEqual(withCommonWords('x', form, { x: {} }, common), { x: { label: { name: 'Name' } } });
    const own = { x: { label: { name: 'Title' } } };
    assert.deepEqual(withCommonWords('x', form, own, common), own);
  });
});

const code = (file: string, text: string) => ({ filename: path.join(root, file), code: text });
const forbidden = (file: string, text: string) => ({
  ...code(file, text),
  errors: [{ messageId: 'forbidden' }],
});

new RuleTester({ languageOptions: { parser } }).run('layers', layers, {
  valid: [
    code('lib/client/gc-client.ts', "import { events } from '../protocol';"),
    code('lib/client/gc-client.ts', "import { Lane } from './lanes';"),
    code('lib/simulator/broker/broker.ts', "import { log } from '../log';"),
    code('lib/stomp/session.ts', "import { Client } from 'stompit';"),
    code('lib/index.ts', "export { GcClient } from './client';"),
    code('nodes/make-call/make-call.ts', "import { onInput } from '../../lib/nodered';"),
    code('nodes/make-call/make-call.ts', "import type { Outcome } from '../../lib/client';"),
    code('nodes/make-call/make-call.editor.ts', "import { actions } from './actions';"),
    code('plugins/gc-sidebar/gc-sidebar.ts', "import { serveRoutes } from '../../lib/nodered';"),
  ],
  invalid: [
    forbidden('lib/protocol/events.ts', "import { GcClient } from '../client';"),
    forbidden('lib/client/gc-client.ts', "export * from '../simulator';"),
    forbidden('lib/client/gc-client.ts', "import { Client } from 'stompit';"),
    forbidden('lib/client/gc-client.ts', "import type { Node } from 'node-red';"),
    forbidden('lib/simulator/simulator.ts', "import { log } from '@node-red/util';"),
    forbidden('nodes/make-call/make-call.ts', "import { GcClient } from '../../lib/client';"),
    forbidden('nodes/make-call/make-call.ts', "import { actions } from '../agent-state/actions';"),
    forbidden('nodes/make-call/make-call.editor.ts', "import { onInput } from '../../lib/nodered';"),
    forbidden('plugins/gc-sidebar/runtime/rows.ts', "import { GcClient } from '../../../lib/client';"),
    forbidden(
      'plugins/gc-sidebar/page/sidebar.editor.ts',
      "import { serveRoutes } from '../../../lib/nodered';",
    ),
  ],
});
