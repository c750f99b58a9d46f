import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Flavour } from '../../../../lib/protocol';
import { dialectNames, type DialectName } from '../../../../lib/simulator';
import { perform } from './transcript';

const folder = path.join(__dirname, 'sequences');

/** Each file is named after the flavour and what happens, and tells it in all named dialects. */
describe('what the simulator publishes', () => {
  for (const file of readdirSync(folder)) {
    const flavour = file.slice(0, 4) as Flavour;
    describe(path.parse(file).name.replaceAll('-', ' '), () => {
      const parts = readFileSync(path.join(folder, file), 'utf8').trim().split('\n\n');
      for (const part of parts) {
        const [heading = '', ...transcript] = part.split('\n');
        const dialect = heading.slice(2) as DialectName;
        it(`in ${dialect}`, () => {
          assert.deepEqual(perform(transcript, { flavour, dialect }), transcript);
        });
      }
      it('in all dialects', () => {
        const headings = parts.map((part) => part.split('\n')[0]);
        assert.deepEqual(
          headings,
          dialectNames.map((name) => `# ${name}`),
        );
      });
    });
  }
});
