import assert from 'node:assert/strict';
import { parseBrokerUrl } from '../../../../lib/stomp';
import { brokerName } from '../../../../lib/stomp/brokers/broker-url';
import { stompError } from '../support';

describe('broker URL', () => {
  it('has a scheme, a host and a port', () => {
    assert.deepEqual(parseBrokerUrl('stomp://gc.example.com:61614'), { host: 'gc.example.com', port: 61614 });
    assert.deepEqual(parseBrokerUrl('stomp+ssl://10.0.0.1:1234/'), { host: '10.0.0.1', port: 1234, tls: {} });
    assert.deepEqual(parseBrokerUrl('stomp://[::1]:61613'), { host: '::1', port: 61613 });
  });

  it('has a default port', () => {
    assert.deepEqual(parseBrokerUrl('stomp://gc'), { host: 'gc', port: 61613 });
    assert.deepEqual(parseBrokerUrl('stomp+ssl://gc'), { host: 'gc', port: 61612, tls: {} });
  });

  for (const url of [
    '',
    'gc:61613',
    'tcp://gc:61613',
    'stomp://',
    'stomp://gc:0',
    'stomp://gc:65536',
    'stomp://gc/x',
  ]) {
    it(`refuses "${url}"`, () => {
      assert.throws(() => parseBrokerUrl(url), stompError('STOMP_CONNECT_FAILED', 'stomp://host:port'));
    });
  }

  it('does not repeat a password', () => {
    assert.throws(
      () => parseBrokerUrl('stomp://user:secret@gc:61613'),
      (error: Error) => !/user|secret/.test(error.message),
    );
  });

  it('is shown as host:port', () => {
    assert.equal(brokerName({ host: 'gc', port: 61613 }), 'gc:61613');
    assert.equal(brokerName({ host: '::1', port: 61613 }), '[::1]:61613');
  });
});
