import assert from 'node:assert/strict';
import { Durable } from '../support/durable/writers';

describe('events that are acknowledged when their work is done', () => {
  let durable: Durable;

  afterEach(() => durable.close());

  it('are written once, in order, although the process is killed, and broker and database go', async () => {
    durable = await Durable.open({ events: 200, agents: 10 });
    let writer = await durable.startWriter();
    durable.publish();
    await writer.hasWritten(20);
    await durable.restartBroker();
    await writer.hasWritten(10);
    await writer.kill();
    writer = await durable.startWriter();
    await writer.hasWritten(10);
    await durable.restartDatabase();
    await writer.kill();
    await durable.startWriter();
    const { again, ...account } = await durable.account(60_000);
    assert.deepEqual(account, { rows: 200, missing: 0, disordered: [], unmarked: 0 });
    assert.ok(again > 0, 'something was under way when the process was killed');
  });

  it('are taken over by the standby', async () => {
    durable = await Durable.open({ events: 100, agents: 5, exclusive: true });
    const active = await durable.startWriter();
    const standby = await durable.startWriter();
    durable.publish();
    await active.hasWritten(20);
    assert.equal(standby.written, 0);
    await active.kill();
    const { again, ...account } = await durable.account(60_000);
    assert.deepEqual(account, { rows: 100, missing: 0, disordered: [], unmarked: 0 });
    assert.ok(again > 0, 'something was under way when the process was killed');
  });
});
