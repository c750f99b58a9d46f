import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findPasswords } from '../../../scripts/testing/passwords.mjs';
import { temporaryFolder } from '../../support/child';

describe('the search for passwords in logs', () => {
  it('finds each of them, wherever it stands', () => {
    const folder = temporaryFolder('logs');
    writeFileSync(path.join(folder, 'a.log'), 'connecting\n{"passcode":"hunter2"}\n');
    writeFileSync(path.join(folder, 'b.log'), 'login,secret,2001');
    assert.deepEqual(findPasswords(folder), {
      files: 2,
      found: ['a.log:2: {"passcode":"hunter2"}', 'b.log:1: login,secret,2001'],
    });
  });

  it('does not mind words that only look like one', () => {
    const folder = temporaryFolder('logs');
    writeFileSync(path.join(folder, 'a.log'), 'credentialSecret, secrets, fixtures');
    assert.deepEqual(findPasswords(folder), { files: 1, found: [] });
  });
});
