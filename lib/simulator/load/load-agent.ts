import type { EventOf } from '../../protocol';
import type { Clock } from '../engine';
import type { Random } from '../random';
import type { SiteAgent } from '../site';
import { Intention } from './intention';

/** What an agent of the load works with. */
export interface Workplace {
  readonly clock: Clock;
  readonly random: Random;
  /** Where the agent's events go. */
  readonly destination: string;
  /** Reasons for a break. */
  readonly reasonCodes: readonly string[];
  readonly customers: Customers;
  send(type: string, body?: string): void;
}

/** Those who call. */
export interface Customers {
  /** In milliseconds. */
  talkTime(): number;
  /** Whether the customer waits for the answer. */
  isPatient(dialogId: string): boolean;
  hangUp(dialogId: string): void;
}

const breakShare = 0.05;
const holdShare = 0.3;

/** Works without a client: answers, talks, holds, hangs up, wraps up, and has a break now and then. */
export class LoadAgent {
  readonly #state: Intention;
  readonly #call: Intention;
  /** The call that was answered last, and how long there is still to talk. */
  #answered: string | undefined;
  #stillToTalk = 0;

  constructor(
    private readonly profile: SiteAgent,
    private readonly workplace: Workplace,
  ) {
    this.#state = new Intention(workplace.clock);
    this.#call = new Intention(workplace.clock);
  }

  /** Comes to work. */
  begin(): void {
    this.#state.in(this.#seconds(0, 5), this.#logIn);
  }

  hear(event: EventOf<'State'> | EventOf<'InboundCall'>): void {
    if (event.type === 'State') {
      this.#hearState(event);
    } else {
      this.#hearCall(event);
    }
  }

  #hearState({ state, reasonCode }: EventOf<'State'>): void {
    switch (state) {
      case 'WORK':
      case 'WORK_READY':
        this.#state.in(this.#seconds(5, 25), this.#finishWrapUp);
        break;
      case 'NOT_READY':
        this.#state.in(this.#pause(reasonCode), this.#makeReady);
        break;
      case 'RE_LOGIN':
      case 'LOGOUT':
        this.#state.in(this.#seconds(1, 30), this.#logIn);
        break;
      default:
        this.#state.cancel();
    }
  }

  #hearCall({ state, dialogId = '' }: EventOf<'InboundCall'>): void {
    if (state === 'ALERTING') {
      this.#call.in(this.#seconds(1, 5), () => {
        this.#answer(dialogId);
      });
    } else if (state === 'ACTIVE') {
      this.#hearTalking(dialogId);
    } else if (state === 'HELD') {
      this.#call.in(this.#seconds(5, 20), () => {
        this.#send('RetrieveCall', dialogId);
      });
    } else {
      this.#call.cancel();
    }
  }

  #answer(dialogId: string): void {
    if (this.workplace.customers.isPatient(dialogId)) {
      this.#send('AnswerCall', dialogId);
    }
  }

  #hearTalking(dialogId: string): void {
    const { random, customers } = this.workplace;
    const isNew = dialogId !== this.#answered;
    if (isNew) {
      this.#answered = dialogId;
      this.#stillToTalk = customers.talkTime();
    }
    const holds = isNew && random.chance(holdShare);
    if (holds) {
      this.#stillToTalk /= 2;
    }
    this.#call.in(this.#stillToTalk, () => {
      if (holds) {
        this.#send('HoldCall', dialogId);
      } else {
        this.#end(dialogId);
      }
    });
  }

  #end(dialogId: string): void {
    const { random, customers } = this.workplace;
    if (random.chance(0.5)) {
      this.#send('ReleaseCall', dialogId);
    } else {
      customers.hangUp(dialogId);
    }
  }

  readonly #logIn = (): void => {
    const { password, extension } = this.profile;
    this.#send('Connect', `${this.workplace.destination},${password}`);
    this.#send('Login', `${password},${extension}`);
  };

  readonly #makeReady = (): void => {
    this.#send('MakeReady');
  };

  readonly #finishWrapUp = (): void => {
    const { random, reasonCodes } = this.workplace;
    if (reasonCodes.length > 0 && random.chance(breakShare)) {
      this.#send('MakeNotReadyWithReason', random.pick(reasonCodes));
    } else {
      this.#send('MakeReady');
    }
  };

  #pause(reasonCode = ''): number {
    const isBreak = this.workplace.reasonCodes.includes(reasonCode);
    return isBreak ? this.#seconds(60, 300) : this.#seconds(1, 5);
  }

  #send(command: string, body?: string): void {
    this.workplace.send(`${command}#${this.profile.agentId}`, body);
  }

  #seconds(least: number, most: number): number {
    return this.workplace.random.between(least * 1000, most * 1000);
  }
}
