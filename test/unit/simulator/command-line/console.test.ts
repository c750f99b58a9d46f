import assert from 'node:assert/strict';
import { startSimulator, SteppedClock, type Simulator } from '../../../../lib/simulator';
import { carryOut } from '../../../../lib/simulator/command-line/console';
import { Desk } from '../engine/desk';

describe('what can be typed into gc-simulator', () => {
  let simulator: Simulator;
  let desk: Desk;

  beforeEach(async () => {
    simulator = await startSimulator({ clock: new SteppedClock(), format: 'text' });
    desk = new Desk(simulator.port);
    await desk.connect();
    await desk.send('Connect#1081', 'desk,secret');
    await desk.send('Login#1081', 'secret,2001');
    await desk.next(2);
  });

  afterEach(async () => {
    await desk.close();
    await simulator.close();
  });

  function type(line: string): Promise<string> {
    return carryOut(simulator, line);
  }

  it('plays the customers', async () => {
    assert.match(await type('  call   1081 from 0300 '), /^call 16777217$/);
    assert.equal(await type('no answer 1081'), 'call 16777217 was not answered');
    assert.equal(await type('call Sales from 0300'), 'call 16777218');
    assert.equal(await type('hang up Sales'), 'the customer has left call 16777218');
    await desk.send('MakeCall#1081', '0301');
    await desk.next(6);
    assert.equal(await type('answer 1081'), 'call 16777219 is answered');
    assert.equal(await type('hangup 16777219'), 'the customer has left call 16777219');
    await desk.send('MakeReady#1081');
    await desk.next(5);
    assert.equal(await type('preview 1081 0302'), 'call 16777220');
  });

  it('turns faults on and off', async () => {
    assert.equal(await type('fault late-reply to=1081 delayMs=500'), 'late-reply; what lasts: late-reply');
    assert.equal(await type('fault garbage'), 'garbage; what lasts: late-reply');
    assert.match(await type('faults'), /^ {2}late-reply \[to=…\] \[delayMs=…\] +ON: GC takes commands/m);
    assert.equal(await type('end late-reply'), 'no fault lasts');
    await assert.rejects(type('fault late-reply delayMs=soon'), /delayMs must be a whole number/);
    await assert.rejects(type('end earthquake'), /no fault "earthquake"/);
  });

  it('turns load on and off, and all back', async () => {
    assert.equal(await type('load 10 100'), '10 agents, 100 calls per hour; events go to /topic/gc-load');
    assert.equal(simulator.load?.callsPerHour, 100);
    assert.equal(await type('load off'), 'no load');
    assert.match(await type('load 10'), /^10 agents, 144 calls per hour/);
    assert.equal(await type('reset'), 'all is quiet');
    assert.equal(simulator.load, undefined);
  });

  it('explains itself', async () => {
    const help = await type('help');
    for (const word of [
      'call',
      'answer',
      'hang up',
      'no answer',
      'preview',
      'fault',
      'end',
      'load off',
      'reset',
    ]) {
      assert.match(help, new RegExp(`^ {2}${word}`, 'm'));
    }
    await assert.rejects(type('dance'), /^Error: Nobody knows what "dance" means\. Type "help"/);
  });
});
