import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readArguments } from '../../../../lib/check/command-line/arguments';
import { help } from '../../../../lib/check/command-line/help';
import { readLiveOptions } from '../../../../lib/check/command-line/live-options';
import { authority, authorityPath } from '../../../support/certificates';
import { temporaryFolder } from '../../../support/child';

const agent = ['--agent', '1081', '--extension', '2001'];

describe('what gc-check is asked to try', () => {
  const names = [
    'GC_CHECK_PASSWORD',
    'GC_CHECK_BROKER_PASSWORD',
    'GC_CHECK_PASSWORD_KEY',
    'GC_CHECK_PASSWORD_IV',
  ];

  beforeEach(() => {
    process.env['GC_CHECK_PASSWORD'] = 'secret';
    process.env['GC_CHECK_BROKER_PASSWORD'] = 'hunter2';
  });

  afterEach(() => {
    for (const name of names) {
      delete process.env[name];
    }
  });

  async function read(...args: string[]) {
    return readLiveOptions(readArguments(args));
  }

  it('is a broker, with the defaults of the specification', async () => {
    assert.deepEqual(await read('--broker', 'stomp://gc.example'), {
      brokers: [{ host: 'gc.example', port: 61613 }],
      user: undefined,
      password: undefined,
      passwordEncryption: undefined,
      commandQueue: 'Connector1',
      destination: 'gc-check',
      agent: undefined,
      numbers: [],
    });
  });

  it('is all that can be named, with passwords from the environment', async () => {
    process.env['GC_CHECK_PASSWORD_KEY'] = '123456789012345678901234';
    process.env['GC_CHECK_PASSWORD_IV'] = '12345678';
    const brokers = ['--broker', 'stomp+ssl://one', '--broker', 'stomp://two:1', '--ca', authorityPath];
    const names = ['--queue', '/queue/GC2', '--destination', '/topic/desk', '--user', 'flows'];
    assert.deepEqual(
      await read(...brokers, ...names, ...agent, '--sso', '--call', '2002', '--call', '2003'),
      {
        brokers: [
          { host: 'one', port: 61612, tls: { ca: authority } },
          { host: 'two', port: 1 },
        ],
        user: 'flows',
        password: 'hunter2',
        passwordEncryption: { key: '123456789012345678901234', iv: '12345678' },
        commandQueue: 'GC2',
        destination: 'desk',
        agent: { agentId: '1081', extension: '2001', sso: 'true', password: 'secret' },
        numbers: ['2002', '2003'],
      },
    );
  });

  const noCertificate = path.join(temporaryFolder('check'), 'no-certificate.pem');
  const [plain, secure] = ['--broker=stomp://127.0.0.1:1', '--broker=stomp+ssl://127.0.0.1:1'];
  const wrong: [string[], RegExp][] = [
    [[], /^Error: Name the file with a trace, or a broker with --broker\./],
    [['--broker', 'http://here'], /"http:\/\/here" is no broker address\./],
    [['--broker', 'stomp://me:hunter2@here'], /"stomp:\/\/\*\*\*@here" is no broker address/],
    [Array<string>(11).fill(plain), /At most 10 brokers/],
    [[plain, '--ca', authorityPath], /--ca is for a broker with TLS/],
    [[secure, '--ca', noCertificate], /no-certificate\.pem cannot be used as a PEM file/],
    [[secure, '--ca', '/no/file.pem'], /\/no\/file\.pem cannot be used.*ENOENT/],
    [[plain, '--destination', 'a b'], /the destination "a b" must be/],
    [[plain, '--queue', 'ActiveMQ.DLQ'], /the command queue "ActiveMQ\.DLQ" must be/],
    [[plain, '--agent', '1081'], /--agent needs --extension\./],
    [[plain, '--call', '2002'], /--call needs --agent\./],
    [[plain, '--agent', '10#81', '--extension', '2001'], /--agent must not contain "#"\./],
    [[plain, '--agent', '1081', '--extension', 'x'], /--extension must be an extension/],
    [[plain, ...agent, '--call', '2001'], /--call must be another extension than --extension\./],
    [[plain, ...agent, ...Array<string>(3).fill('--call=2002')], /--call can be given twice/],
  ];
  for (const [args, says] of wrong) {
    it(`is refused with: ${args.slice(0, 5).join(' ')}`, async () => {
      writeFileSync(noCertificate, 'nothing');
      await assert.rejects(read(...args), says);
    });
  }

  it('may name as many brokers and numbers as the help says', async () => {
    const words = help().replaceAll(/\s+/g, ' ');
    assert.match(words, /host:port; can be given up to 10 times --queue/);
    assert.match(words, /or the first again; can be given twice --record/);
    const most = [...Array<string>(10).fill(plain), ...agent, '--call=2002', '--call=2003'];
    const { brokers, numbers } = await read(...most);
    assert.deepEqual([brokers.length, numbers.length], [10, 2]);
  });

  it('is refused with a key and no IV', async () => {
    process.env['GC_CHECK_PASSWORD_KEY'] = '123456789012345678901234';
    await assert.rejects(read(plain), /belong together/);
  });
});
