import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Tracker } from '../lib/client/model/tracker';
import { parseEvent } from '../lib/protocol';
import { median, type Bench } from './measure';

const agents = 10_000;
const events = 1_000_000;
const snapshots = 9;
/** The events are heard in so many blocks, and the heap is looked at after each. */
const blocks = 20;

/**
 * What the client keeps: 10 000 agents with a call each; how long a snapshot of all takes; and whether the memory in
 * use grows while 1 000 000 events about ever new calls go by, two calls ending each second. Rival: JSON.parse alone
 * on the same bodies, which keeps nothing.
 */
export const memory: Bench = () => Promise.resolve([...keeping(), ...going()]);

function keeping(): string[] {
  const tracker = new Tracker();
  const before = heapUsed();
  for (let agent = 0; agent < agents; agent += 1) {
    hear(tracker, [...login(agent), ...ringing(agent, agent), ...talking(agent, agent)], 0);
  }
  const bytes = (heapUsed() - before) / agents;
  const times = Array.from({ length: snapshots }, () => {
    const start = performance.now();
    tracker.snapshot();
    return performance.now() - start;
  });
  return [
    `agent with a call      ${Math.round(bytes)} bytes each (bound: 4096)`,
    `snapshot of all        median ${median(times).toFixed(1)} ms (bound: 50 ms)`,
  ];
}

function going(): string[] {
  const tracker = new Tracker();
  const heap: number[] = [];
  const ours: number[] = [];
  const ratios: number[] = [];
  const spentMs = { ours: 0, rival: 0 };
  let heard = 0;
  let ended = 0;
  for (let call = 0; heard < events; call += 1) {
    const agent = call % agents;
    const bodies = [...ringing(agent, call), ...talking(agent, call), ...ending(agent, call)];
    const at = call * 500;
    const start = performance.now();
    ended += hear(tracker, bodies, at);
    const between = performance.now();
    bodies.forEach((body) => JSON.parse(body) as unknown);
    spentMs.rival += performance.now() - between;
    spentMs.ours += between - start;
    heard += bodies.length;
    if (call % 2 === 0) {
      tracker.pass(at);
    }
    if (heard >= (events / blocks) * (heap.length + 1)) {
      ours.push((spentMs.ours / events) * blocks * 1000);
      ratios.push(spentMs.ours / spentMs.rival);
      spentMs.ours = 0;
      spentMs.rival = 0;
      heap.push(heapUsed());
    }
  }
  const perBlock = heap.map((bytes) => (bytes / 1024 / 1024).toFixed(1));
  return [
    `${heard} events       ${ended} calls told ended, parsed and tracked in ${median(ours).toFixed(2)} us per event = ` +
      `${median(ratios).toFixed(2)} x JSON.parse`,
    `heap meanwhile         ${perBlock.join(', ')} MB (bound: flat)`,
  ];
}

/** Returns how many calls are told ended. */
function hear(tracker: Tracker, bodies: readonly string[], at: number): number {
  return bodies.reduce((count, body) => {
    const told = tracker.apply(parseEvent(body), at);
    return count + told.filter(({ type }) => type === 'CallEnded').length;
  }, 0);
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

function login(agent: number): string[] {
  const names = { firstName: `First${agent}`, lastName: `Last${agent}`, wrapUpOnIncoming: 'OPTIONAL' };
  const team = { id: String(agent % 100), name: `Team ${agent % 100}` };
  return [
    JSON.stringify({ type: 'AgentInfo', ...names, supervisor: 'false', team, agentId: idOf(agent) }),
    state(agent, 'READY'),
  ];
}

function ringing(agent: number, call: number): string[] {
  const offer = { type: 'NewInboundCall', dialogID: String(call), fromAddress: `0300${call}` };
  return [
    state(agent, 'RESERVED'),
    JSON.stringify({ ...offer, callVariables: variables(call), agentId: idOf(agent) }),
    callState(agent, call, 'ALERTING', ['INITIATED', 'ALERTING']),
  ];
}

function talking(agent: number, call: number): string[] {
  return [state(agent, 'TALKING'), callState(agent, call, 'ACTIVE', ['ACTIVE', 'ACTIVE'])];
}

function ending(agent: number, call: number): string[] {
  return [callState(agent, call, 'DROP', ['DROPPED', 'DROPPED']), state(agent, 'READY')];
}

function state(agent: number, word: string): string {
  return JSON.stringify({
    type: 'State',
    agentId: idOf(agent),
    state: word,
    reasonCode: '',
    stateChangeTimeString: '',
    pendingState: '',
    stateChangeTime: '2025-01-15 09:30:00',
  });
}

function callState(agent: number, call: number, word: string, [caller, own]: readonly string[]): string {
  return JSON.stringify({
    type: 'InboundCall',
    dialogID: String(call),
    state: word,
    startTime: '2025-01-15 09:30:00',
    prevDialogId: '',
    fromAddress: `0300${call}`,
    callVariables: variables(call),
    participants: [
      { mediaAddress: `0300${call}`, state: caller },
      { mediaAddress: `2${agent}`, state: own },
    ],
    agentId: idOf(agent),
  });
}

function variables(call: number): Record<string, string> {
  return { callVariable1: 'gold', callVariable2: `order ${call}`, callVariable3: 'Lahore' };
}

function idOf(agent: number): string {
  return `1${agent}`;
}
