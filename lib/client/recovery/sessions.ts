import { GcError, type CommandName, type ParameterName, type ParameterValue } from '../../protocol';
import { forgetOldest } from '../../common/forget-oldest';
import type { AgentLogin } from '../commands/login';
import type { Outcome } from '../commands/outcome';
import { wishIn, wishOf, type ToldState, type Wish } from './wish';

/** An agent whom this client has logged in. */
export class AgentSession {
  /** Really private, for its password: it must not show when somebody prints the session. */
  readonly #login: AgentLogin;
  /** What the agent wants to be; undefined until GC has told. */
  wish: Wish | undefined;
  /** A logout was asked for last, and was not refused: the agent is not logged in again. */
  isLeaving = false;
  /** GC has said that it does not know the agent. */
  isUnknown = false;

  constructor(login: AgentLogin) {
    this.#login = login;
  }

  get agentId(): string {
    return String(this.#login.agentId);
  }

  get login(): AgentLogin {
    return this.#login;
  }

  /** Takes over what a state says about the agent's wish. */
  follow(state: ToldState): void {
    this.wish = wishIn(state) ?? this.wish;
  }
}

type Parameters = Readonly<Partial<Record<ParameterName, ParameterValue | undefined>>>;

const maxAgents = 50_000;

const logouts: readonly CommandName[] = ['Logout', 'logoutwithreason', 'force_logout'];

/** With these nobody knows whether GC has carried a command out. */
const open: readonly string[] = ['GC_TIMEOUT', 'GC_CONNECTION_LOST'];

/** The agents whom this client has logged in, as the users' commands and their outcomes tell. */
export class Sessions {
  readonly #sessions = new Map<string, AgentSession>();
  /** By agent, what Connect said; Login does not repeat it. */
  readonly #sso = new Map<string, ParameterValue>();

  /** `onLogin` is told of everybody who has just been logged in. */
  constructor(private readonly onLogin: (agentId: string) => void) {}

  get(agentId: string): AgentSession | undefined {
    return this.#sessions.get(agentId);
  }

  /** Login ids of those who are there, as far as is known. */
  get loggedIn(): string[] {
    const here = this.all().filter(({ isLeaving, isUnknown }) => !isLeaving && !isUnknown);
    return here.map(({ agentId }) => agentId);
  }

  all(): AgentSession[] {
    return [...this.#sessions.values()];
  }

  forget(agentId: string): void {
    this.#sessions.delete(agentId);
  }

  /** A user has asked for a command. */
  asked(name: CommandName, { agentId, sso }: Parameters): void {
    if (name === 'Connect') {
      this.#learnSso(String(agentId), sso);
    }
    const session = this.get(String(agentId));
    if (session !== undefined && (logouts.includes(name) || wishOf(name, {}) !== undefined)) {
      session.isLeaving = logouts.includes(name);
    }
  }

  /** A user's command has ended. */
  ended(name: CommandName, parameters: Parameters, result: Outcome | GcError): void {
    if (name === 'Login' || name === 'MobileAgentLogin') {
      if (!(result instanceof GcError)) {
        this.#remember(parameters, result);
      }
      return;
    }
    const session = this.get(String(parameters.agentId));
    if (session === undefined) {
      return;
    }
    const failure = result instanceof GcError ? result : undefined;
    if (logouts.includes(name) && failure?.retryable === false) {
      session.isLeaving = false;
    }
    const wish = wishOf(name, parameters);
    if (wish !== undefined && mayCount(wish, failure)) {
      session.wish = wish;
    }
  }

  #learnSso(agentId: string, sso: ParameterValue | undefined): void {
    this.#sso.delete(agentId);
    if (sso !== undefined && sso !== '') {
      this.#sso.set(agentId, sso);
      forgetOldest(this.#sso, maxAgents);
    }
  }

  #remember({ agentId, password, extension, phone, connectionMode }: Parameters, { event }: Outcome): void {
    if (agentId === undefined || password === undefined || extension === undefined) {
      return;
    }
    const sso = this.#sso.get(String(agentId));
    const session = new AgentSession({ agentId, password, extension, phone, connectionMode, sso });
    session.wish = this.get(session.agentId)?.wish;
    if (event?.type === 'State') {
      session.follow(event);
    }
    this.#sessions.set(session.agentId, session);
    this.onLogin(session.agentId);
  }
}

/** In doubt an agent is not ready: nobody is made ready who has asked for the opposite. */
function mayCount(wish: Wish, failure: GcError | undefined): boolean {
  return failure === undefined || (wish.state === 'NOT_READY' && open.includes(failure.code));
}
