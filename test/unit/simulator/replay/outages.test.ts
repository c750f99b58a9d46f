import assert from 'node:assert/strict';
import { ReplayStage } from './replay-stage';
import { command, event, header, health, outcome, traceOf } from './trace-lines';

const inService = 'System#IN_SERVICE';
const ready = '1081#State#READY##Anna Becker';

function beat(ms: number, id: number, answer?: string) {
  const type = id === 1 ? 'Hello#recorded' : 'Beat#recorded';
  return answer === undefined
    ? [command(ms, id, type), outcome(ms + 10_000, id, 'GC_TIMEOUT')]
    : [command(ms, id, type), event(ms + 5, answer), outcome(ms + 6, id)];
}

describe('an outage in a trace', () => {
  it('is GC that does not answer heartbeats', async () => {
    const stage = await ReplayStage.open(
      traceOf(
        ...beat(100, 1, inService),
        ...beat(10_000, 2),
        ...beat(20_000, 3),
        ...beat(30_000, 4, inService),
      ),
    );
    stage.send('Hello#desk');
    stage.wait(9900);
    stage.send('Beat#desk');
    assert.deepEqual(stage.heard(), [`desk ${inService}`, `desk ${inService}`]);
    stage.wait(100);
    stage.send('Beat#desk');
    stage.wait(20_004);
    stage.send('Hello#desk');
    assert.deepEqual(stage.heard(), []);
    stage.wait(1);
    stage.send('Hello#desk');
    assert.deepEqual(stage.heard(), [`desk ${inService}`]);
  });

  it('is GC that the client calls silent', async () => {
    const stage = await ReplayStage.open(
      traceOf(
        event(100, ready),
        health(1000, 'connected', 'silent'),
        health(5000, 'connected', 'in-service'),
      ),
    );
    stage.send('Hello#desk');
    stage.wait(1000);
    stage.heard();
    stage.send('Beat#desk');
    assert.deepEqual(stage.heard(), []);
    stage.wait(4000);
    stage.send('Beat#desk');
    assert.deepEqual(stage.heard(), [`desk ${inService}`]);
  });

  it('is GC that says that it is out of service, by itself or when it is asked', async () => {
    const outOfService = '{"type":"System","status":"OUT_OF_SERVICE"}';
    const back = '{"type":"System","status":"IN_SERVICE"}';
    const stage = await ReplayStage.open(
      traceOf(...beat(100, 1, back), event(5000, outOfService), ...beat(10_000, 2, back)),
    );
    stage.send('Hello#desk');
    stage.wait(5000);
    assert.deepEqual(stage.heard(), [`desk ${back}`, `desk ${outOfService}`]);
    stage.send('Beat#desk');
    assert.deepEqual(stage.heard(), [`desk ${outOfService}`]);
    stage.wait(5005);
    assert.deepEqual(stage.heard(), [`desk ${back}`]);
  });

  const lossOfBroker = traceOf(
    ...beat(100, 1, inService),
    health(1000, 'disconnected'),
    health(1100, 'connecting'),
    health(9000, 'connected'),
    command(9010, 2, 'Hello#recorded'),
    event(9020, inService),
    outcome(9021, 2),
    event(9500, ready),
  );

  it('is a broker that is gone, and comes back: then the trace waits for a client', async () => {
    const stage = await ReplayStage.open(lossOfBroker);
    stage.send('Hello#desk');
    stage.wait(999);
    assert.deepEqual(stage.broker, []);
    stage.wait(1);
    assert.deepEqual(stage.broker, [false]);
    stage.wait(8000);
    assert.deepEqual(stage.broker, [false, true]);
    stage.heard();
    stage.wait(30_000);
    assert.equal(stage.now, 9000);
    stage.send('Hello#desk');
    stage.wait(500);
    assert.deepEqual(stage.heard(), [`desk ${inService}`, `desk ${ready}`]);
  });

  it('does not wait for a client for ever', async () => {
    const stage = await ReplayStage.open(lossOfBroker);
    stage.send('Hello#desk');
    stage.wait(9000);
    stage.heard();
    stage.wait(60_500);
    assert.deepEqual(stage.heard(), [`desk ${ready}`]);
    assert.equal(stage.told[1], 'No client came within 60 s: the trace goes on.');
  });

  it('is a silent GC where the broker cannot be made to go', async () => {
    const stage = await ReplayStage.open(lossOfBroker, { ownBroker: false });
    stage.send('Hello#desk');
    stage.wait(1000);
    stage.heard();
    stage.send('Beat#desk');
    assert.deepEqual(stage.heard(), []);
    stage.wait(8000);
    stage.send('Hello#desk');
    stage.wait(500);
    assert.deepEqual(stage.heard(), [`desk ${inService}`, `desk ${ready}`]);
  });

  it('is none where the client was closed at the end', async () => {
    const stage = await ReplayStage.open(traceOf(event(100, ready), health(200, 'disconnected')));
    stage.send('Hello#desk');
    stage.wait(10_000);
    assert.deepEqual(stage.broker, []);
    stage.send('Hello#desk');
    assert.deepEqual(stage.heard(), [`desk ${inService}`, `desk ${ready}`, `desk ${inService}`]);
  });

  it('names what had no room in the trace', async () => {
    const gap = { kind: 'gap', at: header.at, entries: 17 } as const;
    const stage = await ReplayStage.open(traceOf(gap, event(100, ready)));
    stage.send('Hello#desk');
    stage.wait(100);
    assert.deepEqual(stage.told, [
      'The trace begins.',
      'Here the trace lacks 17 entries, which had no room in it.',
      'The trace is over.',
    ]);
  });
});
