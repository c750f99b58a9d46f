import assert from 'node:assert/strict';
import path from 'node:path';
import { Child, temporaryFolder } from '../../../support/child';
import { ScriptedGc } from '../../../support/scripted-gc';
import { crashPlaces, type CrashPlace } from '../../../support/store/crash-places';
import { once, until } from '../../../support/wait';

const script = path.join(__dirname, '../../../support/store/caller.ts');

/** What the process says of its call. */
interface Result {
  outcome?: string;
  dialogId?: string;
  code?: string;
  cause?: { outcome: string; dialogId?: string };
}

describe('a process that is killed', () => {
  let gc: ScriptedGc;
  let file: string;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    file = path.join(temporaryFolder('crash'), 'store.log');
  });

  afterEach(() => gc.close());

  function caller(place?: CrashPlace): Child {
    const args = ['--import', 'tsx', script, String(gc.broker.port), file, ...(place ? [place] : [])];
    return new Child(process.execPath, args);
  }

  async function confirm(): Promise<void> {
    assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '2002' });
    await gc.publish('1081#InboundCall#INITIATING#DialogID:5#2001##2025-01-15 09:30:00#Ann');
  }

  async function resultOf(child: Child): Promise<Result> {
    const result = await child.until(() => /^result (.*)$/m.exec(child.log())?.[1]);
    return JSON.parse(result) as Result;
  }

  for (const [place, { calls, repeated }] of Object.entries(crashPlaces)) {
    const isConfirmed = /confirmed|outcome/.test(place);
    it(`${place}: ${calls} calls, and the same key gets ${repeated}`, async () => {
      const first = caller(place as CrashPlace);
      const exited = once(first.process, 'exit');
      if (isConfirmed) {
        await confirm();
      }
      assert.deepEqual(await exited, [null, 'SIGKILL'], first.log());
      if (calls > 0 && !isConfirmed) {
        await gc.next();
      }
      const second = caller();
      if (repeated === 'its own call') {
        await confirm();
      }
      const { code, outcome, cause } = await resultOf(second);
      if (repeated === 'its own call') {
        assert.equal(outcome, 'confirmed');
      } else {
        assert.deepEqual([code, cause?.outcome], ['GC_REPEATED_KEY', repeated]);
        assert.equal(cause?.dialogId, repeated === 'confirmed' ? '5' : undefined);
      }
      await until(() => second.process.exitCode === 0);
      assert.deepEqual(gc.unread, []);
    });
  }
});
