import assert from 'node:assert/strict';
import { readHost, splitAddress } from '../../../lib/protocol';

describe('the host of a broker', () => {
  for (const [text, host] of [
    ['mq1', 'mq1'],
    ['mq-1.example.com', 'mq-1.example.com'],
    ['active_mq', 'active_mq'],
    ['10.0.0.1', '10.0.0.1'],
    [' mq1 ', 'mq1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['[fe80::1%eth0]', 'fe80::1%eth0'],
    ['2001:db8::10.0.0.1', '2001:db8::10.0.0.1'],
    ['', undefined],
    ['mq1:61613', undefined],
    ['tcp://mq1', undefined],
    ['[mq1]', undefined],
    ['[::1', undefined],
    ['[::1]:61613', undefined],
    ['mq 1', undefined],
    ['mq1/', undefined],
    ['user@mq1', undefined],
    ['failover:(tcp://a:1,tcp://b:2)', undefined],
  ] as const) {
    it(`${JSON.stringify(text)} is ${host ?? 'none'}`, () => {
      assert.equal(readHost(text), host);
    });
  }

  for (const [text, split] of [
    ['mq1:61613', { host: 'mq1', port: '61613' }],
    ['tcp://mq1', { host: 'mq1' }],
    ['stomp+ssl://mq1.example.com:61612/', { host: 'mq1.example.com', port: '61612' }],
    ['[::1]:61613', { host: '::1', port: '61613' }],
    ['[::1]', { host: '::1' }],
    ['mq1', { host: 'mq1' }],
    ['tcp://user:secret@mq1:61613', undefined],
    ['::1', undefined],
    ['tcp://', undefined],
    ['failover:(tcp://a:1,tcp://b:2)', undefined],
    ['tcp://mq1:port', undefined],
  ] as const) {
    it(`${JSON.stringify(text)} ${split ? 'is split' : 'is not split'}`, () => {
      assert.deepEqual(splitAddress(text), split);
    });
  }
});
