import assert from 'node:assert/strict';
import { onStage, type Example } from './stage';

interface Called {
  type: string;
  fromAddress?: string;
  callVariables?: Record<string, string>;
}

describe('the example of the private log', () => {
  onStage((stage) => {
    let example: Example;

    beforeEach(async () => {
      example = await stage().deploy('31');
      await example.press('1 Log in');
      await example.next('ready');
    });

    it('logs a call without its number and its variables', async () => {
      await example.press('2 A customer calls');
      const offered = await example.next<Called>('log');
      assert.deepEqual([offered.type, offered.fromAddress], ['CallOffered', '••••4567']);
      assert.match(await example.next<string>('raw'), /••••4567/);
      await example.press('The customer hangs up');
      const ended = await example.next<Called>('log');
      assert.deepEqual([ended.type, ended.fromAddress], ['CallEnded', '••••4567']);
      assert.deepEqual(Object.keys(ended.callVariables ?? {}), []);
      const all = JSON.stringify(['log', 'raw'].map((node) => example.shown(node)));
      assert.doesNotMatch(all, /3001234567/);
    });

    it('calls back all the same', async () => {
      await example.press('3 Call back');
      assert.equal((await example.next<Called>('dialled')).type, 'InboundCall');
      assert.deepEqual(example.shown('refused'), []);
    });

    it('refuses a number without giving it away', async () => {
      await example.press('4 A number that is not allowed');
      const refused = await example.next<string>('refused');
      assert.match(refused, /••••4567 .*\(GC_NUMBER_NOT_ALLOWED\)/);
      assert.doesNotMatch(refused, /9001234567/);
    });
  });
});
