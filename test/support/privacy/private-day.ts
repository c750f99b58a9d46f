import assert from 'node:assert/strict';
import type { GcClient } from '../../../lib/client';
import type { ConnectionNode, SharedConnection } from '../../../lib/nodered';
import { GcError } from '../../../lib/protocol';
import type { Simulator, SteppedClock } from '../../../lib/simulator';
import { StompConnection } from '../../../lib/stomp';
import type { Flow, Message } from '../flow';
import { limitMs, until } from '../wait';
import type { Answers } from './outputs';
import { desks, supervisor } from './private-flow';
import type { Customer } from './personal-data';

const minuteMs = 60_000;
/** Calls of customers to queues, in an hour. */
const callsPerHour = 40;
/** Customers whose numbers are busy, or nobody's. */
export const unreachable = 4;

/** A customer who calls. */
interface Call {
  readonly from: string;
  readonly callVariables: { readonly customer: string; readonly account: string; readonly phone: string };
}

export interface Place {
  readonly simulator: Simulator;
  readonly clock: SteppedClock;
  readonly flow: Flow;
  /** What GC has taken of commands behind their names. */
  readonly taken: readonly string[];
  readonly customers: readonly Customer[];
  /** Of the sidebar, dialogs and monitoring. */
  readonly answers: Answers;
}

/**
 * A day of a contact centre, in virtual time: agents by the dozen take calls of customers from queues; others are led by a
 * flow, transfer and confer, and dial numbers that are refused, busy or wrong; GC and its broker fail in turn. Numbers, names
 * and call variables of customers are in all of it.
 */
export class PrivateDay {
  /** How often each thing was done. */
  readonly done = new Map<string, number>();
  readonly #stranger: StompConnection;
  #client: GcClient | undefined;
  #called = 0;

  constructor(private readonly place: Place) {
    this.#stranger = new StompConnection({
      brokers: [{ host: '127.0.0.1', port: place.simulator.port }],
      backoff: { minMs: 10, maxMs: 50 },
    });
  }

  async live(hours: number): Promise<void> {
    await this.#stranger.connect();
    try {
      await this.#begin();
      for (let hour = 0; hour < hours; hour += 1) {
        await this.#pass(hour);
      }
      await this.place.answers.beginRecording();
      await this.#workAtDesks(hours);
      await this.place.answers.endRecording();
      await this.#deployInTheMiddle();
    } finally {
      await this.#stranger.close();
    }
  }

  get #shared(): SharedConnection {
    return (this.place.flow.node('connection') as unknown as ConnectionNode).shared;
  }

  async #begin(): Promise<void> {
    const { simulator } = this.place;
    const client = await this.#connect();
    for (const agentId of [...desks, supervisor]) {
      await client.login(simulator.agents.find((agent) => agent.agentId === agentId) ?? assert.fail());
    }
    simulator.startLoad({ agents: 36, callsPerHour: 1, handleTime: 120, destination: client.destination });
  }

  async #pass(hour: number): Promise<void> {
    await this.#customersCall();
    await this.#workAtDesks(hour);
    await this.#dialInVain();
    await this.#gcFails(hour);
    await this.#settle();
  }

  get #known(): GcClient {
    return this.#client ?? assert.fail('not connected yet');
  }

  /** A deploy that changes the connection makes another client. */
  async #connect(): Promise<GcClient> {
    await until(() => this.#shared.isWell, { what: 'the connection' });
    this.#client = await this.#shared.client();
    return this.#client;
  }

  /** Most of them are answered by agents of whom the flow only hears. */
  async #customersCall(): Promise<void> {
    const { simulator, clock, answers } = this.place;
    for (let call = 0; call < callsPerHour; call += 1) {
      const { name: to } = simulator.queues[call % simulator.queues.length] ?? assert.fail();
      const caller = this.#call();
      attempt(() => simulator.incomingCall({ to, ...caller }));
      clock.advance(minuteMs);
      await this.#settle();
      if (call === callsPerHour / 2) {
        await answers.collect(whoIs(caller));
      }
    }
  }

  async #workAtDesks(hour: number): Promise<void> {
    const [agentId = '', colleague = ''] = [desks[hour % 4], desks[(hour + 1) % 4]];
    await this.#rest(colleague);
    const extension = this.place.simulator.agents.find((agent) => agent.agentId === colleague)?.extension;
    await this.#talk(agentId, 'a note', async (dialogId) => {
      const { name } = this.#next();
      return this.#send('control', {
        agentId,
        dialogId,
        payload: 'set-variable',
        variableName: 'note',
        variableValue: name,
      });
    });
    await this.#talk(agentId, 'a blind transfer', (dialogId) =>
      this.#send('transfer', { agentId, dialogId, payload: 'blind', number: nationalOf(this.#next()) }),
    );
    for (const payload of ['consult-and-transfer', 'consult-and-conference']) {
      await this.#talk(agentId, payload, (dialogId) =>
        this.#send('transfer', { agentId, dialogId, payload, number: extension, answerWithin: 3 }),
      );
      await this.#rest(colleague);
    }
    await this.#makeReady(agentId);
    await this.#send('dial', { agentId, payload: nationalOf(this.#next()) });
    attempt(() => this.place.simulator.customerAnswers({ to: agentId }));
    attempt(() =>
      this.place.simulator.previewCall({
        to: colleague,
        number: this.#next().number,
        callVariables: this.#call().callVariables,
      }),
    );
    await this.#rest(agentId);
  }

  /** A customer calls an agent, who answers; then something is done with the call, and all hang up. */
  async #talk(agentId: string, what: string, deal: (dialogId: string) => Promise<boolean>): Promise<void> {
    const { simulator, flow } = this.place;
    const client = this.#known;
    await this.#makeReady(agentId);
    const caller = this.#call();
    const dialogId = attempt(() => simulator.incomingCall({ to: agentId, ...caller }));
    if (dialogId === undefined) {
      return;
    }
    await until(() => client.callsOf(agentId).some((call) => call.dialogId === dialogId));
    flow.send('wait', { agentId, dialogId, customer: 'unknown' });
    this.#speakOf(caller);
    await until(() =>
      client.callsOf(agentId).some((call) => call.dialogId === dialogId && call.state === 'ACTIVE'),
    );
    if (await deal(dialogId)) {
      this.done.set(what, (this.done.get(what) ?? 0) + 1);
    }
    await this.#rest(agentId);
  }

  /** Numbers that a rule refuses, that are none, and that are nobody's; agents who are not there; calls that are not there. */
  async #dialInVain(): Promise<void> {
    for (const [index, agentId] of desks.entries()) {
      const { number, name } = this.#next();
      const spaced = `${number.slice(0, 3)} (0)20 ${number.slice(5, 9)}-${number.slice(9)}`;
      const unreachableNumber = nationalOf(this.place.customers[index % unreachable] ?? assert.fail());
      const wrong = [number, spaced, name, `9${number}`, unreachableNumber, number.slice(3)];
      for (const payload of wrong) {
        await this.#send('dial', { agentId, payload, number: payload });
      }
      await this.#send('dial', { agentId: 'nobody', payload: number.slice(3), number: number.slice(3) });
      await this.#send('command', { payload: 'Transfer_sst', agentId, dialogId: '1', number: spaced });
      const variableValue = `${name},${number}`;
      await this.#send('control', {
        agentId,
        payload: 'set-variable',
        dialogId: '1',
        variableName: 'x',
        variableValue,
      });
      await this.#rest(agentId);
    }
  }

  async #gcFails(hour: number): Promise<void> {
    const { simulator, flow } = this.place;
    const [agentId, colleague] = desks;
    const { number, name } = this.#next();
    const payload = nationalOf({ number });
    const dial = (timeout: number) => this.#send('dial', { agentId, payload, timeout });
    // GC speaks of customers in the text of its errors, and in what nobody can read.
    await simulator.fault('gc-silent');
    const failing = dial(60);
    await this.#publish(
      `${agentId}#Error#CF_CUSTOM#cannot reach 020 ${number.slice(5, 9)} ${number.slice(9)} of ${name}`,
    );
    await failing;
    await dial(0.3);
    await simulator.endFault('gc-silent');
    await this.#publish(
      `what is this? ${number} ${name}`,
      `${agentId}#InboundCall#ACTIVE#${number}#name=${name}`,
      JSON.stringify({ type: 'InboundCall', agentId, state: [number], callVariables: [name] }),
      JSON.stringify({ type: 'Customer', agentId, customer: { phone: number, name } }),
    );
    await simulator.fault('garbage', { count: 4 });
    await simulator.fault('stray-error');
    await this.#rest(agentId);
    if (hour % 4 === 0) {
      await simulator.fault('out-of-service');
      await dial(2);
      await simulator.endFault('out-of-service');
      await this.#comeBack();
      await this.#cutOff('dial', { agentId, payload: nationalOf(this.#next()) });
      await this.#talk(colleague, 'a transfer that is cut off', async (dialogId) => {
        await this.#cutOff('transfer', {
          agentId: colleague,
          dialogId,
          payload: 'blind',
          number: nationalOf(this.#next()),
        });
        return true;
      });
      await this.#rest(agentId);
    }
    flow.send('look', { payload: '' });
    flow.send('count', { payload: '' });
    flow.send('later', { agentId, payload: '' });
    await this.#send('book', { agentId, payload: 'Ottoline' }, ['book-out', 'caught']);
  }

  /** The broker goes away when GC has taken a command, and before anything has answered it. Then all comes back. */
  async #cutOff(node: string, message: Message): Promise<void> {
    const { outcome } = await this.#underWay(node, message);
    await this.place.simulator.fault('broker-gone');
    await outcome;
    await this.#send(node, message);
    await this.#mend();
    await this.#comeBack();
  }

  /** Until GC is there, and all agents are: commands wait for those who are being brought back. */
  async #comeBack(): Promise<void> {
    const client = this.#known;
    await until(() => client.health.gc.condition === 'in-service', { what: 'GC' });
    for (const agentId of [...desks, supervisor]) {
      await client.command('GetState', { agentId }, { timeoutMs: limitMs });
    }
  }

  /** A command to a number that GC has taken, and does not answer. */
  async #underWay(node: string, message: Message): Promise<{ readonly outcome: Promise<boolean> }> {
    const { simulator, taken } = this.place;
    await simulator.fault('gc-silent');
    const before = taken.length;
    const number = String(message['number'] ?? message.payload);
    const outcome = this.#send(node, { ...message, timeout: 60 });
    await until(() => taken.slice(before).some((body) => body.includes(number)), { what: `${node} at GC` });
    return { outcome };
  }

  async #mend(): Promise<void> {
    const { simulator } = this.place;
    for (const fault of simulator.activeFaults) {
      await simulator.endFault(fault);
    }
  }

  /**
   * The flow is deployed anew with another connection while an agent talks, a command is under way, and the broker is
   * away. What comes after it knows the call only from the store.
   */
  async #deployInTheMiddle(): Promise<void> {
    const { simulator, flow, answers } = this.place;
    const [agentId, colleague] = desks;
    await this.#makeReady(agentId);
    const caller = this.#call();
    const dialogId = simulator.incomingCall({ to: agentId, ...caller });
    await until(() => this.#known.callsOf(agentId).some((call) => call.dialogId === dialogId));
    await this.#settle();
    const { outcome } = await this.#underWay('dial', {
      agentId: colleague,
      payload: nationalOf(this.#next()),
    });
    outcome.catch(() => undefined); // Its node may be closed before it hears of it.
    await simulator.fault('broker-gone');
    await flow.deploy('full', { connection: { timeout: '4' } });
    await this.#mend();
    await this.#connect();
    this.#speakOf(caller);
    await answers.collect(whoIs(caller));
  }

  async #publish(...bodies: string[]): Promise<void> {
    const destination = `/topic/${this.#known.destination}`;
    await until(() => this.#stranger.state === 'connected');
    for (const body of bodies) {
      await this.#stranger.send({ destination, body });
    }
  }

  async #makeReady(agentId: string): Promise<void> {
    await this.#known.command('MakeReady', { agentId }).catch(() => undefined);
  }

  /** Nodes write of a caller into the log, at every level, and show the number. */
  #speakOf({ from, callVariables: { customer } }: Call): void {
    const { flow } = this.place;
    const [dial, connection] = [flow.node('dial'), flow.node('connection')];
    dial.log(`+44 (0)20 ${from.slice(5, 9)}-${from.slice(9)} calls`);
    dial.warn(`${customer} calls`);
    dial.debug({ customer });
    connection.trace(`called by 0044${from.slice(3)}`);
    connection.error(new Error(`no ticket of ${customer}`));
    this.#known.once('live', () => {
      throw new Error(`no ticket of ${customer}`);
    });
    dial.status({ text: `020 ${from.slice(5, 9)} ${from.slice(9)}` });
  }

  /** Until the agent has no call any more. */
  async #rest(agentId: string): Promise<void> {
    const { simulator, clock } = this.place;
    const client = this.#known;
    const isOnCall = () => simulator.truth.some((one) => one.agentId === agentId && one.calls.length > 0);
    await until(async () => {
      attempt(() => simulator.customerHangsUp({ to: agentId }));
      for (const { dialogId } of client.callsOf(agentId)) {
        await client.command('ReleaseCall', { agentId, dialogId: dialogId ?? '' }).catch(() => undefined);
      }
      clock.advance(minuteMs);
      await this.#settle();
      return client.callsOf(agentId).length === 0 && !isOnCall();
    });
  }

  /** Sends a message into a node, and waits for what becomes of it. Returns whether it was done. */
  async #send(
    node: string,
    message: Message,
    outs: readonly string[] = ['done', 'caught'],
  ): Promise<boolean> {
    const { flow } = this.place;
    const ours = (out: string) => flow.unread(out).filter(({ test }) => test === this.#sent);
    this.#sent += 1;
    flow.send(node, { ...message, test: this.#sent });
    await until(() => outs.some((out) => ours(out).length > 0), {
      what: `${node}: ${JSON.stringify(message)}`,
    });
    return ours('caught').length === 0;
  }
  #sent = 0;

  /** Until the client has got what GC has published: its answers come in the same row. */
  async #settle(): Promise<void> {
    await this.#known.command('GetState', { agentId: supervisor }).catch(unlessStray);
  }

  #next(): Customer {
    const { customers } = this.place;
    this.#called += 1;
    return customers[unreachable + (this.#called % (customers.length - unreachable))] ?? assert.fail();
  }

  #call(): Call {
    const { number: from, name, account } = this.#next();
    return { from, callVariables: { customer: name, account, phone: from } };
  }
}

function whoIs({ from: number, callVariables: { customer: name } }: Call): Pick<Customer, 'number' | 'name'> {
  return { number, name };
}

/** As the number is dialled in its own country. */
export function nationalOf({ number }: Pick<Customer, 'number'>): string {
  return `0${number.slice(3)}`;
}

/** An error of GC that no command has caused is taken for the answer to the one under way. */
function unlessStray(error: unknown): void {
  if (!(error instanceof GcError && error.code === 'CF_GENERIC_UNSPECIFIED_REJECTION')) {
    throw error;
  }
}

/** A call may be over by then, or an agent not there. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof GcError) {
      return undefined;
    }
    throw error;
  }
}
