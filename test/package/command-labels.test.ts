import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { commands } from '../../lib/protocol';
import { askable } from '../../nodes/gc-command/parameters';
import { root } from '../../scripts/run.mjs';

const locales = path.join(root, 'nodes', 'gc-command', 'locales');

interface Labels {
  readonly command: Readonly<Record<string, string>>;
  readonly parameter: Readonly<Record<string, string>>;
}

function labelsIn(language: string): Labels {
  const file = path.join(locales, language, 'gc-command.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { 'gc-command': Labels })['gc-command'];
}

describe('the list of commands in the editor', () => {
  it('says in English what the catalogue says', () => {
    const meanings = Object.entries(commands).map(([name, { meaning }]) => [name, meaning]);
    assert.deepEqual(labelsIn('en-US').command, Object.fromEntries(meanings));
  });

  for (const language of readdirSync(locales)) {
    it(`has every command and every parameter: ${language}`, () => {
      const { command, parameter } = labelsIn(language);
      assert.deepEqual(Object.keys(command), Object.keys(commands));
      assert.deepEqual(Object.keys(parameter).sort(), [...askable].sort());
    });
  }
});
