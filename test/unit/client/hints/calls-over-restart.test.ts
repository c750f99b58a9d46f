import assert from 'node:assert/strict';
import { noon, Restarting } from './restarting';

/** The same call in the words of three formats of GC. */
const formats = {
  json: {
    offer:
      '{"type":"NewInboundCall","dialogID":"5","fromAddress":"0300","callVariables":{"a":"1"},"agentId":"1"}',
    call: (state: string) =>
      `{"type":"InboundCall","dialogID":"5","state":"${state}","fromAddress":"0300","agentId":"1"}`,
    agent: (state: string) => `{"type":"State","agentId":"1","state":"${state}","reasonCode":""}`,
  },
  text: {
    offer: '1#NewInboundCall#0300#a=1#DialogID:5',
    call: (state: string) => `1#InboundCall#${state}#DialogID:5#0300###Ann`,
    agent: (state: string) => `1#State#${state}##Ann`,
  },
  'old text, which names no call': {
    offer: '1#NewInboundCall#0300#a=1',
    call: (state: string) => `1#InboundCall#${state}#Ann`,
    agent: (state: string) => `1#State#${state}#Ann`,
  },
};

const second = 1000;

describe('calls over a restart', () => {
  let gc: Restarting;

  beforeEach(async () => {
    gc = new Restarting();
    await gc.start();
  });

  afterEach(() => {
    gc.end();
  });

  for (const [format, { offer, call, agent }] of Object.entries(formats)) {
    describe(format, () => {
      async function talk(): Promise<void> {
        gc.hear(agent('READY'), agent('RESERVED'), offer);
        await gc.wait(4);
        gc.hear(agent('TALKING'), call('ACTIVE'));
        await gc.wait(10);
      }

      it('that ring have rung since their offer when they are answered', async () => {
        gc.hear(agent('READY'), agent('RESERVED'), offer);
        await gc.wait(4);
        await gc.restart(3);
        gc.hear(agent('TALKING'), call('ACTIVE'));
        assert.equal(gc.only('CallAnswered').seconds, 7);
        await gc.wait(10);
        gc.hear(call('DROP'), agent('READY'));
        const { startedAt, answeredAt, durations, incomplete, callVariables } = gc.only('CallEnded');
        assert.deepEqual([startedAt, answeredAt, incomplete], [noon, noon + 7 * second, undefined]);
        assert.deepEqual(durations, { ring: 7, talk: 10, hold: 0, wrapUp: 0, total: 17 });
        assert.deepEqual(callVariables, { a: '1' });
      });

      it('that were answered are not answered again, and end with all their times', async () => {
        await talk();
        await gc.restart(20);
        gc.hear(call('DROP'), agent('READY'));
        await gc.wait(3);
        const { direction, kind, fromAddress, outcome, answeredAt, durations } = gc.only('CallEnded');
        assert.deepEqual(
          [direction, kind, fromAddress, outcome],
          ['incoming', 'inbound', '0300', 'answered'],
        );
        assert.equal(answeredAt, noon + 4 * second);
        assert.deepEqual(durations, { ring: 4, talk: 30, hold: 0, wrapUp: 0, total: 34 });
        assert.deepEqual(gc.told('CallAnswered'), []);
      });

      it('that are on hold have been since before', async () => {
        await talk();
        gc.hear(agent('HOLD'), call('HELD'));
        await gc.wait(1);
        await gc.restart(2);
        gc.hear(agent('TALKING'), call('ACTIVE'));
        assert.equal(gc.only('CallRetrieved').seconds, 3);
        await gc.wait(5);
        await gc.restart();
        gc.hear(call('DROP'), agent('READY'));
        await gc.wait(3);
        const { holds, durations } = gc.only('CallEnded');
        assert.equal(holds, 1);
        assert.deepEqual(durations, { ring: 4, talk: 15, hold: 3, wrapUp: 0, total: 22 });
      });

      it('that are wrapped up have been since before', async () => {
        await talk();
        gc.hear(call('DROP'), agent('WORK'));
        await gc.wait(6);
        await gc.restart(4);
        gc.hear(agent('READY'));
        assert.equal(gc.only('WrapUpEnded').seconds, 10);
        assert.deepEqual(gc.only('CallEnded').durations, {
          ring: 4,
          talk: 10,
          hold: 0,
          wrapUp: 10,
          total: 24,
        });
      });

      it('that have just ended are told, although GC says no more', async () => {
        await talk();
        gc.hear(call('DROP'));
        assert.deepEqual(gc.told('CallEnded'), []);
        await gc.restart();
        await gc.wait(3);
        assert.deepEqual(gc.only('CallEnded').durations, {
          ring: 4,
          talk: 10,
          hold: 0,
          wrapUp: 0,
          total: 14,
        });
      });

      it('end with the logout of their agent', async () => {
        await talk();
        await gc.restart();
        gc.hear(agent('LOGOUT'));
        assert.deepEqual(gc.only('CallEnded').durations, {
          ring: 4,
          talk: 10,
          hold: 0,
          wrapUp: 0,
          total: 14,
        });
      });

      it('leave nothing behind', async () => {
        await talk();
        gc.hear(call('DROP'), agent('READY'));
        await gc.wait(3);
        await gc.restart();
        gc.hear(agent('LOGOUT'));
        await gc.restart();
        assert.deepEqual(await gc.store.list('model'), []);
        assert.deepEqual([...gc.told('CallEnded'), ...gc.told('CallMissed')], []);
      });
    });
  }

  const { offer, call, agent } = formats.text;

  async function talkAndRestart(): Promise<void> {
    gc.hear(agent('READY'), agent('RESERVED'), offer, agent('TALKING'), call('ACTIVE'));
    await gc.wait(10);
    await gc.restart();
  }

  it('were a conference since before', async () => {
    const participants = (...extensions: string[]) =>
      JSON.stringify(extensions.map((extension) => ({ extension, state: 'Active' })));
    const active = (list: string) =>
      `{"type":"InboundCall","dialogID":"5","state":"Active","fromAddress":"0300","participants":${list},"agentId":"1"}`;
    gc.hear(offer, active(participants('0300', '2001')), active(participants('0300', '2001', '2002')));
    gc.only('CallConferenced');
    await gc.restart();
    gc.hear(active(participants('0300', '2002')));
    assert.deepEqual(gc.told('CallConferenced'), []);
    assert.deepEqual(gc.only('ParticipantChanged').left, ['2001']);
    gc.hear(call('DROP'), agent('READY'));
    await gc.wait(3);
    assert.equal(gc.only('CallEnded').outcome, 'answered');
  });

  it('and the call about them are found together', async () => {
    const consult = (state: string) => `1#ConsultCall#${state}#DialogID:6#2001#2002##Ann`;
    gc.hear(agent('TALKING'), call('ACTIVE'), call('HELD'), consult('INITIATED'), consult('ACTIVE'));
    await gc.wait(5);
    await gc.restart();
    gc.hear(consult('HELD'));
    assert.deepEqual(
      gc.model.callsOf('1').map(({ dialogId, leg, state }) => [dialogId, leg, state]),
      [
        ['5', 'main', 'HELD'],
        ['6', 'consult', 'HELD'],
      ],
    );
  });

  it('are shown to nobody until GC speaks of them', async () => {
    await talkAndRestart();
    assert.deepEqual([gc.model.snapshot().calls, gc.model.callsOf('1')], [[], []]);
    gc.hear(agent('TALKING'));
    assert.deepEqual(gc.model.snapshot().calls, []);
    gc.hear(call('HELD'));
    assert.deepEqual(
      gc.model.callsOf('1').map(({ state, answeredAt }) => [state, answeredAt]),
      [['HELD', noon]],
    );
  });

  it('were answered meanwhile where the agent talks', async () => {
    gc.hear(agent('RESERVED'), offer);
    await gc.restart(5);
    gc.hear(agent('TALKING'));
    await gc.wait(10);
    gc.hear(call('DROP'), agent('READY'));
    await gc.wait(3);
    assert.equal(gc.only('CallEnded').outcome, 'answered');
    assert.deepEqual(gc.told('CallMissed'), []);
  });

  describe("against GC's word", () => {
    it('are others if they began at another time', async () => {
      const told = (state: string, start: string) => `1#InboundCall#${state}#DialogID:5#0300##${start}#Ann`;
      gc.hear(agent('TALKING'), told('ACTIVE', '2025-01-15 12:00:00'));
      await gc.wait(600);
      await gc.restart();
      gc.hear(told('ACTIVE', '2025-01-15 12:10:00'));
      await gc.wait(10);
      gc.hear(told('DROP', '2025-01-15 12:10:00'), agent('READY'));
      await gc.wait(3);
      assert.equal(gc.only('CallEnded').durations.total, 10);
    });

    it('are others if they are offered again', async () => {
      await talkAndRestart();
      gc.hear(offer);
      gc.only('CallOffered');
      assert.deepEqual(
        gc.model.callsOf('1').map(({ state, answeredAt }) => [state, answeredAt]),
        [['ALERTING', undefined]],
      );
    });

    it('have the state and the number that GC says', async () => {
      await talkAndRestart();
      gc.hear('1#InboundCall#HELD#DialogID:5#0999###Ann');
      const [leg] = gc.model.callsOf('1');
      assert.deepEqual([leg?.state, leg?.fromAddress, leg?.holds], ['HELD', '0999', 1]);
    });
  });

  describe('of long ago', () => {
    it('are forgotten after a week', async () => {
      await talkAndRestart();
      await gc.restart(7 * 86_400);
      gc.hear(call('DROP'), agent('READY'));
      await gc.wait(3);
      assert.deepEqual(gc.told('CallEnded'), []);
    });

    it('are forgotten where the store has kept them longer than it should', async () => {
      await talkAndRestart();
      const list = gc.store.list.bind(gc.store);
      gc.store.list = async (room) => (await list(room)).map((each) => ({ ...each, ageMs: 7 * 86_400_000 }));
      await gc.restart();
      gc.hear(call('DROP'), agent('READY'));
      assert.deepEqual(gc.told('CallEnded'), []);
    });

    it('are forgotten when GC does not speak of them for a day', async () => {
      await talkAndRestart();
      await gc.wait(86_400);
      gc.hear(call('DROP'), agent('READY'));
      await gc.wait(3);
      assert.deepEqual(gc.told('CallEnded'), []);
    });
  });
});

describe('agents over a restart', () => {
  let gc: Restarting;

  beforeEach(async () => {
    gc = new Restarting();
    await gc.start();
    gc.hear('1#State#NOT_READY#7#Ann');
    await gc.wait(60);
    await gc.restart();
  });

  afterEach(() => {
    gc.end();
  });

  it('are unknown until GC speaks of them', () => {
    assert.equal(gc.model.agent('1').state, 'UNKNOWN');
    assert.deepEqual(gc.model.snapshot().agents, []);
  });

  it('come from the state in which they were, after all the time in it', () => {
    gc.hear('1#State#READY##Ann');
    const { previousState, previousReasonCode, seconds } = gc.only('AgentStateChanged');
    assert.deepEqual([previousState, previousReasonCode, seconds], ['NOT_READY', '7', 60]);
  });

  it('are in the same state since before', () => {
    gc.hear('1#State#NOT_READY#7#Ann');
    assert.equal(gc.model.agent('1').since, noon);
    assert.equal(gc.only('AgentStateChanged').previousState, 'UNKNOWN');
  });

  it('are in it since the time that GC says', () => {
    gc.hear(
      '{"type":"State","agentId":"1","state":"NOT_READY","reasonCode":"7","stateChangeTime":"2025-01-15 12:00:30"}',
    );
    assert.equal(gc.model.agent('1').since, noon + 30_000);
  });
});
