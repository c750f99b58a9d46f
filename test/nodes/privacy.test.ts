import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { NodeAPI } from 'node-red';
import helper from 'node-red-node-test-helper';
import sinon, { type SinonSpy } from 'sinon';
import { Privacy } from '../../lib/privacy';
import type { GcClient } from '../../lib/client';
import { findConnections, recordedContent, type ConnectionNode } from '../../lib/nodered';
import { offers, sourceOf } from '../../lib/nodered/lookup/offers';
import { startSimulator, SteppedClock, type DialectName, type Simulator } from '../../lib/simulator';
import { Feed } from '../../plugins/gc-sidebar/runtime/feed';
import { temporaryFolder } from '../support/child';
import { connectionTo, Flow } from '../support/flow';
import { customers, personalIn, readable, type Customer } from '../support/personal-data';
import { until } from '../support/wait';

const dialects: readonly DialectName[] = ['specified-json', 'specified-new', 'specified-old'];
/** From one call to the next: all of them fill a day. */
const pauseMs = 3_600_000;
const agentIds = ['1081', '1082', '1083', '1084'];
const inbound = customers(24);
const dialled = customers(36).slice(24);
const contact: Customer = {
  number: '+442079990017',
  name: 'Ottoline Quastenberg-Contact',
  account: 'KX-59990017',
};
const everybody = [...inbound, ...dialled, contact];
const key = 'the key of the tests';

/** What left the process, by the place where it did. */
/** What conceals a value on its way out. */
type Concealing = 'raw' | 'data' | 'error' | 'text';

type Output = Record<
  'log' | 'status' | 'errors' | 'sidebar' | 'choices' | 'recordings' | 'raw' | 'messages',
  string
>;

describe('privacy, over a simulated day', () => {
  let simulator: Simulator;
  let clock: SteppedClock;
  let flow: Flow | undefined;
  let RED: NodeAPI;
  let feed: Feed | undefined;
  let userDir: string;

  beforeEach(() => {
    userDir = temporaryFolder('user-dir');
    helper.settings({ userDir });
  });

  afterEach(async () => {
    sinon.restore();
    feed?.close();
    feed = undefined;
    await flow?.stop();
    flow = undefined;
    helper.settings({});
    await simulator.close();
  });

  async function start(dialect: DialectName, settings: Record<string, unknown>): Promise<Flow> {
    const [firstName = '', lastName = ''] = contact.name.split(' ');
    const { number: phoneNumber, account: description } = contact;
    clock = new SteppedClock();
    simulator = await startSimulator({
      dialect,
      clock,
      site: {
        phonebooks: [
          {
            id: '1',
            name: 'Company',
            type: 'GLOBAL',
            contacts: [{ firstName, lastName, phoneNumber, description }],
          },
        ],
      },
    });
    const connection = { connection: 'connection' };
    flow = await Flow.start(
      [
        connectionTo(simulator.port, {
          dialDeny: '+442079*',
          record: true,
          recordStandIns: false,
          store: 'memory',
          timeout: '20',
          ...settings,
        }),
        { id: 'events', type: 'gc-event-in', ...connection, wires: [['told']] },
        { id: 'dial', type: 'make-call', ...connection, wires: [['done']] },
        {
          id: 'control',
          type: 'gc-call-control',
          ...connection,

          wires: [['done']],
        },
        {
          id: 'book',
          type: 'gc-phonebook',
          ...connection,
          action: 'search',
          actionType: 'action',
          wires: [['book-out']],
        },
        { id: 'look', type: 'gc-snapshot', ...connection, about: 'all', wires: [['done']] },
        { id: 'told', type: 'helper' },
        { id: 'done', type: 'helper' },
        { id: 'book-out', type: 'helper' },
      ],
      { connection: { privacyKey: key } },
      [(red) => void (RED = red)],
    );
    await until(() => shared().isWell);
    feed = new Feed(
      () => findConnections(RED),
      () => true,
      () => undefined,
      RED.log,
    );
    return flow;
  }

  const shared = () => (flow?.node('connection') as ConnectionNode | undefined)?.shared ?? assert.fail();

  /** Calls come and go, are dialled, refused and fail; numbers and names are in all of them. */
  async function liveThroughTheDay(running: Flow): Promise<void> {
    const client = await shared().client();
    for (const agentId of agentIds) {
      const login = simulator.agents.find((agent) => agent.agentId === agentId) ?? assert.fail();
      await client.login(login);
      await client.command('MakeReady', { agentId });
    }
    for (const [index, customer] of inbound.entries()) {
      await takeCall(client, agentIds[index % agentIds.length] ?? '', customer, index);
    }
    for (const [index, { number, name }] of dialled.entries()) {
      const agentId = agentIds[index % agentIds.length] ?? '';
      // Refused by a rule, as no number, and by GC, because nobody is called so or the agent is not there.
      const wrong = [
        number,
        `${number.slice(0, 3)} (0)20 ${number.slice(5, 9)} ${number.slice(9)}`,
        name,
        `9${number}`,
      ];
      running.send('dial', {
        agentId,
        payload: wrong[index % wrong.length],
        number: wrong[index % wrong.length],
      });
      running.send('dial', { agentId: 'nobody', number: number.slice(3), payload: number.slice(3) });
      running.send('control', {
        agentId,
        payload: 'set-variable',
        dialogId: '1',
        variableName: 'x',
        variableValue: `${name},${number}`,
      });
    }
    running.send('book', { agentId: agentIds[0], payload: contact.name.split(' ')[0] });
    await running.next('book-out');
    running.node('dial').warn(`looked for ${inbound[0]?.number ?? ''} of ${inbound[0]?.name ?? ''}`);
    running.node('dial').debug({ customer: inbound[1]?.name });
    running.node('connection').trace(`dialled ${dialled[0]?.number.slice(3) ?? ''}`);
    running.node('dial').status({ text: `calls ${inbound[0]?.number ?? ''}` });
  }

  async function takeCall(
    client: GcClient,
    agentId: string,
    customer: Customer,
    index: number,
  ): Promise<void> {
    const { number, name, account } = customer;
    const dialogId = simulator.incomingCall({
      to: agentId,
      from: number,
      callVariables: { customer: name, account, phone: number },
    });
    await until(() => client.callsOf(agentId).some((call) => call.dialogId === dialogId));
    if (index === 0) {
      // While a call rings, somebody looks.
      await lookAround();
    }
    await client.command('AnswerCall', { agentId, dialogId });
    await client.command('update_call_variable', {
      agentId,
      dialogId,
      variableName: 'note',
      variableValue: `${name} again`,
    });
    if (index % 2 === 0) {
      simulator.customerHangsUp({ to: agentId });
    } else {
      await client.command('ReleaseCall', { agentId, dialogId });
    }
    await until(() => client.callsOf(agentId).every(({ state }) => state !== 'ACTIVE'));
    clock.advance(pauseMs);
    await until(() => client.callsOf(agentId).length === 0);
  }

  const seen: { sidebar: unknown[]; choices: unknown[] } = { sidebar: [], choices: [] };

  async function lookAround(): Promise<void> {
    await until(() => {
      const news = feed?.newsSince(0);
      seen.sidebar.push(news);
      return news?.rows.some(({ kind }) => kind === 'call');
    });
    const source = await sourceOf(RED, shared(), undefined, { timeoutMs: 1000 });
    seen.choices.push(await offers.calls(source), await offers.numbers(source), await offers.agents(source));
    flow?.send('look', { payload: '' });
    await flow?.next('done');
  }

  async function output(running: Flow): Promise<Output> {
    const recorded = await recordedContent(RED, 'connection', 'tester');
    const chunks: Buffer[] = [];
    for await (const chunk of recorded.stream ?? assert.fail()) {
      chunks.push(Buffer.from(chunk as Uint8Array));
    }
    const files = path.join(userDir, 'gc-traces');
    const told = running.unread('told');
    seen.sidebar.push(feed?.newsSince(0));
    return {
      log: readable(helper.log().args),
      status: readable(statusesOf(running)),
      errors: readable(running.unread('caught').map(({ error }) => error)),
      sidebar: readable(seen.sidebar),
      choices: readable(seen.choices),
      recordings:
        Buffer.concat(chunks).toString() +
        readdirSync(files)
          .map((file) => readFileSync(path.join(files, file), 'utf8'))
          .join(''),
      raw: readable(told.map(({ gc }) => gc)),
      messages: readable([...told, ...running.unread('done')].map(({ payload, gc }) => ({ payload, gc }))),
    };
  }

  async function day(dialect: DialectName, settings: Record<string, unknown>): Promise<Output> {
    seen.sidebar = [];
    seen.choices = [];
    const running = await start(dialect, settings);
    await liveThroughTheDay(running);
    // Three for each number that is dialled.
    await until(() => running.unread('caught').length >= 3 * dialled.length);
    return output(running);
  }

  const leaks = (output: Output) =>
    Object.entries(output).map(([place, text]) => [place, personalIn(text, everybody).length > 0] as const);

  for (const dialect of dialects) {
    it(`lets no number, name or variable out, with messages concealed, in ${dialect}`, async () => {
      const all = await day(dialect, { privacy: 'mask', privacyEvents: true });
      for (const [place, text] of Object.entries(all)) {
        assert.ok(text.length > 0, place);
        assert.deepEqual(personalIn(text, everybody), [], place);
      }
    });
  }

  it('lets them out in messages alone, where these are not concealed', async () => {
    const all = await day('specified-json', { privacy: 'hash' });
    assert.deepEqual(
      leaks(all)
        .filter(([, isLeak]) => isLeak)
        .map(([place]) => place),
      ['messages'],
    );
  });

  it('is searched for where it can be: without privacy it is in every place', async () => {
    const all = await day('specified-json', { privacy: 'off' });
    assert.deepEqual(
      leaks(all).filter(([, isLeak]) => !isLeak),
      [],
    );
  });

  const concealing: Record<Concealing, (value: unknown) => unknown> = Privacy.prototype as never;
  const mutations: readonly [Concealing, readonly (keyof Output)[]][] = [
    ['raw', ['raw']],
    ['data', ['sidebar', 'choices', 'messages']],
    ['error', ['log', 'errors']],
    ['text', ['status']],
  ];

  for (const [method, places] of mutations) {
    it(`is found in ${places.join(', ')} as soon as "${method}" conceals nothing`, async () => {
      sinon.stub(concealing, method).callsFake((value) => value);
      const all = await day('specified-json', { privacy: 'mask', privacyEvents: true });
      const found = new Map(leaks(all));
      assert.deepEqual(
        places.filter((place) => !found.get(place)),
        [],
      );
    });
  }
});

/** All that nodes have shown: the test helper watches the method that they all have. */
function statusesOf(running: Flow): unknown[] {
  const { status } = Object.getPrototypeOf(running.node('told')) as { status?: SinonSpy };
  const spy = status ?? (running.node('told') as unknown as { status: SinonSpy }).status;
  return spy.getCalls().map(({ args }) => args as unknown);
}
