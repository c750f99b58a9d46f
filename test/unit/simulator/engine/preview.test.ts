import assert from 'node:assert/strict';
import { Stage } from './stage';

/** Agent 1081 is ready; others are there. */
function atWork(): Stage {
  const stage = new Stage({ dialect: 'specified-new' });
  stage.send(
    ...['Connect#1081 desk,secret', 'Login#1081 secret,2001', 'MakeReady#1081'],
    ...['Connect#1082 shop,secret', 'Login#1082 secret,2002'],
  );
  stage.heard();
  return stage;
}

describe('a preview call', () => {
  const refused = [
    ['nobody has this name', { to: '4711', number: '0300' }, 'USER_NOT_FOUND', /"4711"/],
    [
      'the agent is not ready',
      { to: '2002', number: '0300' },
      'CF_INVALID_OBJECT_STATE',
      /^Agent 1082: the agent is not ready/,
    ],
    [
      'the customer has no number',
      { to: '1081', number: '' },
      'GC_INVALID_PARAMETER',
      /^Agent 1081: number is empty/,
    ],
    [
      'a variable cannot be sent',
      { to: '1081', number: '0300', callVariables: { BACampaign: 'a|b' } },
      'GC_INVALID_PARAMETER',
      /^Agent 1081: the call variable "BACampaign" must not contain "\|"/,
    ],
  ] as const;
  for (const [why, call, code, message] of refused) {
    it(`is refused when ${why}`, () => {
      const stage = atWork();
      assert.throws(() => stage.engine.previewCall(call), { name: 'GcError', code, message });
      assert.deepEqual(stage.heard(), []);
    });
  }

  it('is refused to an agent who has one', () => {
    const stage = atWork();
    assert.equal(stage.engine.previewCall({ to: '1081', number: '0300' }), '7001');
    assert.throws(() => stage.engine.previewCall({ to: '1081', number: '0301' }), {
      code: 'CF_INVALID_OBJECT_STATE',
    });
  });

  it('has nobody outside who could hang up', () => {
    const stage = atWork();
    stage.engine.previewCall({ to: '1081', number: '0300' });
    assert.throws(() => stage.engine.customerHangsUp({ to: '1081' }), { code: 'NO_DIALOG_ID' });
  });

  it('calls the customer whom it was about, whatever became of the variables', () => {
    const stage = atWork();
    stage.engine.previewCall({ to: '1081', number: '0300' });
    stage.send(
      'update_call_variable#1081 7001,BACustomerNumber,404',
      'AcceptOutboundPreview#1081 7001,ACCEPT',
    );
    stage.clock.advance(2000);
    assert.match(stage.heard().at(-1) ?? '', /InboundCall#ACTIVE#DialogID:7002#/);
  });

  it('waits no longer once it is decided', () => {
    const stage = atWork();
    stage.engine.previewCall({ to: '1081', number: '0300' });
    stage.send('RejectOutboundPreview#1081 7001,REJECT');
    assert.equal(stage.clock.waiting, 0);
  });

  it('rings at a colleague like any call when the number is an extension', () => {
    const stage = atWork();
    stage.send('MakeReady#1082');
    stage.engine.previewCall({ to: '1081', number: '2002' });
    stage.send('AcceptOutboundPreview#1081 7001,ACCEPT');
    const heard = stage.heard().filter((line) => line.startsWith('shop'));
    assert.match(heard.find((line) => line.includes('#State#RESERVED')) ?? '', /#State#RESERVED#/);
    stage.send('AnswerCall#1082 7002');
    assert.ok(stage.heard().includes('desk 1081#State#TALKING##Anna Becker'));
  });

  it('ends with a forced logout', () => {
    const stage = atWork();
    stage.engine.previewCall({ to: '1081', number: '0300' });
    stage.heard();
    stage.send('force_logout#1081');
    const heard = stage.heard();
    assert.match(heard[0] ?? '', /InboundCall#DROP#DialogID:7001#/);
    assert.equal(heard[1], 'desk 1081#State#LOGOUT##Anna Becker');
    assert.equal(heard.length, 2);
  });
});
