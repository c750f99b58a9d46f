import assert from 'node:assert/strict';
import { parseEvent, type GcEvent } from '../../../lib/protocol';
import type { Flavour } from '../../../lib/protocol';

/** Believes what the events say, and notices what cannot be. */
export class Witness {
  readonly #states = new Map<string, string>();
  readonly #calls = new Map<string, Map<string, string>>();

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
    } else if (event.type === 'InboundCall') {
      this.#applyCall(event.agentId, event.dialogId ?? '', event.state);
    }
  }

  #applyCall(agentId: string, dialogId: string, state: string): void {
    const calls = this.#calls.get(agentId) ?? new Map<string, string>();
    this.#calls.set(agentId, calls);
    if (state === 'DROP') {
      assert.ok(calls.delete(dialogId), `call ${dialogId} of ${agentId} ended twice`);
    } else {
      calls.set(dialogId, state);
    }
  }

  #check(agentId: string, state: string, calls: readonly string[]): void {
    const told = `${agentId} is ${state} with the calls ${calls.join(', ')}`;
    const count = (word: string) => calls.filter((call) => call === word).length;
    const connected = count('ACTIVE') + count('HELD');
    assert.ok(calls.length <= 2, told);
    assert.ok(calls.length - count('HELD') <= 1, told);
    switch (state) {
      case 'LOGOUT':
      case 'READY':
        assert.equal(calls.length, 0, told);
        break;
      case 'RESERVED':
        assert.equal(count('ALERTING'), 1, told);
        break;
      case 'TALKING':
        assert.ok(this.flavour === 'uccx' ? connected > 0 : count('ACTIVE') === 1, told);
        break;
      case 'HOLD':
        assert.ok(this.flavour === 'ucce' && count('HELD') > 0 && count('ACTIVE') === 0, told);
        break;
      case 'NOT_READY':
      case 'WORK':
      case 'WORK_READY':
        assert.ok(this.flavour === 'uccx' || connected === 0, told);
        break;
      default:
        assert.fail(told);
    }
  }
}
