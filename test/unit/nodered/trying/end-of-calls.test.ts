import assert from 'node:assert/strict';
import type { GcClient } from '../../../../lib/client';
import { EndOfCalls } from '../../../../lib/nodered/trying/end-of-calls';
import { parseEvent } from '../../../../lib/protocol';

describe('whether it is too late for a command', () => {
  let state: string;
  let calls: string[];
  let loggedIn: string[];
  let end: EndOfCalls;

  beforeEach(() => {
    state = 'TALKING';
    calls = ['5'];
    loggedIn = ['1081'];
    end = new EndOfCalls({ agentId: '1081', calls: ['5', '6'] });
  });

  function reason(): string | undefined {
    return end.reason({
      agent: () => ({ state }),
      callsOf: () => calls.map((dialogId) => ({ dialogId })),
      loggedIn,
    } as unknown as GcClient)?.text;
  }

  it('is not while one of the calls goes on', () => {
    end.hear(parseEvent('1081#InboundCall#DROP#DialogID:6####Ann'));
    assert.equal(reason(), undefined);
  });

  it('is when all are over', () => {
    end.hear(parseEvent('1081#InboundCall#DROP#DialogID:6####Ann'));
    reason();
    calls = ['7'];
    assert.equal(reason(), 'call 5, 6 was over');
  });

  it('is not while nothing was heard of one of them', () => {
    reason();
    calls = [];
    end.hear(parseEvent('1081#DialogState#ACTIVE#DialogID:6####Ann'));
    assert.equal(reason(), undefined);
  });

  it('is when the agent has logged out, unless the client brings the agent back', () => {
    state = 'LOGOUT';
    calls = [];
    assert.equal(reason(), undefined);
    loggedIn = [];
    assert.equal(reason(), 'the agent logged out');
  });
});
