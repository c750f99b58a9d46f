import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import site from '../../../lib/simulator/site/default-site.json';
import { checkSame, makeRedactor } from './same-event';

const folder = path.join(__dirname, '../simulator/engine/sequences');
const lines = readdirSync(folder).flatMap((file) =>
  readFileSync(path.join(folder, file), 'utf8').split('\n'),
);
const bodies = [
  ...new Set(
    lines.filter((line) => line.startsWith('< ')).map((line) => line.slice(line.indexOf(' ', 2) + 1)),
  ),
];
const commands = [...new Set(lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2)))];

const names: ReadonlySet<string> = new Set(
  [
    ...site.agents.flatMap(({ firstName, lastName }) => [firstName, lastName]),
    ...site.phonebooks
      .flatMap(({ contacts }): readonly { firstName?: string; lastName?: string }[] => contacts)
      .flatMap(({ firstName = '', lastName = '' }) => [firstName, lastName]),
  ].filter((name) => name !== ''),
);
const extensions: ReadonlySet<string> = new Set(site.agents.map(({ extension }) => extension));

/** The names and numbers of people that a text has, as words of their own. */
function peopleIn(text: string): string[] {
  const found = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return found.filter((word) => names.has(word) || extensions.has(word) || /^0\d{5,}$/.test(word));
}

const people: ReadonlySet<string> = new Set([...bodies, ...commands].flatMap(peopleIn));

function realIn(text: string): string[] {
  return peopleIn(text).filter((word) => people.has(word));
}

describe('all that the simulator publishes in its golden sequences, with stand-ins', () => {
  const redactor = makeRedactor();

  it('is read as before but for what is replaced', () => {
    assert.ok(bodies.length > 500, String(bodies.length));
    bodies.forEach((body) => {
      checkSame(body, undefined, redactor);
    });
  });

  it('has no name and no number of a person', () => {
    assert.ok(people.size > 20, String(people.size));
    for (const body of bodies) {
      const replaced = redactor.event(body);
      assert.deepEqual(realIn(replaced), [], `${body}\nbecame\n${replaced}`);
    }
  });

  it('and the commands in them have no password, no name and no number', () => {
    // The id of an agent stays; one sequence gives an extension for it, and is refused.
    for (const command of commands.filter((one) => !one.startsWith('bargein#1086 2001'))) {
      const [type = '', ...rest] = command.split(' ');
      const [name = ''] = type.split('#');
      const { body } = redactor.command(name, type, rest.join(' '));
      assert.ok(!/secret|wrong/.test(body), `${command} became ${body}`);
      assert.deepEqual(realIn(body), [], `${command} became ${body}`);
    }
  });

  it('gives a number in a command the stand-in that it has in events', () => {
    const { body } = redactor.command('MakeCall', 'MakeCall#1081', '03001234567');
    const bodies = [
      '1081#InboundCall#ACTIVE#DialogID:5#03001234567#a=03001234567#2019-09-17 12:46:21#Ann Lee',
      '{"type":"NewThing","agentId":"1081","party":"03001234567","other":{"03001234567":"Connected"}}',
      '1081#Error#CF_RESOURCE_BUSY#no answer from 03001234567',
    ];
    for (const event of bodies) {
      assert.ok(redactor.event(event).includes(body));
      assert.ok(!redactor.event(event).includes('03001234567'));
    }
  });
});
