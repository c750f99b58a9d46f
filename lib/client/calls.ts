import type { GcEvent, Participant } from '../protocol';

/** A call as one agent has it, as far as events have told. */
export interface CallSnapshot {
  readonly dialogId: string;
  readonly agentId: string;
  readonly direction: 'incoming' | 'outgoing' | 'unknown';
  readonly state: string;
  readonly fromAddress?: string | undefined;
  readonly callVariables?: Readonly<Record<string, string>> | undefined;
  readonly participants?: readonly Participant[] | undefined;
  /** When the last event about the call came, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** More calls than this at once are not real; the oldest is forgotten then. */
const maxCalls = 50_000;

const dialling = ['INITIATING', 'INITIATED'];

/** The calls that agents have now. Ended calls leave. */
export class Calls {
  readonly #calls = new Map<string, CallSnapshot>();

  apply(event: GcEvent, now: number): void {
    switch (event.type) {
      case 'NewInboundCall':
      case 'NewOutboundCall':
        this.#update(
          event.agentId,
          event.dialogId,
          { ...event, direction: 'incoming', state: 'ALERTING' },
          now,
        );
        break;
      case 'InboundCall':
      case 'ConsultCall':
        this.#follow(event.agentId, event.dialogId, event, now);
        break;
      case 'State':
        if (event.state === 'LOGOUT') {
          this.#forgetAgent(event.agentId);
        }
        break;
      default:
    }
  }

  /** The calls of an agent. */
  of(agentId: string): CallSnapshot[] {
    return this.all().filter((call) => call.agentId === agentId);
  }

  all(): CallSnapshot[] {
    return [...this.#calls.values()];
  }

  isIncoming(agentId: string, dialogId: string): boolean {
    return this.#calls.get(keyOf(agentId, dialogId))?.direction === 'incoming';
  }

  #follow(agentId: string, dialogId: string | undefined, call: CallChange, now: number): void {
    if (call.state === 'DROP' || call.state === 'FAILED') {
      this.#forgetCall(agentId, dialogId);
    } else {
      const isDialling = call.state !== undefined && dialling.includes(call.state);
      this.#update(agentId, dialogId, isDialling ? { ...call, direction: 'outgoing' } : call, now);
    }
  }

  #update(agentId: string, dialogId: string | undefined, change: CallChange, now: number): void {
    if (dialogId === undefined) {
      return;
    }
    const key = keyOf(agentId, dialogId);
    const before = this.#calls.get(key);
    this.#calls.delete(key);
    this.#calls.set(key, {
      dialogId,
      agentId,
      direction: before?.direction ?? change.direction ?? 'unknown',
      state: change.state ?? before?.state ?? 'UNKNOWN',
      fromAddress: change.fromAddress ?? before?.fromAddress,
      callVariables: change.callVariables ?? before?.callVariables,
      participants: change.participants ?? before?.participants,
      changedAt: now,
    });
    forgetOldest(this.#calls, maxCalls);
  }

  /** The old text format leaves the dialog out where the agent has only one. */
  #forgetCall(agentId: string, dialogId: string | undefined): void {
    const [only, ...others] = this.of(agentId);
    const ended = dialogId ?? (others.length === 0 ? only?.dialogId : undefined);
    if (ended !== undefined) {
      this.#calls.delete(keyOf(agentId, ended));
    }
  }

  #forgetAgent(agentId: string): void {
    for (const call of this.of(agentId)) {
      this.#calls.delete(keyOf(agentId, call.dialogId));
    }
  }
}

type CallChange = Partial<
  Pick<CallSnapshot, 'direction' | 'state' | 'fromAddress' | 'callVariables' | 'participants'>
>;

/** Maps keep the order of insertion: the first entry is the oldest. */
export function forgetOldest(map: Map<string, unknown>, limit: number): void {
  const oldest = map.size > limit ? map.keys().next().value : undefined;
  if (oldest !== undefined) {
    map.delete(oldest);
  }
}

function keyOf(agentId: string, dialogId: string): string {
  return `${agentId}#${dialogId}`;
}
