import { printable, type GcEvent } from '../../protocol';
import { localTime } from '../engine/clock';
import { loadDestination } from '../load';
import type { SimulatorLogEntry } from '../log';
import { fill } from './columns';
import { Tally } from './tally';

const second = 1000;
const whatWidth = 22;
const whoWidth = 26;
/** What a line does not say, or says elsewhere. */
const leftOut = ['type', 'agentId', 'state', 'startTime', 'stateChangeTime'];

/** Shows what happens, in lines for people. Load is only counted, and the counts are reported once per second. */
export class LiveLog {
  #now = 0;
  readonly #loadEvents = new Tally(second, (counts) => {
    const types = [...counts].map(([type, count]) => `${count} ${type}`);
    this.#print(`~ load: ${types.join(', ')}`);
  });
  readonly #problems = new Tally(second, (counts) => {
    for (const [text, count] of counts) {
      if (count > 1) {
        this.#print(`! ${count - 1} times more: ${text}`);
      }
    }
  });

  constructor(
    /** The name of the agent with this login id. */
    private readonly nameOf: (agentId: string) => string | undefined,
    private readonly printLine: (line: string) => void,
  ) {}

  readonly show = (entry: SimulatorLogEntry): void => {
    this.#now = entry.at;
    switch (entry.kind) {
      case 'command':
        this.#showCommand(entry.type, entry.body);
        break;
      case 'event':
        if (entry.destination === loadDestination) {
          this.#loadEvents.count(entry.event?.type ?? 'rubbish');
        } else {
          this.#showEvent(entry.destination, entry.event, entry.body);
        }
        break;
      case 'connected':
        this.#print(`connected to the broker ${entry.broker}`);
        break;
      case 'replay':
        this.#print(`= ${entry.text}`);
        break;
      case 'problem':
        if (this.#problems.count(entry.text) === 1) {
          this.#print(`! ${entry.text}`);
        }
    }
  };

  #showCommand(type: string, body: string): void {
    const [, command = type, subject = ''] = /^([^#]*)#(.*)$/.exec(type) ?? [];
    this.#showRow('>', command, subject, body);
  }

  #showEvent(destination: string, event: GcEvent | undefined, body: string): void {
    if (event === undefined) {
      this.#showRow('<', 'rubbish', destination, printable(body));
    } else {
      const agentId = 'agentId' in event ? event.agentId : undefined;
      this.#showRow('<', event.type, agentId ?? destination, describe(event));
    }
  }

  #showRow(mark: string, what: string, subject: string, details: string): void {
    const who = [subject, this.nameOf(subject)].filter((part) => part !== undefined).join(' ');
    this.#print(`${mark} ${fill(what, whatWidth)} ${fill(who, whoWidth)} ${details}`);
  }

  #print(text: string): void {
    const [, time = ''] = localTime(this.#now).split(' ');
    this.printLine(`${time} ${text}`.trimEnd());
  }
}

/** `NOT_READY reasonCode=3`; of lists, how long they are. */
function describe(event: GcEvent): string {
  const { state } = event as { state?: string };
  const others = Object.entries(event)
    .filter(([name, value]) => !leftOut.includes(name) && value !== undefined)
    .map(([name, value]) => `${name}=${show(value)}`);
  return [state, ...others].filter((part) => part !== undefined).join(' ');
}

function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return String(Object.keys(value).length);
  }
  return printable(String(value));
}
