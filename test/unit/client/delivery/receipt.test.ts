import assert from 'node:assert/strict';
import { readMessage } from '../../../../lib/client/delivery/receipt';

function read(body: string): ReturnType<typeof readMessage> {
  return readMessage({ body } as Parameters<typeof readMessage>[0]);
}

describe('the text that comes with an event', () => {
  it('is what GC has sent', () => {
    for (const body of ['1081#State#READY##Ann', 'no event of GC', '{"type":"NewThing","agent":"state"}']) {
      assert.equal(read(body).receipt.raw, body);
    }
    assert.deepEqual(read('no event of GC').event, {
      type: 'Unknown',
      reason: 'the message is no event of GC',
      raw: 'no event of GC',
    });
  });

  const withPassword = [
    '1081#AgentState#1081#GEHEIM',
    'Agent  State#1081#GEHEIM#2001',
    '1081#Agent.State#GEHEIM#2001',
    'AgentState|1081|GEHEIM|2001',
    '<type>Agent&#83;tate</type><pw>GEHEIM</pw>',
    '{"type":"Agent_-State","agentId":"1081","pw":"GEHEIM"}',
    ' {"type":"Agent\\u0053tate.","agentId":"1081","pw":"GEHEIM"}',
    '{"type":"AgentState","agentId":"1081","pw":"GEHEIM"}',
    '{"event":"AgentState","agentId":"1081","pw":"GEHEIM"}',
    '{"AgentState":{"agentId":"1081","pw":"GEHEIM"}}',
    '["AgentState",{"pw":"GEHEIM"}]',
    '{"type":"AgentState","agentId":"1081","pw":"GEHEIM',
  ];
  for (const body of withPassword) {
    it(`is withheld of ${body}`, () => {
      assert.doesNotMatch(JSON.stringify(read(body)), /GEHEIM/);
    });
  }
});
