import type { EventEmitter } from 'node:events';
import type { Privacy } from '../../privacy';
import type { CommandEnded, DerivedEvent, GcError, GcEvent } from '../../protocol';
import { runSafely } from '../../stomp';
import type { Health } from '../connection/health';
import { inTurn, type HandOver, type ListenerOf } from './hand-over';
import { concealed, type Receipt } from './receipt';
import { Work, type AnyEvent, type Job } from './work';

export interface GcClientEvents {
  event: [event: GcEvent, receipt: Receipt];
  /** What the client concludes from events: about calls and agents' states, and events that were put aside. */
  derived: [event: DerivedEvent, receipt: Receipt];
  /**
   * A command has ended, whoever asked for it: told to these listeners alone, as a listener that sends a command for
   * each event would have no end. Heartbeats of the client itself are left out.
   */
  command: [event: CommandEnded, receipt: Receipt];
  /** Each of both, once the snapshot has it, however listeners of these get their events. Nobody waits for this one. */
  live: [event: GcEvent | DerivedEvent];
  health: [health: Health];
  /** Something a person should know of, and that no command reports. */
  warning: [warning: GcError];
}

/** The listeners of a client. One that throws or rejects becomes a process warning, and the others are told. */
export class Listeners {
  #takeWork: ((job: Job, receipt: Receipt) => void) | undefined;

  /** `privacy` conceals what listeners are told, and with `concealEvents` the events as well. */
  constructor(
    private readonly client: EventEmitter<GcClientEvents>,
    private readonly privacy: Privacy | undefined,
    private readonly concealEvents = false,
  ) {}

  /** Sets who takes the work that listeners have to do on events they are told; undefined: nobody does. */
  passWorkTo(takeWork: (job: Job, receipt: Receipt) => void): void {
    this.#takeWork = takeWork;
  }

  /** Tells an event and what is derived from it, in this order. */
  tell(event: GcEvent, derived: readonly DerivedEvent[], receipt: Receipt): void {
    for (const listener of this.#listenersOf<GcEvent>('event')) {
      this.#run('event', () => this.#tellOne(listener, event, receipt));
    }
    this.tellDerived(derived, receipt);
  }

  tellDerived(events: readonly DerivedEvent[], receipt: Receipt): void {
    for (const event of events) {
      for (const listener of this.#listenersOf<DerivedEvent>('derived')) {
        this.#run('derived', () => this.#tellOne(listener, event, receipt));
      }
    }
  }

  get wantCommands(): boolean {
    return this.client.listenerCount('command') > 0;
  }

  /** An error as listeners may hear of it: also where events stay as they are. */
  toldError<E extends Error>(error: E): E {
    return this.privacy?.error(error) ?? error;
  }

  tellCommand(ended: CommandEnded): void {
    const event = (this.concealEvents ? this.privacy?.data(ended) : undefined) ?? ended;
    const receipt: Receipt = { format: 'json', receivedAt: event.at, raw: '' };
    for (const listener of this.client.rawListeners('command')) {
      this.#run('command', () => this.#tellOne(listener, event, receipt));
    }
  }

  /** Tells what the snapshot has now. */
  tellLive(live: GcEvent | DerivedEvent): void {
    const event = this.#told(live);
    for (const listener of this.client.rawListeners('live')) {
      this.#run('live', () => listener.call(this.client, event));
    }
  }

  tellHealth(told: Health): void {
    const health = this.privacy?.details(told) ?? told;
    for (const listener of this.client.rawListeners('health')) {
      this.#run('health', () => listener.call(this.client, health));
    }
  }

  warn(told: GcError): void {
    const warning = this.toldError(told);
    for (const listener of this.client.rawListeners('warning')) {
      this.#run('warning', () => listener.call(this.client, warning));
    }
  }

  /** What a listener throws becomes a process warning, in which nothing is personal either. */
  #run(name: string, listener: () => unknown): void {
    const { privacy } = this;
    runSafely(
      `A listener of "${name}"`,
      privacy === undefined ? listener : () => concealing(listener, privacy),
    );
  }

  #tellOne<E extends AnyEvent>(listener: ListenerOf<E>, event: E, receipt: Receipt): unknown {
    const answer = listener(event, receipt);
    const takeWork = this.#takeWork;
    if (takeWork === undefined || answer === undefined) {
      return answer;
    }
    return Promise.resolve(answer).then((work) => {
      if (work instanceof Work) {
        takeWork({ event, work }, receipt);
      }
    });
  }

  /** What each listener is to be given of an event that a queue keeps until all have taken it. */
  handOversOf(event: GcEvent, derived: readonly DerivedEvent[]): HandOver[] {
    return [
      ...this.#listenersOf<GcEvent>('event').map((listener) => inTurn(listener, [event])),
      ...this.#listenersOf<DerivedEvent>('derived').map((listener) => inTurn(listener, derived)),
    ];
  }

  #told<E extends GcEvent | DerivedEvent>(event: E): E {
    const { privacy, concealEvents } = this;
    return (concealEvents ? privacy?.data(event) : privacy?.withoutRaw(event)) ?? event;
  }

  #listenersOf<E extends GcEvent | DerivedEvent>(name: 'event' | 'derived'): ListenerOf<E>[] {
    const { privacy } = this;
    const listeners = this.client.rawListeners(name) as ListenerOf<E>[];
    return privacy === undefined
      ? listeners
      : listeners.map(
          (listener) => (event, receipt) => listener(this.#told(event), concealed(receipt, privacy)),
        );
  }
}

/** Rejects without what is personal. */
async function concealing(listener: () => unknown, privacy: Privacy): Promise<void> {
  try {
    await listener();
  } catch (error) {
    throw privacy.error(error);
  }
}
