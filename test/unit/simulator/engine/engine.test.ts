import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commands, parseEvent } from '../../../../lib/protocol';
import { dialectNames, type DialectName } from '../../../../lib/simulator';
import { Stage, type StageOptions } from './stage';

/** Agent 1081 has logged in; nobody has called yet. */
function atWork(options?: StageOptions): Stage {
  const stage = new Stage(options);
  stage.send('Connect#1081 desk,secret', 'Login#1081 secret,2001');
  stage.heard();
  return stage;
}

/** An event about a call, as the client reads it. */
function readCall(line: string): string {
  const event = parseEvent(line.slice('desk '.length));
  assert.ok(event.type === 'InboundCall' || event.type === 'ConsultCall');
  return `${event.type} ${event.state} ${event.dialogId}`;
}

describe('the engine of the simulator', () => {
  describe('reading commands', () => {
    it('takes the word in any case, and blanks around the parts', () => {
      const stage = atWork({ dialect: 'specified-new' });
      assert.equal(stage.engine.receive('makeready# 1081 ', undefined), undefined);
      assert.equal(stage.engine.receive(' MAKENOTREADYWITHREASON #1081', ' 2 '), undefined);
      assert.deepEqual(stage.heard(), [
        'desk 1081#State#READY##Anna Becker',
        'desk 1081#State#NOT_READY#2#Anna Becker',
      ]);
    });

    it('says what it ignores', () => {
      const { engine } = new Stage();
      assert.equal(engine.receive('Dance#1081', ''), 'this is no command of GC');
      assert.equal(engine.receive('', undefined), 'this is no command of GC');
      assert.equal(engine.receive('Connect#1081', ',secret'), 'destination is missing');
      assert.match(engine.receive('Hello#any.*', '') ?? '', /^destination must be a topic name/);
      assert.match(engine.receive('MakeReady#1081', '') ?? '', /^nobody can be told RE_LOGIN/);
    });

    it('lets nobody speak in the name of another agent', () => {
      const stage = atWork({ dialect: 'specified-new' });
      assert.equal(
        stage.engine.receive('GetState#1081#State#LOGOUT', undefined),
        'agentId must not contain "#"',
      );
      stage.engine.receive('getdialogstate#1081', '1#1082#State#LOGOUT');
      assert.deepEqual(stage.heard(), ['desk 1081#Error#NO_DIALOG_ID']);
    });

    it('tells a limited number of destinations', () => {
      const stage = new Stage();
      for (let number = 0; number < 150; number += 1) {
        stage.send(`Hello#client-${number}`);
      }
      stage.heard();
      stage.engine.setInService(false);
      const told = stage.heard();
      assert.equal(told.length, 100);
      assert.match(told.at(-1) ?? '', /^client-149 /);
    });

    it('takes a limited number of call variables', () => {
      const stage = atWork({ dialect: 'specified-new' });
      stage.engine.incomingCall({ to: '1081', from: '0300' });
      stage.heard();
      const set = Array.from({ length: 101 }, (_, index) => `update_call_variable#1081 7001,v${index},x`);
      stage.send(...set);
      assert.deepEqual(stage.heard(), ['desk 1081#Error#PLEASE_RETRY']);
    });
  });

  describe('calls from outside', () => {
    it('count their dialog ids up', () => {
      const stage = atWork();
      stage.send('Connect#1082 desk,secret', 'Login#1082 secret,2002');
      assert.equal(stage.engine.incomingCall({ to: '1081', from: '0300' }), '7001');
      assert.equal(stage.engine.incomingCall({ to: '2002', from: '0300' }), '7002');
      assert.equal(stage.engine.customerHangsUp({ to: '2001' }), '7001');
    });

    it('find agents by login id before extension', () => {
      const stage = new Stage();
      stage.send('Connect#1081 desk,secret', 'Login#1081 secret,2002');
      assert.equal(stage.engine.incomingCall({ to: '2002', from: '0300' }), '7001');
    });

    const refused = [
      [
        'nobody has this name',
        { to: '4711', from: '0300' },
        'USER_NOT_FOUND',
        /no agent, extension, queue or call "4711"/,
      ],
      [
        'the agent is not logged in',
        { to: '1082', from: '0300' },
        'CF_INVALID_OBJECT_STATE',
        /^Agent 1082: the agent is not logged in/,
      ],
      [
        'the extension is not in use',
        { to: '2002', from: '0300' },
        'CF_INVALID_OBJECT_STATE',
        /^Agent 1082: the agent is not logged in/,
      ],
      [
        'the caller has no number',
        { to: '1081', from: 'me' },
        'GC_INVALID_PARAMETER',
        /^Agent 1081: from must be a number/,
      ],
      [
        'a variable cannot be sent',
        { to: '1081', from: '0300', callVariables: { note: 'a#b' } },
        'GC_INVALID_PARAMETER',
        /^Agent 1081: the call variable "note" must not contain "#"/,
      ],
    ] as const;
    for (const [why, call, code, message] of refused) {
      it(`are refused when ${why}`, () => {
        const stage = atWork();
        assert.throws(() => stage.engine.incomingCall(call), { name: 'GcError', code, message });
        assert.deepEqual(stage.heard(), []);
      });
    }

    it('are refused when the agent is busy', () => {
      const stage = atWork();
      stage.engine.incomingCall({ to: '1081', from: '0300' });
      assert.throws(() => stage.engine.incomingCall({ to: '1081', from: '0301' }), {
        code: 'CF_INVALID_OBJECT_STATE',
        message: /^Agent 1081: the agent is busy with another call/,
      });
    });

    it('can only be ended when there is one', () => {
      const stage = atWork();
      stage.send('MakeCall#1081 404');
      assert.throws(() => stage.engine.customerHangsUp({ to: '1081' }), {
        code: 'NO_DIALOG_ID',
        message: /^Agent 1081: the agent has no call with anybody outside/,
      });
    });

    it('end, with two, where the customer is not on hold', () => {
      const stage = atWork();
      stage.engine.incomingCall({ to: '1081', from: '0300' });
      stage.send('AnswerCall#1081 7001', 'HoldCall#1081 7001', 'MakeCall#1081 0301');
      assert.equal(stage.engine.customerHangsUp({ to: '1081' }), '7002');
      assert.equal(stage.engine.customerHangsUp({ to: '1081' }), '7001');
    });
  });

  describe('parties outside', () => {
    it('answer when they are told to, and not once more by themselves', () => {
      const stage = atWork({ dialect: 'specified-new' });
      stage.send('MakeCall#1081 0300');
      stage.heard();
      assert.equal(stage.engine.customerAnswers({ to: '2001' }), '7001');
      assert.equal(stage.heard().length, 2);
      stage.clock.advance(2000);
      assert.deepEqual(stage.heard(), []);
    });

    const impossible = [
      ['nobody called', 'customerAnswers', '1081', 'NO_DIALOG_ID', /^Agent 1081: the agent has no call that/],
      ['nothing rings', 'noAnswer', '1081', 'NO_DIALOG_ID', /^Agent 1081: the agent has no call that rings/],
      ['a queue cannot answer', 'noAnswer', 'Sales', 'USER_NOT_FOUND', /"Sales"/],
      ['the dialog id is unknown', 'customerAnswers', '7002', 'USER_NOT_FOUND', /"7002"/],
    ] as const;
    for (const [why, action, to, code, message] of impossible) {
      it(`can do nothing when ${why}`, () => {
        const stage = atWork();
        stage.engine.incomingCall({ to: '1081', from: '0300' });
        stage.send('AnswerCall#1081 7001');
        assert.throws(() => stage.engine[action]({ to }), { name: 'GcError', code, message });
      });
    }

    it('leave the call in which they are', () => {
      const stage = atWork({ dialect: 'specified-new' });
      stage.send('Connect#1082 desk,secret', 'Login#1082 secret,2002');
      const first = stage.engine.incomingCall({ to: '1081', from: '0300' });
      stage.send(`AnswerCall#1081 ${first}`, `ConsultCall#1081 2002,${first}`, 'AnswerCall#1082 7002');
      stage.send(`Conferencecall#1081 2002,${first}`);
      stage.heard();
      assert.equal(stage.engine.customerHangsUp({ to: first }), first);
      assert.deepEqual(
        stage.heard().map((line) => line.split('#').slice(0, 3).join('#')),
        ['desk 1081#InboundCall#ACTIVE', 'desk 1082#InboundCall#ACTIVE'],
      );
    });
  });

  it('lets who must give a wrap-up reason not be ready before', () => {
    const profile = { password: 'secret', firstName: 'Anna', lastName: 'Becker', team: '1' };
    const wrapUpOnIncoming = 'REQUIRED_WITH_WRAP_UP_DATA';
    const agents = [{ ...profile, agentId: '1081', extension: '2001', wrapUpOnIncoming } as const];
    const stage = atWork({ dialect: 'specified-new', site: { agents } });
    stage.send('MakeReady#1081');
    stage.engine.incomingCall({ to: '1081', from: '0300' });
    stage.send('AnswerCall#1081 7001', 'ReleaseCall#1081 7001');
    stage.heard();
    stage.send('MakeReady#1081', 'MakeNotReady#1081');
    const refused = 'desk 1081#Error#MISSING_REASON_CODE';
    assert.deepEqual(stage.heard(), [refused, refused]);
    stage.send('wrapup#1081 Sale,7001', 'MakeReady#1081');
    assert.equal(stage.heard().at(-1), 'desk 1081#State#READY##Anna Becker');
  });

  it('says DROPPED instead of DROP on request, in all formats', () => {
    const ends = (base: DialectName) => {
      const stage = atWork({ dialect: { base, callOver: 'DROPPED' } });
      stage.engine.incomingCall({ to: '1081', from: '0300' });
      stage.send('AnswerCall#1081 7001', 'ConsultCall#1081 404,7001', 'ReleaseCall#1081 7002');
      stage.engine.customerHangsUp({ to: '1081' });
      return stage.heard().filter((line) => line.includes('DROP'));
    };
    for (const name of dialectNames) {
      const [consult = '', main = ''] = ends(name);
      assert.ok(consult.includes('DROPPED') && main.includes('DROPPED'), name);
      assert.deepEqual([consult, main].map(readCall), ['ConsultCall DROP 7002', 'InboundCall DROP 7001']);
    }
  });

  it('does nothing more once it is closed', () => {
    const stage = atWork();
    stage.send(
      'MakeCall#1081 0300',
      'Connect#1082 desk,secret',
      'Login#1082 secret,2002',
      'MakeCall#1082 404',
    );
    assert.equal(stage.clock.waiting, 2);
    stage.engine.close();
    assert.equal(stage.clock.waiting, 0);
  });

  it('never throws at those who send commands', () => {
    const word = fc.constantFrom(...Object.keys(commands));
    const type = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.tuple(word, fc.string({ unit: 'binary' })).map(([name, subject]) => `${name}#${subject}`),
      fc.tuple(word, fc.constantFrom('1081', '9999')).map(([name, subject]) => `${name}#${subject}`),
    );
    const body = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('x,'.repeat(100_000))), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(type, body)), (messages) => {
        const stage = atWork();
        for (const message of messages) {
          stage.engine.receive(...message);
        }
      }),
      { numRuns: 50 },
    );
  });
});
