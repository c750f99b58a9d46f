import assert from 'node:assert/strict';
import sinon from 'sinon';
import { HeartBeat, readHeartBeat } from '../../../../../lib/simulator/broker/connection/heart-beat';
import { ProtocolError } from '../../../../../lib/simulator/broker/errors';

describe('broker: heart-beat header', () => {
  it('says what the client sends and what it wants', () =>
    assert.deepEqual(readHeartBeat('3000,7000'), { incomingMs: 3000, outgoingMs: 7000 }));

  it('may be absent', () => assert.deepEqual(readHeartBeat(undefined), { incomingMs: 0, outgoingMs: 0 }));

  it('is kept within what timers can do', () =>
    assert.deepEqual(readHeartBeat('1,99999999999'), { incomingMs: 10, outgoingMs: 1_000_000_000 }));

  for (const header of ['', '1', '1,', '-1,0', 'a,b', '1,2,3', '1.5,2']) {
    it(`may not be "${header}"`, () => assert.throws(() => readHeartBeat(header), ProtocolError));
  }
});

describe('broker: heart-beat', () => {
  let clock: sinon.SinonFakeTimers;
  let beat: sinon.SinonSpy;
  let silent: sinon.SinonSpy;
  let heartBeat: HeartBeat;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    beat = sinon.spy();
    silent = sinon.spy();
    heartBeat = new HeartBeat(beat, silent);
  });
  afterEach(() => clock.restore());

  it('beats at least once in an interval', () => {
    heartBeat.start({ incomingMs: 0, outgoingMs: 1000 });
    clock.tick(10_000);
    assert.ok(beat.callCount >= 10);
    sinon.assert.notCalled(silent);
  });

  it('reports silence after two intervals, and only then', () => {
    heartBeat.start({ incomingMs: 1000, outgoingMs: 0 });
    clock.tick(1900);
    heartBeat.heard();
    clock.tick(1900);
    sinon.assert.notCalled(silent);
    clock.tick(200);
    sinon.assert.calledOnce(silent);
    sinon.assert.notCalled(beat);
  });

  it('lets bytes that waited behind a blocked event loop speak first', () => {
    heartBeat.start({ incomingMs: 1000, outgoingMs: 0 });
    setTimeout(() => heartBeat.heard(), 2000);
    clock.tick(2000);
    clock.tick(1000);
    sinon.assert.notCalled(silent);
  });

  it('is quiet when stopped or started anew without intervals', () => {
    heartBeat.start({ incomingMs: 1000, outgoingMs: 1000 });
    heartBeat.start({ incomingMs: 0, outgoingMs: 0 });
    clock.tick(10_000);
    heartBeat.start({ incomingMs: 1000, outgoingMs: 1000 });
    heartBeat.stop();
    heartBeat.heard();
    clock.tick(10_000);
    sinon.assert.notCalled(silent);
    sinon.assert.notCalled(beat);
  });
});
