import assert from 'node:assert/strict';
import { Redactor } from '../../../lib/trace';
import { Secrets } from '../../../lib/trace/privacy/secrets';
import { checkLinear } from '../../support/cpu-time';

describe('secrets that are known', () => {
  it('are found among many that begin alike, the longest first', () => {
    const secrets = new Secrets();
    for (let number = 0; number < 2000; number += 1) {
      secrets.learn(`cisco-${number}`);
    }
    secrets.learn('cisco-12 and more');
    assert.equal(
      secrets.remove('cisco-1999, cisco-12 and more, cisco-2000 and ccisco-1 or cisco-1!'),
      '***, ***, cisco-2000 and ccisco-1 or ***!',
    );
    assert.equal(secrets.remove('cisco-7cisco-7'), 'cisco-7cisco-7');
    assert.equal(secrets.remove('(cisco-7)(cisco-7)'), '(***)(***)');
  });

  it('are found that became known after the same text was read', () => {
    const redactor = new Redactor({ standIns: false, destination: 'here' });
    const body = '{"type":"Error","text":"not hunter-2?"}';
    assert.equal(redactor.event(body), body);
    redactor.secrets.learn('moonlight');
    assert.equal(redactor.event(body), body);
    redactor.secrets.learn('hunter-2?');
    assert.equal(redactor.event(body), '{"type":"Error","text":"not ***"}');
    assert.equal(redactor.event('1081#Error#X_Y#not hunter-2?'), '1081#Error#X_Y#not ***');
  });

  it('are those that were learned last, of very many, and those of the client itself', () => {
    const secrets = new Secrets(['of-the-broker']);
    for (let number = 0; number < 10_500; number += 1) {
      secrets.learn(`cisco#${number}`);
      secrets.learn('used-again');
    }
    assert.equal(
      secrets.remove('of-the-broker, used-again, cisco#10499, cisco#9000, cisco#1'),
      '***, ***, ***, ***, cisco#1',
    );
    assert.equal(secrets.removeDivided('1#cisco#10499#2'), '1#***#2');
  });

  it('are looked for in one pass, however many there are', () => {
    const text = 'a passphrase may pass '.repeat(2000);
    checkLinear((size) => {
      const secrets = new Secrets();
      for (let number = 0; number < size; number += 1) {
        secrets.learn(`pass${number}`);
      }
      secrets.remove(text);
    }, 900);
  });
});
