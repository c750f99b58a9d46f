import { GcError } from '../../../lib/protocol';
import type { Clock, Engine, PublishedEvent } from '../../../lib/simulator/engine';
import type { Random } from '../../../lib/simulator/random';
import type { SiteAgent } from '../../../lib/simulator';

interface Place {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly random: Random;
  readonly destination: string;
  readonly consults: boolean;
  send(type: string, body?: string): void;
}

/** What an agent knows of the own work. */
interface Desk {
  readonly profile: SiteAgent;
  state: string;
  /** The states of the agent's calls, by id. */
  readonly calls: Map<string, string>;
  /** The calls that the agent has dealt with. */
  readonly done: Set<string>;
}

const outside = '0221998877';
const reasons = ['1', '2', '3'];

/** Agents who do by chance what agents can do with calls. */
export class VersatileAgents {
  readonly #desks = new Map<string, Desk>();

  constructor(private readonly place: Place) {
    for (const { profile } of place.engine.centre.agents.values()) {
      this.#desks.set(profile.agentId, { profile, state: '', calls: new Map(), done: new Set() });
    }
  }

  begin(): void {
    for (const desk of this.#desks.values()) {
      this.#later(0, 600, () => {
        this.#logIn(desk);
      });
      this.#checkOften(desk);
    }
  }

  hear(event: PublishedEvent): void {
    const desk = 'agentId' in event ? this.#desks.get(event.agentId ?? '') : undefined;
    if (desk === undefined) {
      return;
    }
    if (event.type === 'State') {
      desk.state = event.state;
      this.#followState(desk, event.state);
    } else if (event.type === 'InboundCall' || event.type === 'ConsultCall') {
      this.#followCall(desk, event.dialogId ?? '', event.state ?? '', event.type === 'ConsultCall');
    }
  }

  #logIn({ profile: { agentId, password, extension } }: Desk): void {
    this.place.send(`Connect#${agentId}`, `${this.place.destination},${password}`);
    this.place.send(`Login#${agentId}`, `${password},${extension}`);
  }

  #followState(desk: Desk, state: string): void {
    const { random } = this.place;
    if (state === 'NOT_READY' || state === 'WORK' || state === 'WORK_READY') {
      this.#later(3, 60, () => {
        if (desk.calls.size > 0 || desk.state !== state) {
          return;
        }
        if (random.chance(0.2)) {
          this.#send(desk, 'MakeNotReadyWithReason', random.pick(reasons));
        } else if (state === 'NOT_READY' && random.chance(0.4)) {
          this.#send(desk, 'MakeCall', outside);
        } else {
          this.#send(desk, 'MakeReady');
        }
      });
    } else if (state === 'LOGOUT') {
      this.#later(60, 900, () => {
        this.#logIn(desk);
      });
    }
  }

  #followCall(desk: Desk, dialogId: string, state: string, isConsult: boolean): void {
    const { random, engine } = this.place;
    const before = desk.calls.get(dialogId);
    if (state === 'DROPPED' || state === 'DROP') {
      desk.calls.delete(dialogId);
      return;
    }
    desk.calls.set(dialogId, state);
    if (state === 'ALERTING' && before === undefined && random.chance(0.85)) {
      this.#later(1, 12, () => {
        this.#send(desk, 'AnswerCall', dialogId);
      });
    } else if (state === 'INITIATED' && !isConsult) {
      this.#later(2, 10, () => {
        attempt(() =>
          random.chance(0.7)
            ? engine.customerAnswers({ to: dialogId })
            : engine.customerHangsUp({ to: dialogId }),
        );
      });
    } else if (state === 'ACTIVE' && !isConsult && !desk.done.has(dialogId)) {
      desk.done.add(dialogId);
      this.#later(10, 200, () => {
        this.#deal(desk, dialogId);
      });
    } else if (state === 'ACTIVE' && isConsult) {
      this.#later(5, 40, () => {
        this.#complete(desk);
      });
    }
  }

  /** Does something with a conversation. */
  #deal(desk: Desk, dialogId: string): void {
    const { random } = this.place;
    const choice = random.between(0, 1);
    if (choice < 0.35) {
      this.#send(desk, 'HoldCall', dialogId);
      this.#later(5, 90, () => {
        this.#send(desk, 'RetrieveCall', dialogId);
        this.#later(5, 90, () => {
          this.#send(desk, 'ReleaseCall', dialogId);
        });
      });
    } else if (choice < 0.5) {
      this.#send(desk, 'Transfer_sst', `${outside},${dialogId}`);
    } else if (choice < 0.6) {
      this.#send(desk, 'Transfer_sst', `${this.#colleague(desk)},${dialogId}`);
    } else if (choice < 0.85 && this.place.consults) {
      this.#send(desk, 'ConsultCall', `${this.#colleague(desk)},${dialogId}`);
      this.#later(30, 60, () => {
        this.#giveUpConsult(desk, dialogId);
      });
    } else {
      this.#send(desk, 'ReleaseCall', dialogId);
    }
  }

  /** Completes a consultation, as a transfer or as a conference. */
  #complete(desk: Desk): void {
    const { random, engine } = this.place;
    const agent = engine.centre.agents.get(desk.profile.agentId);
    const legs = agent === undefined ? [] : engine.centre.legsOf(agent);
    const consult = legs.find((leg) => leg.main !== undefined);
    const number = consult?.call.toAddress;
    if (consult?.main !== undefined && number !== undefined) {
      const command = random.chance(0.5) ? 'TransferCall' : 'Conferencecall';
      this.#send(desk, command, `${number},${consult.main.dialogId}`);
    }
  }

  /** Ends a consultation that nobody has answered. */
  #giveUpConsult(desk: Desk, mainId: string): void {
    for (const [dialogId, state] of desk.calls) {
      if (dialogId !== mainId && state !== 'ACTIVE') {
        this.#send(desk, 'ReleaseCall', dialogId);
        this.#later(1, 5, () => {
          this.#send(desk, 'RetrieveCall', mainId);
        });
      }
    }
  }

  /** Gets out of whatever an agent is stuck in, and goes home now and then. */
  #checkOften(desk: Desk): void {
    this.#later(300, 600, () => {
      for (const dialogId of desk.calls.keys()) {
        this.#send(desk, 'ReleaseCall', dialogId);
      }
      if (desk.calls.size === 0) {
        const goesHome = desk.state === 'NOT_READY' && this.place.random.chance(0.3);
        this.#send(desk, goesHome ? 'LogoutWithReason' : 'MakeReady', goesHome ? '1' : undefined);
      }
      this.#checkOften(desk);
    });
  }

  #colleague(desk: Desk): string {
    const others = [...this.#desks.values()].filter((other) => other !== desk);
    return this.place.random.pick(others).profile.extension;
  }

  #send({ profile }: Desk, command: string, body?: string): void {
    this.place.send(`${command}#${profile.agentId}`, body);
  }

  #later(least: number, most: number, act: () => void): void {
    this.place.clock.schedule(Math.round(this.place.random.between(least * 1000, most * 1000)), act);
  }
}

/** A call may be over by then. */
function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GcError)) {
      throw error;
    }
  }
}
