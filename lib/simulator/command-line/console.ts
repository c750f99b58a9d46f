import { faults, type FaultName, type FaultOptions, type FaultRow } from '../faults';
import type { Fault, Simulator } from '../simulator';

interface Row {
  /** How the line looks; words in angle brackets stand for others, what is in square brackets may be absent. */
  readonly usage: string;
  readonly meaning: string;
  readonly pattern: RegExp;
  /** Returns what to show. */
  readonly run: (simulator: Simulator, ...words: string[]) => string | Promise<string>;
}

/** All that can be typed while the simulator runs. */
const rows: readonly Row[] = [
  {
    usage: 'call <agent or queue> from <number>',
    meaning: 'a customer calls',
    pattern: /^call (.+) from (\S+)$/,
    run: (simulator, to = '', from = '') => `call ${simulator.incomingCall({ to, from })}`,
  },
  {
    usage: 'answer <agent or call>',
    meaning: 'whom the agent has called answers',
    pattern: /^answer (.+)$/,
    run: (simulator, to = '') => `call ${simulator.customerAnswers({ to })} is answered`,
  },
  {
    usage: 'hang up <agent, queue or call>',
    meaning: 'the customer hangs up',
    pattern: /^hang ?up (.+)$/,
    run: (simulator, to = '') => `the customer has left call ${simulator.customerHangsUp({ to })}`,
  },
  {
    usage: 'no answer <agent>',
    meaning: 'the call that rings has rung for long enough',
    pattern: /^no answer (.+)$/,
    run: (simulator, to = '') => `call ${simulator.noAnswer({ to })} was not answered`,
  },
  {
    usage: 'preview <agent> <number>',
    meaning: 'the dialer offers the agent a customer',
    pattern: /^preview (\S+) (\S+)$/,
    run: (simulator, to = '', number = '') => `call ${simulator.previewCall({ to, number })}`,
  },
  {
    usage: 'fault <name> [<parameter>=<value> …]',
    meaning: 'something goes wrong',
    pattern: /^fault (\S+)((?: \w+=\S+)*)$/,
    run: async (simulator, name, options = '') => {
      await simulator.fault(name as Fault, readFaultOptions(options));
      return `${name}; ${showActive(simulator)}`;
    },
  },
  {
    usage: 'end <name>',
    meaning: 'a fault is over',
    pattern: /^end (\S+)$/,
    run: async (simulator, name) => {
      await simulator.endFault(name as FaultName);
      return showActive(simulator);
    },
  },
  { usage: 'faults', meaning: 'lists the faults there are', pattern: /^faults$/, run: listFaults },
  {
    usage: 'load <agents> [<calls per hour>]',
    meaning: 'so many more agents are kept busy',
    pattern: /^load (\d+)(?: (\d+))?$/,
    run: (simulator, agents, calls) => {
      const options = { agents: Number(agents), callsPerHour: calls === undefined ? calls : Number(calls) };
      const { callsPerHour, destination } = simulator.startLoad(options);
      return `${agents} agents, ${Math.round(callsPerHour)} calls per hour; events go to /topic/${destination}`;
    },
  },
  {
    usage: 'load off',
    meaning: 'they go home',
    pattern: /^load off$/,
    run: (simulator) => {
      simulator.stopLoad();
      return 'no load';
    },
  },
  {
    usage: 'reset',
    meaning: 'faults, load and calls end, and everybody is logged out',
    pattern: /^reset$/,
    run: async (simulator) => {
      await simulator.reset();
      return 'all is quiet';
    },
  },
  { usage: 'help', meaning: 'shows this', pattern: /^help$/, run: () => columns(rows.map(toPair)) },
];

/**
 * Does what a line says, and returns what to show.
 *
 * Rejects with a GcError where that is not possible, with an Error where the line says nothing.
 */
export async function carryOut(simulator: Simulator, line: string): Promise<string> {
  const text = line.trim().replace(/\s+/g, ' ');
  for (const { pattern, run } of rows) {
    const match = pattern.exec(text);
    if (match !== null) {
      return run(simulator, ...match.slice(1));
    }
  }
  throw new Error(`Nobody knows what "${text}" means. Type "help" for what there is.`);
}

function readFaultOptions(text: string): FaultOptions {
  const pairs = text.split(' ').filter((pair) => pair !== '');
  const entries = pairs.map((pair) => pair.split('=') as [string, string]);
  return Object.fromEntries(entries.map(([name, value]) => [name, name === 'to' ? value : Number(value)]));
}

function showActive({ activeFaults }: Simulator): string {
  return activeFaults.length === 0 ? 'no fault lasts' : `what lasts: ${activeFaults.join(', ')}`;
}

function listFaults({ activeFaults }: Simulator): string {
  const all = Object.entries<FaultRow>(faults).map(
    ([name, { meaning, lasts, parameters }]): [string, string] => {
      const isActive = activeFaults.some((active) => active === name);
      const usage = [name, ...parameters.map((parameter) => `[${parameter}=…]`)].join(' ');
      return [usage, `${isActive ? 'ON: ' : ''}${meaning}${lasts ? '' : ' (once)'}`];
    },
  );
  return columns(all);
}

function toPair({ usage, meaning }: Row): [string, string] {
  return [usage, meaning];
}

function columns(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
