import assert from 'node:assert/strict';
import type { Flavour } from '../../../../lib/protocol';
import { Stage } from './stage';

/** Agent 1081 talks to a customer in call 7001; 1082 is there; the supervisors are 1086 and 1087. */
function inCall(flavour: Flavour = 'ucce'): Stage {
  const stage = new Stage({ dialect: 'specified-new', flavour });
  stage.send(
    ...['Connect#1081 desk,secret', 'Login#1081 secret,2001', 'MakeReady#1081'],
    ...['Connect#1082 desk,secret', 'Login#1082 secret,2002'],
    ...['Connect#1086 office,secret', 'Login#1086 secret,2006'],
    ...['Connect#1087 office,secret', 'Login#1087 secret,2007'],
  );
  stage.engine.incomingCall({ to: '1081', from: '0300' });
  stage.send('AnswerCall#1081 7001');
  stage.heard();
  return stage;
}

/** What was told about a call, shortened to agent, state and dialog id. */
function callsOf(stage: Stage, destination: string): string[] {
  const pattern = new RegExp(`^${destination} (\\d+)#InboundCall#(\\w+)#DialogID:(\\d+)`);
  return stage.heard().flatMap((line) => {
    const [, agentId, state, dialogId] = pattern.exec(line) ?? [];
    return agentId === undefined ? [] : [`${agentId} ${state} ${dialogId}`];
  });
}

describe('monitoring', () => {
  it('tells the agent nothing', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001', 'endsilentmonitor#1086 7002');
    assert.deepEqual(callsOf(stage, 'desk'), []);
  });

  it('by several supervisors ends for all of them with the call', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001', 'silentmonitor#1087 2001');
    stage.heard();
    stage.engine.customerHangsUp({ to: '1081' });
    assert.deepEqual(callsOf(stage, 'office'), ['1086 DROP 7002', '1087 DROP 7003']);
  });

  it('ends once', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001', 'endsilentmonitor#1086 7002', 'ReleaseCall#1081 7001');
    assert.deepEqual(callsOf(stage, 'office'), ['1086 ACTIVE 7002', '1086 DROP 7002']);
  });

  it('ends when the agent transfers the call', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001', 'ConsultCall#1081 2002,7001', 'AnswerCall#1082 7003');
    stage.heard();
    stage.send('TransferCall#1081 2001,7001');
    assert.deepEqual(callsOf(stage, 'office'), ['1086 DROP 7002']);
  });

  it('goes on while the agent makes a conference', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001', 'ConsultCall#1081 2002,7001', 'AnswerCall#1082 7003');
    stage.heard();
    stage.send('Conferencecall#1081 2001,7001');
    assert.deepEqual(callsOf(stage, 'office'), []);
  });

  it('may be released like any call, which ends nothing else', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001');
    stage.heard();
    stage.send('ReleaseCall#1086 7002', 'HoldCall#1081 7001');
    assert.deepEqual(callsOf(stage, '\\w+'), ['1086 DROP 7002', '1081 HELD 7001']);
  });

  it('of a supervisor who wraps up cannot end again', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001', 'makeworknotready#1086', 'endsilentmonitor#1086 7002');
    stage.heard();
    stage.send('endsilentmonitor#1086 7002');
    assert.deepEqual(stage.heard(), ['office 1086#Error#CF_INVALID_OBJECT_STATE']);
  });

  it('is nothing that another supervisor could monitor', () => {
    const stage = inCall();
    stage.send('silentmonitor#1087 2001');
    stage.heard();
    stage.send('silentmonitor#1086 2007');
    assert.deepEqual(stage.heard(), ['office 1086#Error#CF_INVALID_OBJECT_STATE']);
  });

  it('is for the supervisors of the team', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001');
    stage.heard();
    stage.send('silentmonitor#1087 2006');
    assert.deepEqual(stage.heard(), ['office 1087#Error#AUTHORIZATION_FAILURE']);
  });

  it('has nobody outside who could hang up', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001');
    assert.throws(() => stage.engine.customerHangsUp({ to: '1086' }), { code: 'NO_DIALOG_ID' });
  });

  it('of a call between agents leaves the supervisor not ready on UCCX', () => {
    const stage = inCall('uccx');
    stage.send('ReleaseCall#1081 7001', 'MakeCall#1081 2002', 'AnswerCall#1082 7002');
    stage.heard();
    stage.send('silentmonitor#1086 2001', 'bargein#1086 1081,7003');
    assert.deepEqual(
      stage.heard().filter((line) => line.includes('#State#')),
      [],
    );
  });
});

describe('barging in', () => {
  it('is for calls whose conference the agent has made', () => {
    const stage = inCall();
    stage.send('ConsultCall#1081 2002,7001', 'AnswerCall#1082 7002', 'Conferencecall#1081 2001,7001');
    stage.send('silentmonitor#1086 2002');
    stage.heard();
    stage.send('bargein#1086 2002,7003');
    assert.deepEqual(stage.heard(), ['office 1086#Error#CF_INVALID_OBJECT_STATE']);
    stage.send('endsilentmonitor#1086 7003', 'silentmonitor#1086 2001');
    stage.heard();
    stage.send('bargein#1086 2001,7004');
    assert.deepEqual(callsOf(stage, 'office'), ['1086 ACTIVE 7001', '1086 DROP 7004']);
  });

  it('lets another supervisor go on listening', () => {
    const stage = inCall();
    stage.send('silentmonitor#1086 2001', 'silentmonitor#1087 2001', 'bargein#1086 2001,7002');
    stage.heard();
    stage.send('dropparticipant#1086 2001,7001');
    assert.deepEqual(callsOf(stage, 'office'), ['1086 ACTIVE 7001', '1087 DROP 7003']);
  });
});
