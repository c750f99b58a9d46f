import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findError } from '../../lib/protocol';
import { register } from '../../scripts/dialog.mjs';
import { helpLanguages } from '../../scripts/docs/help';
import { commandsByAction } from '../../scripts/docs/node-commands';
import { root } from '../../scripts/run.mjs';

const repository = 'https://github.com/contact-flows/node-red-contrib-generic-connector/blob/main/';
const types = readdirSync(path.join(root, 'nodes'));
const configurations = ['gc-connection', 'gc-agent', 'gc-calendar'];
/** They have no input. */
const sources = ['gc-event-in', 'gc-trigger'];

for (const type of types) {
  for (const language of helpLanguages(type)) {
    describe(`the help of ${type} in ${language}`, () => {
      const help = readFileSync(path.join(root, 'nodes', type, 'locales', language, `${type}.html`), 'utf8');
      const properties = [...help.matchAll(/^: (.+?) \(/gm)].flatMap(([, names = '']) => names.split(', '));

      it('names every property that the node reads from a message unless it is told otherwise', () => {
        const unnamed = readByDefault(type).filter((name) => !properties.includes(name));
        assert.deepEqual(unnamed, []);
      });

      it('says of every action what it means', () => {
        const byHand = help.replaceAll(/<!-- ([\w ]+) -->[^]*?<!-- end of \1 -->/g, '');
        const actions = commandsByAction(type).flatMap(([action]) => (action === '' ? [] : [action]));
        assert.deepEqual(
          actions.filter((action) => !byHand.includes(`\`${action}\``)),
          [],
        );
      });

      if (!configurations.includes(type)) {
        it('shows a message that goes in, and what comes out of it', () => {
          const input = sources.includes(type) ? [] : Object.keys(messageIn(lastObject(beforeFence(help))));
          const outputs = [...help.matchAll(/^```\n([^]*?)^```/gm)].map(([, text = '']) => messageIn(text));
          assert.ok(outputs.length > 0);
          const shown = [...input, ...outputs.flatMap((output) => Object.keys(output))];
          assert.deepEqual(
            shown.filter((name) => !properties.includes(name)),
            [],
          );
        });
      }

      it('names only codes of errors that there are', () => {
        const items = [...help.matchAll(/^- ((?:`[A-Z_]+`(?:, )?)+).*: /gm)].map(([, codes = '']) => codes);
        const codes = items.flatMap((item) =>
          [...item.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => code),
        );
        assert.deepEqual(
          codes.filter((code) => findError(code) === undefined),
          [],
        );
      });

      it('links to pages that there are', () => {
        const links = [...help.matchAll(/\]\((http[^)]+)\)/g)].map(([, link = '']) => link);
        assert.ok(links.some((link) => link.endsWith(`docs/nodes.md#${type}`)));
        for (const link of links) {
          assertLeadsSomewhere(link);
        }
      });
    });
  }
}

/** The properties of a message that the fields of a new node read. */
function readByDefault(type: string): string[] {
  const html = readFileSync(path.join(root, 'dist', 'nodes', type, `${type}.html`), 'utf8');
  const [, script = ''] = /<script type="text\/javascript">([^]*?)<\/script>/.exec(html) ?? [];
  const { defaults } = register(script);
  const fields = Object.keys(defaults).filter((name) => defaults[`${name}Type`]?.value === 'msg');
  return fields.map((name) => {
    const property = defaults[name]?.value;
    assert.ok(typeof property === 'string' && property !== '', `${name} has no value`);
    return property;
  });
}

function beforeFence(help: string): string {
  return help.slice(0, help.indexOf('\n```\n'));
}

function lastObject(text: string): string {
  return [...text.matchAll(/`(\{.*?\})`/g)].at(-1)?.[1] ?? 'none';
}

/** What an ellipsis stands for is left out. */
function messageIn(text: string): Record<string, unknown> {
  return JSON.parse(text.replaceAll(/,? …/g, '')) as Record<string, unknown>;
}

function assertLeadsSomewhere(link: string): void {
  assert.ok(link.startsWith(repository), link);
  const [file = '', anchor] = link.slice(repository.length).split('#');
  const page = path.join(root, file);
  assert.ok(existsSync(page), link);
  const headings = [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
  assert.ok(anchor === undefined || headings.includes(anchor), link);
}
