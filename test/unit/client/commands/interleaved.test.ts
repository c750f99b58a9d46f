import assert from 'node:assert/strict';
import { once } from 'node:events';
import { GcClient, type Outcome } from '../../../../lib/client';
import { GcError, type CommandName, type CommandParameters } from '../../../../lib/protocol';
import { ScriptedGc } from '../../../support/scripted-gc';

/** How a command ends: with the event that confirms it, or with an error. */
type End = string;

describe('commands that interleave', () => {
  let gc: ScriptedGc;
  let client: GcClient;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
    });
    await client.connect();
  });

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  /** Gives a command, and what becomes of it in a word or two. */
  function ask<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    timeoutMs = 10_000,
  ): Promise<End> {
    return client.command(name, parameters, { timeoutMs }).then(inWords, (error: unknown) => {
      assert.ok(error instanceof GcError);
      return error.code;
    });
  }

  function inWords({ outcome, event }: Outcome): End {
    return event === undefined ? outcome : `${event.type} ${'state' in event ? event.state : ''}`.trim();
  }

  /** Waits for commands at GC, in any order. */
  async function arrived(...types: string[]): Promise<void> {
    const got: (string | undefined)[] = [];
    while (got.length < types.length) {
      got.push((await gc.next()).type);
    }
    assert.deepEqual(got.sort(), types.sort());
  }

  it('two of two agents: each is confirmed by its own event, in whatever order they come', async () => {
    const ends = [ask('MakeReady', { agentId: '1081' }), ask('MakeReady', { agentId: '1082' })];
    await arrived('MakeReady#1081', 'MakeReady#1082');
    await gc.publish('1082#State#READY##Bob');
    assert.equal(await ends[1], 'State READY');
    await gc.publish('1081#State#READY##Ann');
    assert.equal(await ends[0], 'State READY');
  });

  it('two of one agent in one lane: the second is sent when the first has its outcome', async () => {
    const ends = [ask('MakeReady', { agentId: '1081' }), ask('MakeNotReady', { agentId: '1081' })];
    await arrived('MakeReady#1081');
    assert.deepEqual(gc.unread, []);
    await gc.publish('1081#State#READY##Ann');
    await arrived('MakeNotReady#1081');
    await gc.publish('1081#State#NOT_READY##Ann');
    assert.deepEqual(await Promise.all(ends), ['State READY', 'State NOT_READY']);
  });

  it('two of one agent in different lanes: neither waits for the other', async () => {
    const ends = [
      ask('MakeNotReady', { agentId: '1081' }),
      ask('MakeCall', { agentId: '1081', number: '1' }),
    ];
    await arrived('MakeCall#1081', 'MakeNotReady#1081');
    await gc.publish('1081#InboundCall#INITIATING#DialogID:5####Ann', '1081#State#NOT_READY##Ann');
    assert.deepEqual(await Promise.all(ends), ['State NOT_READY', 'InboundCall INITIATING']);
  });

  it('an error between them: it ends the one that can raise it, and the other is confirmed', async () => {
    const ends = [ask('MakeReady', { agentId: '1081' }), ask('MakeCall', { agentId: '1081', number: '1' })];
    await arrived('MakeCall#1081', 'MakeReady#1081');
    await gc.publish('1081#Error#CF_INVALID_CALLED_DEVICE', '1081#State#READY##Ann');
    assert.deepEqual(await Promise.all(ends), ['State READY', 'CF_INVALID_CALLED_DEVICE']);
  });

  it('a late reply: its command has timed out, the next one waits for its own', async () => {
    const late = ask('MakeReady', { agentId: '1081' }, 30);
    await arrived('MakeReady#1081');
    assert.equal(await late, 'GC_TIMEOUT');
    const next = ask('MakeNotReady', { agentId: '1081' });
    await arrived('MakeNotReady#1081');
    const told = once(client, 'event');
    await gc.publish('1081#State#READY##Ann');
    const [, receipt] = (await told) as [unknown, { late?: boolean }];
    assert.equal(receipt.late, true);
    await gc.publish('1081#State#NOT_READY##Ann');
    assert.equal(await next, 'State NOT_READY');
  });

  it('a lost reply: its command times out, and nothing else does', async () => {
    const ends = [
      ask('MakeReady', { agentId: '1081' }, 100),
      ask('MakeReady', { agentId: '1082' }),
      ask('MakeNotReady', { agentId: '1081' }),
    ];
    await arrived('MakeReady#1081', 'MakeReady#1082');
    await gc.publish('1082#State#READY##Bob');
    await arrived('MakeNotReady#1081');
    await gc.publish('1081#State#NOT_READY##Ann');
    assert.deepEqual(await Promise.all(ends), ['GC_TIMEOUT', 'State READY', 'State NOT_READY']);
  });

  it('all of it in one conversation: each ends with the right outcome', async () => {
    const ends = {
      lost: ask('MakeReady', { agentId: '1081' }, 100),
      behindIt: ask('MakeNotReady', { agentId: '1081' }),
      otherLane: ask('MakeCall', { agentId: '1081', number: '2002' }),
      otherAgent: ask('MakeReady', { agentId: '1082' }),
      wrong: ask('MakeCall', { agentId: '1082', number: '9999' }),
      noAnswer: ask('Connect', { agentId: '1083', password: 'secret', destination: 'test-client' }),
    };
    await arrived('MakeReady#1081', 'MakeCall#1081', 'MakeReady#1082', 'MakeCall#1082', 'Connect#1083');
    await gc.publish(
      '1082#Error#CF_INVALID_CALLED_DEVICE',
      '1082#State#READY##Bob',
      '1081#InboundCall#INITIATING#DialogID:5####Ann',
    );
    await arrived('MakeNotReady#1081'); // the lost one has timed out
    await gc.publish('1081#State#READY##Ann', '1081#State#NOT_READY##Ann'); // the lost reply comes late
    assert.deepEqual(Object.fromEntries(await Promise.all(Object.entries(ends).map(settled))), {
      lost: 'GC_TIMEOUT',
      behindIt: 'State NOT_READY',
      otherLane: 'InboundCall INITIATING',
      otherAgent: 'State READY',
      wrong: 'CF_INVALID_CALLED_DEVICE',
      noAnswer: 'sent',
    });
  });
});

async function settled([name, end]: [string, Promise<End>]): Promise<[string, End]> {
  return [name, await end];
}
