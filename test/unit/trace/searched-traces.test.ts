import assert from 'node:assert/strict';
import { lineOf, timeOf } from '../../../lib/trace';
import { realDataIn, searched } from '../../support/traces';

const event = (body: string) => lineOf({ kind: 'event', at: timeOf(0), body, broker: '127.0.0.1:61613' });
const header = (standIns: boolean) =>
  lineOf({
    kind: 'trace',
    version: 1,
    at: timeOf(0),
    standIns,
    destination: 'here',
    commandQueue: 'Connector1',
    package: '0.1.0',
  });

describe('what every trace of the tests is searched for', () => {
  it('is each password, wherever it stands in a line', () => {
    assert.deepEqual(realDataIn(event('1081#Error#X_Y#wrong: hunter-2?'), false), ['hunter-2?']);
    assert.deepEqual(realDataIn(event('Login secret'), false), ['secret']);
    assert.deepEqual(realDataIn(event('secretary'), false), []);
  });

  it('is each number and name of the site, where there are stand-ins', () => {
    const bodies = ['03001234567', '{"lastName":"Becker"}', 'Ask Шевченко', '1#A#02079460100'];
    for (const body of bodies) {
      assert.equal(realDataIn(event(body), true).length, 1, body);
      assert.deepEqual(realDataIn(event(body), false), []);
      assert.throws(() => searched(`${header(true)}\n${event(body)}\n`));
    }
  });

  it('leaves a trace as it is, without a line that has no end yet', () => {
    const lines = [header(false), event('03001234567')];
    assert.deepEqual(searched(`${lines.join('\n')}\n{"kind"`), lines);
  });
});
