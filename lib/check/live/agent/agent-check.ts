import type {
  AgentLogin,
  CommandOptions,
  GcClient,
  LegSnapshot,
  NamedLegSnapshot,
  Outcome,
} from '../../../client';
import type { CommandName, CommandParameters, DerivedEvent, EventOf, GcEvent } from '../../../protocol';
import { isAnswer } from '../try-login';

/** How long GC may take for a command, in milliseconds; Finesse is behind it. */
export const commandMs = 10_000;

/** What the steps about the test agent know. */
export class AgentCheck {
  readonly agentId: string;
  #teams: readonly string[] = [];
  /** The calls before one that GC was asked for, as long as nobody knows what becomes of that one. */
  #before: readonly string[] | undefined;
  /**
   * What became of the login that this check has sent: `none` was sent, or it was refused; `open`: nobody knows whether
   * the agent is logged in.
   */
  loggedIn: 'none' | 'open' | 'yes' = 'none';
  /** Whether GC has reported an error of the agent since the login was sent, or since the last call was asked for. */
  hasError = false;
  /** A phonebook that GC lists. */
  phonebookId: string | undefined;
  /** A reason with which the agent can log out, where GC lists one. */
  logoutReason: string | undefined;

  constructor(
    readonly client: GcClient,
    readonly login: AgentLogin,
  ) {
    this.agentId = String(login.agentId);
    client.on('live', (event) => {
      this.#follow(event);
    });
  }

  /** Ids of the teams that the agent leads, as far as GC has told. */
  get teams(): readonly string[] {
    return this.#teams;
  }

  /** Sends a command about the agent, and waits for what becomes of it; `parameters`: the others that it has. */
  command<N extends CommandName>(
    name: N,
    parameters: Omit<CommandParameters<N>, 'agentId'>,
    options: CommandOptions,
  ): Promise<Outcome> {
    const all = { ...parameters, agentId: this.agentId } as unknown as CommandParameters<N>;
    return this.client.command(name, all, { timeoutMs: commandMs, ...options });
  }

  /**
   * Asks GC for a call; until its outcome is known, one may still come.
   *
   * @throws {GcError}
   */
  async dial<N extends 'MakeCall' | 'ConsultCall'>(
    name: N,
    parameters: Omit<CommandParameters<N>, 'agentId'>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    signal.throwIfAborted();
    this.#before = this.calls.map(({ dialogId }) => dialogId);
    this.hasError = false;
    try {
      const outcome = await this.command(name, parameters, { signal });
      this.#before = undefined;
      return outcome;
    } catch (error) {
      if (isAnswer(error)) {
        this.#before = undefined;
      }
      throw error;
    }
  }

  /** Whether a call may still come that GC was asked for. */
  get awaitsCall(): boolean {
    return this.#before !== undefined && !this.hasError;
  }

  /** Whether any call goes on, also one of which GC has not told the id. */
  get hasCalls(): boolean {
    return this.calls.length > 0 || this.#hasUnnamed();
  }

  /** The calls that go on. */
  get calls(): readonly NamedLegSnapshot[] {
    return this.client.callsOf(this.agentId).filter(({ state }) => state !== 'WRAP_UP');
  }

  /**
   * Asks GC for the calls that go on, where it has not told all: the old text format leaves their ids out, and one that
   * GC was asked for may still come.
   */
  async nameCalls(signal: AbortSignal): Promise<void> {
    if (this.awaitsCall || this.#hasUnnamed()) {
      await this.command('refresh', {}, { signal });
    }
  }

  #hasUnnamed(): boolean {
    const legs = this.client.snapshot().calls.flatMap((call) => call.legs);
    const isUnnamed = ({ agentId, dialogId, endedAt }: LegSnapshot) =>
      agentId === this.agentId && dialogId === undefined && endedAt === undefined;
    return legs.some(isUnnamed);
  }

  /** Resolves once this is true of what the client knows, and whenever the signal aborts. */
  async until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    const { client } = this;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (isSo() || signal.aborted) {
          client.off('live', look);
          client.off('health', look);
          signal.removeEventListener('abort', look);
          resolve();
        }
      };
      client.on('live', look);
      client.on('health', look);
      signal.addEventListener('abort', look);
      look();
    });
  }

  #follow(event: GcEvent | DerivedEvent): void {
    if (!('agentId' in event) || event.agentId !== this.agentId) {
      return;
    }
    if (event.type === 'AgentInfo') {
      this.#teams = (event.teams ?? []).flatMap(({ id }) => id ?? []);
    } else if (event.type === 'TeamInfoIDs') {
      this.#teams = event.teamIds ?? [];
    } else if (event.type === 'Error') {
      this.hasError = true;
    } else if (event.type === 'InboundCall' || event.type === 'ConsultCall') {
      this.#followCall(event);
    }
  }

  #followCall({ dialogId = '' }: EventOf<'InboundCall' | 'ConsultCall'>): void {
    if (this.#before?.includes(dialogId) === false) {
      this.#before = undefined;
    }
  }
}
