import { forgetOldest } from '../../common/forget-oldest';

/** What a command of this client does to the call that it names. */
export type OwnAction = 'released' | 'retrieved' | 'transferred' | 'conferenced' | 'accepted' | 'rejected';

const actions: ReadonlyMap<string, OwnAction> = new Map([
  ['ReleaseCall', 'released'],
  ['endsilentmonitor', 'released'],
  ['RetrieveCall', 'retrieved'],
  ['TransferCall', 'transferred'],
  ['Transfer_sst', 'transferred'],
  ['Conferencecall', 'conferenced'],
  ['AcceptOutboundPreview', 'accepted'],
  ['RejectOutboundPreview', 'rejected'],
  ['CloseOutboundPreview', 'rejected'],
]);

/** GC has carried a command out by then, or will not. */
const effectMs = 30_000;

/** More than this is not remembered. */
const mostRemembered = 10_000;

/** With these ends a command that GC may still carry out. */
const mayHaveWorked: readonly string[] = ['GC_TIMEOUT', 'GC_CONNECTION_LOST', 'GC_CLOSED'];

interface SentCommand {
  readonly name: string;
  readonly action: OwnAction;
  readonly at: number;
}

type Parameters = Readonly<Record<string, unknown>>;

/** What the client itself has lately done to calls, so that it need not be guessed from the events that follow. */
export class CallCommands {
  readonly #sent = new Map<string, SentCommand>();
  /** When supervisors have asked to listen to somebody, by agent id. */
  readonly #listeners = new Map<string, number>();
  /** Whom agents have last consulted, by agent and call. */
  readonly #consulted = new Map<string, string>();

  /** A command goes out; of several about one call, the last one counts. */
  sent(name: string, { agentId, dialogId, number }: Parameters, at: number): void {
    if (name === 'ConsultCall') {
      this.#consulted.delete(keyOf(agentId, dialogId));
      this.#consulted.set(keyOf(agentId, dialogId), String(number));
      forgetOldest(this.#consulted, mostRemembered);
    }
    if (name === 'silentmonitor') {
      this.#listeners.set(String(agentId), at);
      forgetOldest(this.#listeners, mostRemembered);
    }
    const action = actions.get(name);
    if (action !== undefined || name === 'MakeCall') {
      this.#listeners.delete(String(agentId)); // what begins now is another call
    }
    if (action !== undefined && dialogId !== undefined) {
      const key = keyOf(agentId, dialogId);
      this.#sent.delete(key);
      this.#sent.set(key, { name, action, at });
      forgetOldest(this.#sent, mostRemembered);
    }
  }

  /** A command has failed, with this code. */
  failed(name: string, { agentId, dialogId }: Parameters, code: string): void {
    if (name === 'silentmonitor' && !mayHaveWorked.includes(code)) {
      this.#listeners.delete(String(agentId));
    }
    const key = keyOf(agentId, dialogId);
    if (this.#sent.get(key)?.name === name && !mayHaveWorked.includes(code)) {
      this.#sent.delete(key);
    }
  }

  /** Whether an agent has asked to listen to somebody shortly before this time: the next call that begins is that one. */
  isToListen(at: number, agentId: string): boolean {
    const askedAt = this.#listeners.size === 0 ? undefined : this.#listeners.get(agentId);
    return askedAt !== undefined && at - askedAt <= effectMs;
  }

  /** The number that was last called to consult somebody about a call. */
  consultedAbout(agentId: string, dialogId: string | undefined): string | undefined {
    return this.#consulted.get(keyOf(agentId, dialogId));
  }

  /** What was done to a call of an agent shortly before this time. */
  actionAt(at: number, agentId: string, dialogId: string | undefined): OwnAction | undefined {
    const sent = this.#sent.size === 0 ? undefined : this.#sent.get(keyOf(agentId, dialogId));
    return sent !== undefined && at - sent.at <= effectMs ? sent.action : undefined;
  }
}

function keyOf(agentId: unknown, dialogId: unknown): string {
  return `${String(agentId)}#${String(dialogId)}`;
}
