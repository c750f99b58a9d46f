import {
  commandRow,
  decodeCommand,
  findProblem,
  formatEvent,
  parseEvent,
  printable,
  type DecodedCommand,
  type GcEvent,
} from '../../protocol';
import { forgetOldest } from '../../common/forget-oldest';
import type { Publication } from '../broker-link';
import type { Clock } from '../engine';
import { Routes } from '../engine/store/routes';
import type { ReplayEvent, ReplaySystem } from './items';
import type { OpenTrace } from './reading/open-trace';
import { Player } from './player';
import { ReadAhead } from './reading/read-ahead';
import { firstFormat, ReplayedService } from './service';

const mostAgents = 10_000;
/** Characters of a state that is kept. */
const longestState = 1000;

export interface ReplayedGcOptions {
  readonly trace: OpenTrace;
  readonly clock: Clock;
  readonly speed: number;
  publish(publication: Publication): void;
  /** Whether the broker is behind with what was published. */
  isBehind(): boolean;
  /** Returns whether clients really lose the broker. */
  setBroker(isThere: boolean): boolean;
  onProblem(text: string): void;
  /** How the replay goes on. */
  report(text: string): void;
}

/** GC as it was in a trace: says what it said then, to the clients that are there now. */
export class ReplayedGc {
  readonly #routes = new Routes();
  readonly #ahead: ReadAhead;
  readonly #player: Player;
  /** The last State event of each agent who is logged in, as GC wrote it. */
  readonly #states = new Map<string, Omit<Publication, 'destination'>>();
  #service = new ReplayedService([]);
  #format: 'json' | 'text' = 'text';

  constructor(private readonly options: ReplayedGcOptions) {
    const { trace, clock, speed } = options;
    this.#ahead = new ReadAhead(trace, {
      onProblem: (text) => {
        options.onProblem(text);
      },
      onMore: () => {
        this.#player.tick();
      },
      onLateAnswer: (command, event) => {
        this.#player.answerLate(command, event);
      },
    });
    this.#player = new Player({
      ahead: this.#ahead,
      clock,
      speed,
      recordedAt: Date.parse(trace.header.at),
      stage: {
        publish: this.#publish,
        isBehind: () => options.isBehind(),
        followSystem: this.#followSystem,
        setSilent: (isSilent) => {
          this.#service.isSilent = isSilent;
        },
        setBroker: (isThere) => options.setBroker(isThere),
        report: (text) => {
          options.report(text);
        },
      },
    });
  }

  /** The time of the trace, in milliseconds since 1970; undefined until it has begun. */
  get now(): number | undefined {
    return this.#player.now;
  }

  /** Reads the beginning of the trace. It is played once a client says where it listens. */
  async prepare(): Promise<void> {
    await this.#ahead.fill();
    this.#service = new ReplayedService(this.#ahead.items);
    this.#format = firstFormat(this.#ahead.items);
  }

  receive(type: string, body: string): void {
    const command = decodeCommand(type, body);
    const problem = command === undefined ? 'this is no command of GC' : this.#carryOut(command, body);
    if (problem !== undefined) {
      this.options.onProblem(`Nothing came of ${printable(type)}: ${problem}.`);
    }
  }

  close(): void {
    this.#player.close();
    this.#ahead.close();
  }

  /** Returns why nothing came of it. */
  #carryOut(command: DecodedCommand, body: string): string | undefined {
    const { name, parameters } = command;
    const { agentId, destination } = parameters;
    if (destination !== undefined) {
      const problem = findProblem('destination', destination);
      if (problem !== undefined) {
        return `destination ${problem.text}`;
      }
      this.#welcome(destination, agentId);
    }
    if (agentId === undefined) {
      this.#answerHeartbeat(destination ?? '');
      return undefined;
    }
    if (this.#player.now === undefined) {
      return 'no client has said yet where it listens, with Hello or Connect';
    }
    if (this.#player.receive(command, body) || name === 'Connect') {
      return undefined;
    }
    if (commandRow(name).introducesAgent) {
      return this.#introduce(agentId);
    }
    return 'the trace has no such command of this agent from here on';
  }

  #welcome(destination: string, agentId: string | undefined): void {
    if (agentId === undefined) {
      this.#routes.note(destination);
    } else {
      this.#routes.claim(agentId, { destination, isAccepted: true });
    }
    this.#player.meetClient();
  }

  #answerHeartbeat(destination: string): void {
    const { answer } = this.#service;
    if (answer !== undefined) {
      this.options.publish({ destination, body: answer });
    }
  }

  /** A login that the trace does not have: the agent is taken to be logged in already. */
  #introduce(agentId: string): string | undefined {
    const problem = findProblem('agentId', agentId);
    if (problem !== undefined) {
      return `agentId ${problem.text}`;
    }
    const state = this.#states.get(agentId) ?? {
      body: formatEvent({ type: 'State', agentId, state: 'NOT_READY' }, this.#format),
    };
    for (const destination of this.#destinationsOf(agentId)) {
      this.options.publish({ ...state, destination });
    }
    return undefined;
  }

  readonly #followSystem = (system: ReplaySystem): void => {
    if (this.#service.follow(system)) {
      for (const destination of this.#routes.destinations) {
        this.options.publish({ destination, body: system.body });
      }
    }
  };

  readonly #publish = ({ body, jmsType: type, agentId }: ReplayEvent): void => {
    const event = parseEvent(body, { jmsType: type });
    this.#noteState(event, { body, type });
    for (const destination of this.#destinationsOf(agentId)) {
      this.options.publish({ destination, body: this.#withDestination(event, body, destination), type });
    }
  };

  /** That which has connected the agent; else all, for the trace may have begun after that. */
  #destinationsOf(agentId: string | undefined): readonly string[] {
    const claimed = agentId === undefined ? undefined : this.#routes.claimOf(agentId)?.destination;
    return claimed === undefined ? this.#routes.destinations : [claimed];
  }

  #noteState(event: GcEvent, publication: Omit<Publication, 'destination'>): void {
    if (event.type !== 'State' || event.state === 'RE_LOGIN') {
      return;
    }
    this.#states.delete(event.agentId);
    if (event.state !== 'LOGOUT' && publication.body.length <= longestState) {
      this.#states.set(event.agentId, publication);
      forgetOldest(this.#states, mostAgents);
    }
  }

  /** An event about the destination of the trace is about that of the client. */
  #withDestination(event: GcEvent, body: string, destination: string): string {
    const recorded = this.options.trace.header.destination;
    if (event.type !== 'Destination' || event.destination !== recorded) {
      return body;
    }
    return body
      .split(/([#"])/)
      .map((part) => (part.trim() === recorded ? destination : part))
      .join('');
  }
}
