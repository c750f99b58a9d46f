import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Random } from '../../lib/simulator/random';
import { noCalls, someCalls, state, sum, type CallCounts } from '../support/figures/scripted-calls';
import { connectionTo } from '../support/flow';
import { createUserDir, request, startNodeRed, type NodeRed } from '../support/node-red';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';

const place = { z: 'tab', x: 0, y: 0 };
const agentId = '1081';

interface Row extends CallCounts {
  readonly id: string;
  readonly complete: boolean;
  readonly unobservedSeconds: number;
}

describe('gc-figures with a store', () => {
  let gc: ScriptedGc;
  let userDir: string;
  let nodeRed: NodeRed | undefined;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    userDir = await createUserDir();
  });

  afterEach(async () => {
    await nodeRed?.kill();
    await gc.close();
    await rm(userDir, { recursive: true, force: true });
  });

  async function start(version: '4.1' | '5'): Promise<void> {
    nodeRed = await startNodeRed({
      version,
      userDir,
      flows: [
        { id: 'tab', type: 'tab', label: 'Figures' },
        connectionTo(gc.broker.port, { store: 'file' }),
        { ...place, id: 'in', type: 'http in', url: '/figures', method: 'get', wires: [['figures']] },
        {
          ...place,
          id: 'figures',
          type: 'gc-figures',
          connection: 'connection',
          level: 'agent',
          period: 'day',
          // There, no day ends while the test runs.
          timeZone: new Date().getUTCHours() < 12 ? 'UTC' : 'Etc/GMT-12',
          wires: [['out']],
        },
        { ...place, id: 'out', type: 'http response', wires: [] },
      ],
    });
    await until(() => nodeRed?.log().includes('GC is in service'), { what: 'GC to be heard' });
  }

  async function row(): Promise<Row | undefined> {
    const rows = JSON.parse(await request(`${nodeRed?.url ?? ''}figures`, {})) as readonly Row[];
    return rows.find(({ id }) => id === agentId);
  }

  /** Until these calls are counted. */
  async function counted(expected: CallCounts): Promise<Row> {
    const isCounted = async () => {
      const its = await row();
      return its?.handled === expected.handled && its.offered === expected.offered ? its : undefined;
    };
    const its = await until(isCounted, { what: `${expected.offered} calls` });
    assert.ok(its);
    const { offered, answered, missed, abandoned, handled } = its;
    assert.deepEqual({ offered, answered, missed, abandoned, handled }, expected);
    return its;
  }

  /** Until all that was counted is in the file: the write after the one that is under way has it. */
  async function kept(): Promise<void> {
    const writes = async () =>
      (await readFile(path.join(userDir, 'gc-store', 'store.log'), 'utf8')).split('"mark"').length;
    const before = await writes();
    await until(async () => (await writes()) > before + 1, { what: 'the figures to be written down' });
  }

  for (const version of ['4.1', '5'] as const) {
    it(`goes on with the day after Node-RED ${version} was stopped, and after it was killed`, async () => {
      const random = new Random(3);
      let all = noCalls;
      const work = async (count: number) => {
        const { bodies, counts } = someCalls(agentId, count, random);
        await gc.publish(state(agentId, 'READY'), ...bodies);
        all = sum(all, counts);
        return counted(all);
      };

      await start(version);
      const { unobservedSeconds: beforeStart } = await work(6);
      await nodeRed?.stop();
      await start(version);
      const { unobservedSeconds: untilStop, complete } = await work(4);
      assert.equal(complete, false);
      assert.ok(untilStop > beforeStart, 'nothing was counted while Node-RED was stopped');
      await kept();
      await nodeRed?.kill();
      await start(version);
      const { unobservedSeconds } = await work(5);
      assert.ok(unobservedSeconds > untilStop, 'nothing was counted while Node-RED was killed');
    });
  }
});
