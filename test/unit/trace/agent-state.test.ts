import assert from 'node:assert/strict';
import { Redactor } from '../../../lib/trace';
import { makeRedactor } from './same-event';

const redactors = [makeRedactor(), new Redactor({ standIns: false, destination: 'my-client' })];

describe('the password in what one GC tells the other', () => {
  const bodies = [
    '{"type":"Agent  State","agentId":"1081","pw":"GEHEIM"}',
    '{"type":"Agent_-State","agentId":"1081","pw":"GEHEIM"}',
    '{"type":"Agent\\u0053tate","agentId":"1081","pw":"GEHEIM"}',
    '{"type":"Agent.State","agentId":"1081","pw":"GEHEIM"}',
    '{"Type" :\n"agent state","agentId":"1081","pw":"GEHEIM"}',
    '{"event":"AgentState","agentId":"1081","pw":"GEHEIM"}',
    '{"AgentState":{"agentId":"1081","pw":"GEHEIM"}}',
    '{"AgentState":"1081#GEHEIM#2001"}',
    '{"AgentState":["1081","GEHEIM","2001"]}',
    '{"agentState":null,"agentId":"1081","pw":"GEHEIM"}',
    '{"data":"{\\"type\\":\\"Agent\\\\u0053tate\\",\\"pw\\":\\"GEHEIM\\"}"}',
    '{"data":"AgentState#1081#GEHEIM#2001"}',
    '{"data":"<AgentState><pw>GEHEIM</pw></AgentState>"}',
    '{"type":"AgentState#1081#GEHEIM#2001"}',
    '["AgentState",{"pw":"GEHEIM"}]',
    '[{"type":"AgentState","pw":["GEHEIM"]}]',
    '{type:AgentState,agentId:1081,pw:GEHEIM}',
    '{"type":"AgentState","agentId":"1081","pw":"GEHEIM',
    'Agent  State#1081#GEHEIM#2001',
    '1081#Agent.State#GEHEIM#2001',
    'AgentState|1081|GEHEIM|2001',
    'AgentState,1081,GEHEIM,2001',
    '1081;AgentState;GEHEIM;2001',
    '<AgentState agentId="1081"><pw>GEHEIM</pw></AgentState>',
    '<type>Agent&#83;tate</type><pw>GEHEIM</pw>',
    '<type>Agent&#x53;tate</type><pw>GEHEIM</pw>',
  ];
  for (const body of bodies) {
    it(`is taken out of ${body}`, () => {
      for (const redactor of redactors) {
        assert.ok(!redactor.event(body).includes('GEHEIM'), redactor.event(body));
      }
    });
  }

  it('is not looked for where the words mean something else', () => {
    const others = [
      '{"type":"NewThing","agentState":"NOT_READY","mode":"ACTIVE"}',
      '{"type":"NewThing","agent":"state","mode":"ACTIVE"}',
      '{"type":"Error","code":"X_Y","agentId":"1081","text":"The agent state cannot be changed","mode":"ACTIVE"}',
      '1081#Error#X_Y#The agent state cannot be changed',
    ];
    for (const body of others) {
      assert.equal(redactors[1]?.event(body), body);
    }
  });
});

describe('a secret far within JSON', () => {
  const inObjects = (depth: number) =>
    `${'{"a":'.repeat(depth)}{"password":"GEHEIM","x":1}${'}'.repeat(depth)}`;
  const inTexts = (depth: number): string =>
    depth === 0 ? '{"password":"GEHEIM"}' : JSON.stringify({ a: inTexts(depth - 1) });

  for (const depth of [10, 15, 16, 17, 50, 998, 1001]) {
    it(`is taken out of ${depth} objects within each other`, () => {
      for (const redactor of redactors) {
        assert.ok(!redactor.event(inObjects(depth)).includes('GEHEIM'));
      }
    });
  }

  for (const depth of [1, 3, 4, 8]) {
    it(`is taken out of ${depth} texts of JSON within each other`, () => {
      for (const redactor of redactors) {
        assert.ok(!redactor.event(inTexts(depth)).includes('GEHEIM'));
      }
    });
  }

  it('is what is told from the rest of a long way down', () => {
    const body = inObjects(40);
    assert.equal(redactors[1]?.event(body), body.replace('GEHEIM', '***'));
  });
});
