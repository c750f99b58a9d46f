import assert from 'node:assert/strict';
import { parseEvent, type EventOf, type Flavour, type GcEvent } from '../../../../lib/protocol';

interface KnownCall {
  readonly type: 'InboundCall' | 'ConsultCall';
  readonly state: string;
}

type CallEvent = EventOf<'InboundCall'> | EventOf<'ConsultCall'>;

/** What a participant's own state must be for a call in this state. */
const ownStates: Readonly<Record<string, readonly string[]>> = {
  INITIATING: ['INITIATING'],
  INITIATED: ['INITIATED'],
  ALERTING: ['ALERTING', 'INITIATED'],
  ACCEPTED: ['ACCEPTED'],
  ACTIVE: ['ACTIVE'],
  HELD: ['HELD'],
  FAILED: ['FAILED'],
  WRAP_UP: ['WRAP_UP'],
  DROP: ['DROPPED'],
};

/** Believes what the events say, and notices what cannot be. */
export class Witness {
  readonly #states = new Map<string, string>();
  readonly #calls = new Map<string, Map<string, KnownCall>>();

  constructor(private readonly flavour: Flavour) {}

  /** The dialog ids of an agent's calls. */
  callsOf(agentId: string): string[] {
    return [...(this.#calls.get(agentId)?.keys() ?? [])];
  }

  /** Takes all that was published at one time, as `<destination> <message>`. */
  hear(published: readonly string[]): void {
    for (const line of published) {
      this.#apply(parseEvent(line.slice(line.indexOf(' ') + 1)));
    }
    for (const [agentId, state] of this.#states) {
      this.#check(agentId, state, [...(this.#calls.get(agentId)?.values() ?? [])]);
    }
  }

  #apply(event: GcEvent): void {
    assert.notEqual(event.type, 'Unknown');
    if (event.type === 'State' && event.state !== 'RE_LOGIN') {
      this.#states.set(event.agentId, event.state);
    } else if (event.type === 'NewInboundCall' || event.type === 'NewOutboundCall') {
      const isKnown = this.callsOf(event.agentId).includes(event.dialogId ?? '');
      assert.ok(!isKnown, `call ${event.dialogId} of ${event.agentId} came in twice`);
    } else if (event.type === 'InboundCall' || event.type === 'ConsultCall') {
      this.#applyCall(event);
    }
  }

  #applyCall(event: CallEvent): void {
    const { type, agentId, dialogId = '', state } = event;
    const told = `call ${dialogId} of ${agentId}`;
    const calls = this.#calls.get(agentId) ?? new Map<string, KnownCall>();
    this.#calls.set(agentId, calls);
    const before = calls.get(dialogId);
    assert.ok(before?.state !== 'WRAP_UP' || state === 'DROP', `${told} is ${state} after its wrap-up`);
    assert.ok(type === 'InboundCall' || before?.type !== 'InboundCall', `${told} became a consult call`);
    this.#checkParticipants(event);
    if (state === 'DROP') {
      assert.ok(calls.delete(dialogId), `${told} ended twice`);
    } else {
      calls.set(dialogId, { type, state });
    }
  }

  /** JSON alone has them. */
  #checkParticipants({ agentId, state, participants, dialogId }: CallEvent): void {
    const told = `call ${dialogId} of ${agentId} is ${state} with ${JSON.stringify(participants)}`;
    const fits = (own = '') => ownStates[state]?.includes(own);
    assert.ok(participants?.some((participant) => fits(participant.state)) ?? true, told);
  }

  #check(agentId: string, state: string, known: readonly KnownCall[]): void {
    const told = `${agentId} is ${state} with ${known.map((call) => `${call.type} ${call.state}`).join(', ')}`;
    const count = (word: string) => known.filter((call) => call.state === word).length;
    const wrappedUp = count('WRAP_UP');
    const calls = known.length - wrappedUp;
    const connected = count('ACTIVE') + count('HELD');
    const consults = known.filter(({ type }) => type === 'ConsultCall');
    assert.ok(calls <= 2, told);
    assert.ok(calls - count('HELD') <= 1, told);
    assert.ok(wrappedUp <= 1, told);
    assert.ok(consults.length <= 1, told);
    assert.ok(calls === 2 || consults.every((call) => call.state !== 'ACTIVE'), told);
    switch (state) {
      case 'LOGOUT':
      case 'READY':
        assert.equal(known.length, 0, told);
        break;
      case 'RESERVED':
        assert.ok(count('ALERTING') === 1 && wrappedUp === 0, told);
        break;
      case 'RESERVED_OUTBOUND_PREVIEW':
        assert.ok(known.length === 1 && connected === 0, told);
        break;
      case 'TALKING':
        assert.ok(this.flavour === 'uccx' ? connected > 0 : count('ACTIVE') === 1, told);
        break;
      case 'HOLD':
        assert.ok(this.flavour === 'ucce' && count('HELD') > 0 && count('ACTIVE') === 0, told);
        break;
      case 'NOT_READY':
        assert.equal(wrappedUp, 0, told);
        assert.ok(this.flavour === 'uccx' || connected === 0, told);
        break;
      case 'WORK':
      case 'WORK_READY':
        assert.equal(wrappedUp, 1, told);
        assert.ok(this.flavour === 'uccx' ? state === 'WORK' : connected === 0, told);
        break;
      default:
        assert.fail(told);
    }
  }
}
