import assert from 'node:assert/strict';
import { formatOf, namesAgentState } from '../../../lib/protocol';
import { Redactor } from '../../../lib/trace';
import { bodies } from '../../fuzz/bodies';
import { mutate } from '../../fuzz/mutate';
import { Random } from '../../fuzz/random';
import { structuredEvent } from '../../fuzz/structures';
import { makeRedactor } from './same-event';

const standIns = makeRedactor();
const secretsOnly = new Redactor({ standIns: false, destination: 'my-client' });

describe('what is taken out of a trace', () => {
  describe('passwords', () => {
    const commands: readonly (readonly [string, string, string])[] = [
      ['Connect', 'my-client,secret', 'my-client,***'],
      ['Connect', 'my-client,secret,token', 'my-client,***,***'],
      ['Login', 'secret,2001', '***,2001'],
      ['Login', 'q83vEj==,2001', '***,2001'],
      ['Login', 'secret,2001,more', '***,2001,***'],
      ['MobileAgentLogin', 'secret,2001,03001234567,true', '***,2001,03001234567,true'],
      ['MakeCall', '2002', '2002'],
      ['AcceptOutboundPreview', '5,ACCEPT', '5,ACCEPT'],
    ];
    for (const [name, body, expected] of commands) {
      it(`of ${name} ${body}`, () => {
        const type = `${name}#1081`;
        assert.deepEqual(secretsOnly.command(name, type, body), { type, body: expected });
      });
    }

    const events: readonly (readonly [string, string])[] = [
      ['AgentState#1081#secret#2001#2019-09-17 12:46:21', 'AgentState#1081#***'],
      ['AgentState#1081#se#cr#et#2001#2019-09-17 12:46:21', 'AgentState#1081#***'],
      ['agentstate#1081##2001#2019-09-17 12:46:21', 'agentstate#1081#***'],
      ['1081#AgentState#secret#2001', '1081#AgentState#***'],
      ['AgentState#1081', 'AgentState#1081'],
      [
        '{ "type": "AgentState", "agentId":"1081","x":"secret","y":[1,{"z":"a"}],"extension":"2001"}',
        '{ "type": "AgentState", "agentId":"1081","x":"***","y":["***",{"z":"***"}],"extension":"2001"}',
      ],
      [
        '{"type":"X","userPassword":"a","SSO-Token":7,"n":{"pwd":"b"}}',
        '{"type":"X","userPassword":"***","SSO-Token":"***","n":{"pwd":"***"}}',
      ],
      ['{"type":"X","password":""}', '{"type":"X","password":""}'],
    ];
    for (const [body, expected] of events) {
      it(`of ${body}`, () => {
        assert.equal(secretsOnly.event(body), expected);
      });
    }

    it('that are known, wherever they stand', () => {
      const redactor = new Redactor({ standIns: false, destination: 'my-client' });
      for (const secret of ['p@ss#w0rd!', 'say "no"', 'READY', 'ab', 4711]) {
        redactor.secrets.learn(secret);
      }
      assert.equal(redactor.event('1081#Error#X_Y#wrong p@ss#w0rd!'), '1081#Error#X_Y#wrong ***');
      assert.equal(
        redactor.event('{"type":"Error","text":"say \\"no\\" to say \\"no\\"x"}'),
        '{"type":"Error","text":"*** to ***x"}',
      );
      assert.equal(redactor.event('1081#Error#X_Y#4711 of 47110'), '1081#Error#X_Y#*** of 47110');
      assert.equal(redactor.event('1081#State#READY#ab'), '1081#State#READY#ab');
      assert.equal(redactor.ownText('Cannot log in with p@ss#w0rd!.'), 'Cannot log in with ***.');
      assert.equal(redactor.code('p@ss#w0rd!'), '***');
    });
  });

  describe('with stand-ins, what no table knows', () => {
    it('but not what looks like a word of GC, a time, an id of an agent or call, or a small number', () => {
      const kept = [
        '{"type":"NewThing","mode":"ACTIVE","other":"OUT_OF_ORDER","relatedDialogId":"16804377","count":12}',
        '{"type":"NewThing","since":"2019-09-17 12:46:21","endTime":1568724381000,"isOn":true,"none":null,"a":""}',
        '1081#NewThing#ACTIVE#IN_SERVICE#2019-09-17 12:46:21#7#true',
        'NewThing#ACTIVE',
        '1090#TeamInfoIDs#TeamID#3,4#',
        '1081#NewThing#DialogID:16804377#Teams:2#CallType:OUT',
      ];
      for (const body of kept) {
        assert.equal(standIns.event(body), body);
      }
    });

    it('neither names nor numbers, in attributes, names of attributes, lists, and texts of JSON', () => {
      const bodies = [
        '{"type":"NewThing","who":"Anna Becker","list":["Anna",["03001234567"]],"in":{"a":{"b":3001234567}}}',
        '{"type":"NewThing","Anna Becker":1,"03001234567":{"customerName":"ANNA"}}',
        '{"type":"InboundCall","agentId":"1","state":"ACTIVE","callVariables":"{\\"a\\":\\"Anna \\\\u0041nna\\"}"}',
        '1081#NewThing#Anna Becker#03001234567#x:Anna',
        '1081#InboundCall#ACTIVE#DialogID:5#0300#a=1#2019-09-17 12:46:21#Ann#P:2001,ACTIVE,x#Anna#03001234567',
        '1081#Error#CF_RESOURCE_BUSY#Anna Becker is busy at 03001234567',
        '03001234567#Anna#Becker',
        'Anna Becker has called 03001234567',
        '{"type":"State","agentId":"1081","agentName":"Anna',
        '{"who":"\\u0041\\u006e\\u006e\\u0061"}',
        '{"type":"InboundCall","agentId":"1","state":"ACTIVE","participants":[{"id":"03001234567"},{"who":"Anna"}]}',
        '{"type":"NewThing","id":"03001234567","callTime":"+49 3001234567"}',
      ];
      for (const body of bodies) {
        const replaced = standIns.event(body);
        assert.ok(!/Anna|Becker|ANNA|3001234567|\\u0041\\u006e/.test(replaced), replaced);
        assert.equal(replaced.length, body.length);
      }
    });

    it('neither names nor numbers under which something stands', () => {
      const bodies = [
        '{"type":"PhonebookContacts","contacts":{"Miller":{"phoneNumber":"2001"}}}',
        '{"type":"PhonebookContacts","contacts":{"Miller":"2001","+49-300-1234567":"x"}}',
        '{"type":"Agents","users":{"Miller":{"state":"READY"},"03001234567":{"state":"READY"}}}',
        '{"type":"NewThing","customer":{"Miller":1}}',
        '{"type":"NewThing","+49 (300) 1234567":1,"0300/1234567":2}',
      ];
      for (const body of bodies) {
        assert.doesNotMatch(standIns.event(body), /Miller|1234567/);
      }
    });

    it('neither names in capital letters within what people have written', () => {
      for (const body of [
        '1081#Error#X_Y#MILLER_ANN has typed GEHEIM_12',
        '{"type":"Error","text":"MILLER_ANN: GEHEIM_12"}',
      ]) {
        assert.doesNotMatch(standIns.event(body), /MILLER|ANN|GEHEIM/);
      }
    });

    it('but not codes of errors, with whatever digits', () => {
      for (const code of ['CF_ERROR_404', 'X_20999', '20999', 'E404']) {
        assert.equal(standIns.code(code), code);
        const body = `{"type":"Error","error":"${code}","errorCode":"${code}"}`;
        assert.equal(standIns.event(body), body);
      }
      assert.equal(standIns.event('1081#Error#CF_ERROR_404#'), '1081#Error#CF_ERROR_404#');
    });

    it('nor who a command was for, where that never was an id', () => {
      for (const [id, wasSent] of [
        ['1081', false],
        ['1081', true],
        ['ann.lee', true],
      ] as const) {
        assert.equal(standIns.agentId(id, wasSent), id);
      }
      for (const id of ['Ann Lee', 'Miller', 'MILLER', '03001234567', '+493001234567']) {
        assert.notEqual(standIns.agentId(id, false), id);
      }
      const redactor = new Redactor({ standIns: false, destination: 'my-client' });
      redactor.secrets.learn('hunter-2?');
      assert.equal(redactor.agentId('hunter-2?', false), '***');
    });

    it('and words that the specification prints stay in the text of an error', () => {
      assert.equal(
        standIns.event('1081#Error#CF_RESOURCE_BUSY#Phone extension is already in use'),
        '1081#Error#CF_RESOURCE_BUSY#Phone extension is already in use',
      );
      assert.equal(
        standIns
          .event('{"type":"Error","error":"Connection to 2001 failed: CF_RESOURCE_BUSY"}')
          .includes('CF_RESOURCE_BUSY'),
        true,
      );
    });
  });

  it('leaves the form of JSON as it is', () => {
    const body =
      '{\n\t"agentId" : "1081" ,"type":"State","state" : "Ready", "x":[ ], "y": 1.50e3 , "z":"\\/\\u00e9"}\r\n';
    assert.equal(standIns.event(body).replace(/\\u00\w\w/, '\\u00e9'), body);
  });

  it('takes a call type and a command as the JMS type, and nothing private', () => {
    for (const type of ['OUT', 'Nil', 'GetState#1081', 'ACD_IN', '']) {
      assert.equal(standIns.jmsType(type), type);
    }
    assert.ok(!/Becker|3001234567/.test(standIns.jmsType('Anna Becker') + standIns.jmsType('x03001234567')));
  });

  it('replaces the extension with which some say Hello, and no other destination', () => {
    assert.equal(standIns.command('Hello', 'Hello#my-client', '').type, 'Hello#my-client');
    assert.match(standIns.command('Hello', 'Hello#2001', '').type, /^Hello#(?!2001)\d{4}$/);
  });

  it('keeps the length and the format of whatever comes', () => {
    const random = new Random(18);
    for (let round = 0; round < 5000; round += 1) {
      const body = random.next() < 0.3 ? structuredEvent(random) : mutate(random, random.pick(bodies));
      if (!namesAgentState(body)) {
        const replaced = standIns.event(body);
        assert.equal(replaced.length, body.length, body);
        assert.equal(formatOf(replaced), formatOf(body), body);
      }
    }
  });

  it('gives a body back that has nothing to be read in it', () => {
    for (const body of [
      '',
      ' ',
      '#',
      '{',
      '[',
      '"',
      '{}',
      '[]',
      '{"',
      '{"a',
      '{"a"',
      '{"a":',
      '\\',
      '\0',
      '\ud800',
      '}]',
    ]) {
      assert.equal(standIns.event(body).length, body.length, JSON.stringify(body));
    }
  });
});
