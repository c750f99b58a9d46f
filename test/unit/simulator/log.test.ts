import assert from 'node:assert/strict';
import { commandNews } from '../../../lib/simulator/log';

describe('the log of the simulator', () => {
  it('shows commands as they came', () => {
    assert.deepEqual(commandNews('MakeCall#1081', '2002'), {
      kind: 'command',
      type: 'MakeCall#1081',
      body: '2002',
    });
    assert.deepEqual(commandNews('MakeReady#1081', ''), {
      kind: 'command',
      type: 'MakeReady#1081',
      body: '',
    });
  });

  it('shows nothing of a body in which there may be a password', () => {
    const bodies = ['secret,2001', '2001,secret', 'se,cr,et', ' secret'];
    const types = [
      'Login#1081',
      'LOGIN # 1081',
      'Connect#1081',
      'MobileAgentLogin#1081',
      'Logni#1081',
      'Login',
      '',
    ];
    for (const type of types) {
      for (const body of bodies) {
        assert.deepEqual(commandNews(type, body), { kind: 'command', type, body: '***' });
      }
    }
  });

  it('keeps to one short line', () => {
    const { type, body } = {
      type: '',
      body: '',
      ...commandNews('MakeCall#1081\u001b[2J\n', 'x'.repeat(1000)),
    };
    assert.equal(type, 'MakeCall#1081?[2J?');
    assert.equal(body.length, 41);
  });
});
