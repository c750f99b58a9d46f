import assert from 'node:assert/strict';
import path from 'node:path';
import { Child } from '../../support/child';
import { once } from '../../support/wait';

const root = path.join(__dirname, '..', '..', '..');

describe('the search of every trace that tests make', () => {
  it('fails at the end of all tests, for what any of them has left in a trace, and names the test', async () => {
    const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
    const args = ['--reporter', 'spec', path.join('test', 'fixtures', 'leaky-traces.ts')];
    const child = new Child(process.execPath, [mocha, ...args], { cwd: root, isLogged: false });
    const [code] = await once(child.process, 'close');
    assert.match(child.log(), /2 passing/);
    assert.match(child.log(), /a trace has real data in it/);
    assert.match(child.log(), /hunter2 in .*, during or after "traces first"/);
    assert.match(child.log(), /hunter2 in .*, during or after "traces second"/);
    assert.equal(code, 1);
  });
});
