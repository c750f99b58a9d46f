import assert from 'node:assert/strict';
import { candidatesFor } from '../../../../lib/nodered/routes/connection-test/try-brokers';
import { startBroker, type Broker } from '../../../../lib/simulator/broker';

/** At a site whose Hello does not name the destination, GC is asked by a second client. */
describe('the test of a connection whose second client the broker does not let in', () => {
  const signal = new AbortController().signal;
  let broker: Broker;

  beforeEach(async () => {
    broker = await startBroker();
  });

  afterEach(() => broker.close());

  async function gcBehind(label: string): Promise<unknown> {
    const brokers = [{ host: '127.0.0.1', port: broker.port }];
    const options = { brokers, destination: 'desk', helloArgument: '2001' };
    const test = { labels: [label], deployed: undefined, tellsKept: false };
    const [candidate] = candidatesFor(options, test);
    assert.ok(candidate);
    try {
      assert.equal((await candidate.try(signal)).outcome, 'well');
      await broker.setFaults({ gone: true });
      return await candidate.askGc(signal);
    } finally {
      await candidate.close();
    }
  }

  it('says so, and why', async () => {
    const { outcome, detail } = (await gcBehind(`127.0.0.1:${broker.port}`)) as Record<string, string>;
    assert.equal(outcome, 'unreachable');
    assert.match(detail ?? '', /127\.0\.0\.1/);
  });

  it('does not say why where the reason would name a host that is the value of a variable', async () => {
    assert.deepEqual(await gcBehind('${HOST}:61613'), { outcome: 'unreachable' });
  });
});
