import { encodeCommand, GcError, type CommandName, type CommandParameters } from '../lib/protocol';
import type { Simulator } from '../lib/simulator';
import type { Random } from '../lib/simulator/random';
import type { CallControlCount } from './call-control-count';
import type { Workplace } from './workplace';

/** Milliseconds from one happening to the next, on average. */
const meanPauseMs = 25;

/** Agents who work: a flow's commands for them, and customers who call and hang up. */
export class Traffic {
  #timer: NodeJS.Timeout | undefined;
  #lastNumber = 0;

  constructor(
    private readonly workplace: Workplace,
    private readonly gc: Simulator,
    private readonly count: CallControlCount,
    private readonly random: Random,
  ) {}

  start(): void {
    this.#timer = setTimeout(() => {
      this.start();
      this.#act(this.random.pick(this.gc.agents).agentId);
    }, this.random.exponential(meanPauseMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Customers hang up, and whoever still talks to a colleague lets go. */
  endCalls(): void {
    for (const { dialogId } of this.#calls()) {
      this.#hangUp(dialogId);
    }
    for (const call of this.#calls()) {
      this.#control('release', 'ReleaseCall', call);
    }
  }

  #calls(): { agentId: string; dialogId: string }[] {
    return this.gc.truth.flatMap(({ agentId, calls }) =>
      calls.map(({ dialogId }) => ({ agentId, dialogId })),
    );
  }

  #act(agentId: string): void {
    const [call] = this.workplace.client.callsOf(agentId);
    if (call === undefined) {
      this.#workWithoutCall(agentId);
    } else {
      this.#workOnCall(agentId, call.dialogId, call.state);
    }
  }

  #workWithoutCall(agentId: string): void {
    const what = this.random.next();
    if (what < 0.3) {
      tryTo(() => this.gc.incomingCall({ to: agentId, from: this.#newNumber() }));
    } else if (what < 0.5) {
      this.#dial(agentId, this.#newNumber());
    } else if (what < 0.6) {
      this.#dial(agentId, this.random.pick(this.gc.agents).extension);
    } else if (what < 0.8) {
      this.workplace.send('state', { agentId, payload: 'ready' });
    } else {
      const reasonCode = this.random.pick([undefined, '1', '2', '3']);
      this.workplace.send('state', { agentId, payload: 'not-ready', reasonCode });
    }
  }

  #workOnCall(agentId: string, dialogId: string, state: string): void {
    const call = { agentId, dialogId };
    const what = this.random.next();
    if (what < 0.05) {
      this.#hangUp(dialogId);
    } else if (state === 'ALERTING') {
      this.#control('answer', 'AnswerCall', call);
    } else if (what < 0.2) {
      const variable = { variableName: 'callVariable1', variableValue: this.#newNumber() };
      this.#control('set-variable', 'update_call_variable', { ...call, ...variable });
    } else if (what < 0.3) {
      this.#control('release', 'ReleaseCall', call);
    } else if (state === 'HELD') {
      this.#control('retrieve', 'RetrieveCall', call);
    } else {
      this.#control('hold', 'HoldCall', call);
    }
  }

  #dial(agentId: string, number: string): void {
    if (this.count.isNew(encodeCommand('MakeCall', { agentId, number }))) {
      this.workplace.send('dial', { agentId, payload: number });
    }
  }

  #control<N extends CommandName>(
    action: string,
    command: N,
    parameters: CommandParameters<N> & { agentId: string; dialogId: string },
  ): void {
    if (this.count.isNew(encodeCommand(command, parameters))) {
      this.workplace.send('call', { ...parameters, payload: action });
    }
  }

  #hangUp(dialogId: string): void {
    tryTo(() => this.gc.customerHangsUp({ to: dialogId }));
  }

  /** One that was not used before. */
  #newNumber(): string {
    this.#lastNumber += 1;
    return `0300${1_000_000 + this.#lastNumber}`;
  }
}

/** What cannot be done now is left out. */
function tryTo(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GcError)) {
      throw error;
    }
  }
}
