import { GcError } from '../../../lib/protocol';
import type { Clock, Engine, PublishedEvent } from '../../../lib/simulator/engine';
import type { Random } from '../../../lib/simulator/random';
import type { SiteAgent } from '../../../lib/simulator';
import type { Shift } from './shifts';

interface Place {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly random: Random;
  readonly destination: string;
  send(type: string, body?: string): void;
}

/** What an agent knows of the own work. */
interface Desk {
  readonly profile: SiteAgent;
  readonly shift: Shift;
  state: string;
  /** The states of the agent's calls, by id. */
  readonly calls: Map<string, string>;
  /** The calls that the agent has dealt with. */
  readonly done: Set<string>;
  /** The calls that the agent had at the last look. */
  seen: readonly string[];
}

const outside = '0221998877';

/** Reasons for a break, and how long it takes, in seconds. */
const breaks = [
  ['1', 60, 300],
  ['2', 300, 900],
  ['3', 1200, 2400],
] as const;

/** Agents who do by chance what agents can do with calls, as long as their shifts last. */
export class VersatileAgents {
  readonly #desks = new Map<string, Desk>();

  constructor(
    private readonly place: Place,
    shifts: readonly Shift[],
  ) {
    [...place.engine.centre.agents.values()].forEach(({ profile }, index) => {
      const shift = shifts[index] ?? { from: 0, to: 0 };
      const desk = { profile, shift, state: '', calls: new Map(), done: new Set<string>(), seen: [] };
      this.#desks.set(profile.agentId, desk);
    });
  }

  /** Those whose shift has begun log in within ten minutes. */
  begin(): void {
    const { clock, random } = this.place;
    for (const desk of this.#desks.values()) {
      clock.schedule(Math.max(desk.shift.from - clock.now(), random.between(0, 600_000)), () => {
        this.#logIn(desk);
        this.#checkOften(desk);
      });
    }
  }

  hear(event: PublishedEvent): void {
    const desk = 'agentId' in event ? this.#desks.get(event.agentId ?? '') : undefined;
    if (desk === undefined) {
      return;
    }
    if (event.type === 'State') {
      desk.state = event.state;
      this.#followState(desk, event.state, event.reasonCode);
    } else if (event.type === 'InboundCall' || event.type === 'ConsultCall') {
      this.#followCall(desk, event.dialogId ?? '', event.state ?? '', event.type === 'ConsultCall');
    }
  }

  #logIn({ profile: { agentId, password, extension } }: Desk): void {
    this.place.send(`Connect#${agentId}`, `${this.place.destination},${password}`);
    this.place.send(`Login#${agentId}`, `${password},${extension}`);
  }

  #followState(desk: Desk, state: string, reason = ''): void {
    if (state === 'NOT_READY' || state === 'WORK' || state === 'WORK_READY') {
      this.#later(...pauseAfter(state, reason), () => {
        if (desk.calls.size === 0 && desk.state === state) {
          this.#goOn(desk);
        }
      });
    } else if (state === 'LOGOUT') {
      this.#later(60, 900, () => {
        if (!this.#isOver(desk)) {
          this.#logIn(desk);
        }
      });
    }
  }

  /** What comes after a break or the work after a call. */
  #goOn(desk: Desk): void {
    const { random } = this.place;
    if (this.#isOver(desk)) {
      this.#goHome(desk);
    } else if (random.chance(0.12)) {
      this.#send(desk, 'MakeNotReadyWithReason', random.pick(breaks)[0]);
    } else if (desk.state === 'NOT_READY' && random.chance(0.2)) {
      this.#send(desk, 'MakeCall', outside);
    } else {
      this.#send(desk, 'MakeReady');
    }
  }

  #isOver({ shift }: Desk): boolean {
    return this.place.clock.now() >= shift.to;
  }

  #goHome(desk: Desk): void {
    if (desk.state === 'NOT_READY') {
      this.#send(desk, 'LogoutWithReason', '1');
    } else {
      this.#send(desk, 'MakeNotReady');
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
    if (state === 'ALERTING' && before === undefined && random.chance(0.93)) {
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
      this.#later(20, 500, () => {
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
    } else if (choice < 0.8) {
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

  /** Ends calls that an agent is stuck in, and goes home after the shift, and sometimes before. */
  #checkOften(desk: Desk): void {
    this.#later(300, 600, () => {
      for (const dialogId of desk.seen.filter((id) => desk.calls.has(id))) {
        this.#send(desk, 'ReleaseCall', dialogId);
      }
      desk.seen = [...desk.calls.keys()];
      if (desk.calls.size === 0) {
        this.#goOnIdle(desk);
      }
      if (!this.#isOver(desk) || desk.state !== 'LOGOUT') {
        this.#checkOften(desk);
      }
    });
  }

  #goOnIdle(desk: Desk): void {
    const { random } = this.place;
    const isResting = desk.state === 'NOT_READY';
    if (this.#isOver(desk) ? isResting || desk.state === 'READY' : isResting && random.chance(0.05)) {
      this.#goHome(desk);
    } else if (isResting && random.chance(0.3)) {
      this.#send(desk, 'MakeReady');
    }
  }

  /** Somebody else, who is mostly there. */
  #colleague(desk: Desk): string {
    const { random } = this.place;
    const others = [...this.#desks.values()].filter((other) => other !== desk);
    const present = others.filter(({ state }) => state === 'READY');
    return random.pick(present.length > 0 && random.chance(0.9) ? present : others).profile.extension;
  }

  #send({ profile }: Desk, command: string, body?: string): void {
    this.place.send(`${command}#${profile.agentId}`, body);
  }

  #later(least: number, most: number, act: () => void): void {
    this.place.clock.schedule(Math.round(this.place.random.between(least * 1000, most * 1000)), act);
  }
}

/** How long an agent rests, in seconds. */
function pauseAfter(state: string, reason: string): readonly [number, number] {
  const [, ...length] = breaks.find(([code]) => code === reason) ?? ['', 3, state === 'NOT_READY' ? 60 : 35];
  return length;
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
