import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { exampleFile } from '../../examples/example-files';
import { post } from '../../examples/post';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { addNode, deploy, inject, nodeLabelled, openFlow, showsLabel, wire } from '../../support/gestures';
import { WebhookTarget } from '../../support/webhook-target';

/** What a team lead does with hands, one after the other, and how many times. */
class Hands {
  count = 0;

  constructor(private readonly page: Page) {}

  /** Drags a node from the palette. */
  add(type: string, x: number, y: number): Promise<Locator> {
    return this.#do(() => addNode(this.page, type, x, y));
  }

  wire(from: Locator, to: Locator): Promise<void> {
    return this.#do(() => wire(this.page, from, to));
  }

  open(node: Locator): Promise<Dialog> {
    return this.#do(() => Dialog.open(node));
  }

  /** Chooses from a list, types into a field, or clicks Done. */
  set(act: () => Promise<unknown>): Promise<unknown> {
    return this.#do(act);
  }

  deploy(): Promise<void> {
    return this.#do(() => deploy(this.page));
  }

  #do<T>(act: () => Promise<T>): Promise<T> {
    this.count += 1;
    return act();
  }
}

const atSimulator = { z: 'calls', connection: 'centre', version: 2, wires: [[]] };

/** A connection and an agent, and what happens to the agent: a login, and a call that nobody answers. */
const flows = [
  { id: 'empty', type: 'tab', label: 'Flow 1' },
  { id: 'calls', type: 'tab', label: 'Simulated calls' },
  { id: 'centre', type: 'gc-connection', mode: 'simulator' },
  { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' },
  { id: 'in', ...button('Log in'), x: 100, y: 60, wires: [['login']] },
  { id: 'login', ...state('login'), x: 300, y: 60, wires: [['ready']] },
  { id: 'ready', ...state('ready'), x: 500, y: 60 },
  { id: 'ring', ...button('Call is missed'), x: 100, y: 120, wires: [['call']] },
  { id: 'call', ...simulated('incoming-call'), x: 320, y: 120, wires: [['missed']] },
  { id: 'missed', ...simulated('no-answer'), x: 560, y: 120 },
];

function button(name: string): object {
  return {
    z: 'calls',
    type: 'inject',
    name,
    props: [],
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
  };
}

function state(action: string): object {
  return { ...atSimulator, type: 'agent-state', agent: 'ann', action, actionType: 'action' };
}

function simulated(action: string): object {
  const call = { to: '1081', toType: 'str', from: '03001234567', fromType: 'str' };
  return { ...atSimulator, type: 'gc-simulator', action, actionType: 'action', ...call };
}

/** The agent of the flow "Simulated calls". */
async function logIn(page: Page): Promise<void> {
  await openFlow(page, 'Simulated calls');
  await inject(nodeLabelled(page, 'Log in'));
  const status = nodeLabelled(page, 'ready → 1081').locator('.red-ui-flow-node-status-group');
  await status.getByText(/^READY/).waitFor();
}

describe('a team lead without any code', () => {
  inEachEditor(flows, (session) => {
    let target: WebhookTarget;

    before(async () => {
      target = await WebhookTarget.start();
    });

    after(() => target.down());

    it('gives an agent a rest of 30 s after a missed call, with the reason Lunch, and posts it: 24 actions', async () => {
      const { page } = session();
      await openFlow(page, 'Flow 1');
      const hands = new Hands(page);

      const missed = await hands.add('gc-event-in', 150, 80);
      const events = await hands.open(missed);
      await hands.set(() => events.tick('.form-row:has(#node-input-event-types)', /^CallMissed/));
      await hands.set(() => events.done());

      const lunch = await hands.add('agent-state', 450, 80);
      await hands.wire(missed, lunch);
      const notReady = await hands.open(lunch);
      await hands.set(() => notReady.chooseOption('action', 'not ready'));
      await hands.set(() => notReady.takeOffer('reasonCode', /Lunch$/));
      await hands.set(() => notReady.done());

      const later = await hands.add('gc-later', 150, 180);
      await hands.wire(lunch, later);

      const back = await hands.add('agent-state', 450, 180);
      await hands.wire(later, back);
      const ready = await hands.open(back);
      await hands.set(() => ready.chooseOption('action', 'ready'));
      await hands.set(() => ready.done());

      const webhook = await hands.add('http request', 450, 280);
      await hands.wire(back, webhook);
      const request = await hands.open(webhook);
      await hands.set(() => request.field('method').selectOption('POST'));
      await hands.set(() => request.field('url').fill(target.url));
      await hands.set(() => request.done());
      await hands.deploy();
      assert.equal(hands.count, 24);

      await showsLabel(lunch, 'not ready: Lunch → 1081');
      await showsLabel(later, '30 s later → 1081');
      await logIn(page);
      await inject(nodeLabelled(page, 'Call is missed'));
      const { method, body } = await target.next();
      assert.equal(method, 'POST');
      assert.equal((body as { state: string }).state, 'READY');
    });
  });

  // As it is after the import of the example.
  const [subflow, ...inner] = exampleFile('24')
    .nodes()
    .filter(
      ({ type, z }, _, all) => type === 'subflow' || all.find(({ id }) => id === z)?.type === 'subflow',
    );

  inEachEditor([...flows, subflow ?? {}, ...inner], (session) => {
    it('builds POST /call, which dials and answers with the outcome: 14 actions', async () => {
      const { page, nodeRed } = session();
      await openFlow(page, 'Flow 1');
      const hands = new Hands(page);

      const call = await hands.add('http in', 120, 80);
      const dial = await hands.add(`subflow:${subflow?.id}`, 350, 80);
      const answer = await hands.add('http response', 550, 80);
      await hands.wire(call, dial);
      await hands.wire(dial, answer);

      const address = await hands.open(call);
      await hands.set(() => address.field('method').selectOption('post'));
      await hands.set(() => address.field('url').fill('/call'));
      await hands.set(() => address.done());

      const properties = await hands.open(dial);
      await hands.set(() => properties.field('subflow-env-CONNECTION').selectOption('built-in simulator'));
      await hands.set(() => properties.field('subflow-env-AGENT').selectOption('1081'));
      await hands.set(() => properties.done());
      await hands.deploy();
      assert.equal(hands.count, 14);

      await logIn(page);
      const { status, body } = await post<{ outcome: string }>(`${nodeRed.url}call`, {
        number: '03001234567',
      });
      assert.deepEqual([status, body.outcome], [200, 'answered']);
      const busy = await post<{ outcome: string }>(`${nodeRed.url}call`, { number: '03001234567' });
      assert.deepEqual([busy.status, busy.body.outcome], [409, 'refused']);
    });
  });
});
