import assert from 'node:assert/strict';
import { fits } from '../../../../lib/client/commands/confirmation';
import { commandRow, parseEvent, type CommandName } from '../../../../lib/protocol';
import { nothingKnown } from '../../../support/expectation';
import { Stage } from './stage';

/** Anna talks to Dmitry about a customer's call, 7001, in the call 7002. */
function consulting(): Stage {
  const stage = new Stage();
  stage.send('Connect#1081 desk,secret', 'Login#1081 secret,2001', 'MakeReady#1081');
  stage.send('Connect#1082 desk,secret', 'Login#1082 secret,2002');
  stage.engine.incomingCall({ to: '1081', from: '0300', callVariables: { callVariable1: 'gold' } });
  stage.send('AnswerCall#1081 7001', 'ConsultCall#1081 2002,7001', 'AnswerCall#1082 7002');
  stage.heard();
  return stage;
}

describe('a consult call in the simulator', () => {
  it('is held, retrieved and released under its own dialog id, as the catalogue has it', () => {
    const stage = consulting();
    for (const name of ['HoldCall', 'RetrieveCall', 'ReleaseCall'] satisfies CommandName[]) {
      stage.send(`${name}#1081 7002`);
      const events = stage.heard().map((line) => parseEvent(line.slice('desk '.length)));
      const expectation = { ...nothingKnown, subject: '1081', parameters: { dialogId: '7002' } };
      const isConfirmed = commandRow(name).confirmedBy.some((way) =>
        events.some((event) => fits(way, event, expectation)),
      );
      assert.ok(isConfirmed, `${name}: ${JSON.stringify(events)}`);
    }
  });

  it('has the variables of its main call, and keeps its own', () => {
    const stage = consulting();
    stage.send('update_call_variable#1081 7002,callVariable1,silver');
    const variablesOf = (dialogId: string) => {
      stage.send(`getdialogstate#1081 ${dialogId}`);
      const event = parseEvent(stage.heard()[0]?.slice('desk '.length) ?? '');
      return 'callVariables' in event ? event.callVariables : undefined;
    };
    assert.deepEqual(variablesOf('7001'), { callVariable1: 'gold' });
    assert.deepEqual(variablesOf('7002'), { callVariable1: 'silver' });
  });

  it('can be consulted about, and still becomes part of the main call', () => {
    const stage = consulting();
    stage.send('Connect#1083 desk,secret', 'Login#1083 secret,2003');
    stage.send('ConsultCall#1082 2003,7002', 'AnswerCall#1083 7003', 'Conferencecall#1081 2002,7001');
    stage.send('Conferencecall#1082 2003,7001', 'getDialogParticipants#1083 7001');
    assert.deepEqual(parseEvent(stage.heard().at(-1)?.slice('desk '.length) ?? ''), {
      type: 'ConferenceParticipants',
      extensions: ['0300', '2001', '2002', '2003'],
      agentId: '1083',
    });
  });
});
