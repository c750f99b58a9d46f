import assert from 'node:assert/strict';
import type { Flow, FlowNode } from '../support/flow';
import { startScripted } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';

const books = '1081#Phonebooks#name:Company,type:GLOBAL,id:1#name:Café,type:TEAM,id:7';
const company =
  '1081#PhonebookContacts#description:Reception,firstName:Zoë,lastName:Núñez,phoneNumber:020-7946-0125,id:11' +
  '#description:,firstName:Ann,lastName:Smith,phoneNumber:+442079460126,id:12';
const cafe = '1081#PhonebookContacts#description:,firstName:,lastName:Zoe,phoneNumber:2010,id:13';

describe('gc-phonebook', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
    await gc.close();
  });

  async function start(action: string, properties: Partial<FlowNode> = {}): Promise<Flow> {
    const node = { id: 'book', type: 'gc-phonebook', action, actionType: 'action' };
    flow = await startScripted(gc, { ...node, ...properties });
    return flow;
  }

  /** GC answers the questions that come, which must be these. */
  async function answer(...answers: (readonly [question: string, answer: string])[]): Promise<void> {
    for (const [question, event] of answers) {
      const { type, body } = await gc.next();
      assert.equal(`${type} ${body}`.trim(), question);
      await gc.publish(event);
    }
  }

  const booksAnswered = ['GetPhonebooks#1081', books] as const;
  const companyAnswered = ['GetPhonebookContacts#1081 1', company] as const;
  const cafeAnswered = ['GetPhonebookContacts#1081 7', cafe] as const;

  it('lists the phonebooks of an agent', async () => {
    const running = await start('phonebooks');
    running.send('book', { agentId: '1081' });
    await answer(booksAnswered);
    assert.deepEqual((await running.next('out')).payload, {
      type: 'Phonebooks',
      agentId: '1081',
      phonebooks: [
        { name: 'Company', type: 'GLOBAL', id: '1' },
        { name: 'Café', type: 'TEAM', id: '7' },
      ],
    });
  });

  for (const [what, teamId, body] of [
    ['the own team', undefined, ''],
    ['another team', '2', '2'],
  ] as const) {
    it(`lists the phonebooks of ${what}`, async () => {
      const running = await start('team-phonebooks');
      running.send('book', { agentId: '1086', ...(teamId && { teamId }) });
      assert.deepEqual(await gc.next(), { type: 'GetTeamPhonebooks#1086', body });
      await gc.publish('1086#TeamPhoneBooks#NoTeamPhoneBookFound');
      assert.deepEqual((await running.next('out')).payload, {
        type: 'TeamPhoneBooks',
        agentId: '1086',
        phonebooks: [],
      });
    });
  }

  describe('lists the contacts of a phonebook', () => {
    it('by its id, without asking which there are', async () => {
      const running = await start('contacts');
      running.send('book', { agentId: '1081', phonebook: 1 });
      await answer(companyAnswered);
      const { contacts } = (await running.next('out')).payload as { contacts: object[] };
      assert.equal(contacts.length, 2);
    });

    it('by its name, in any letters', async () => {
      const running = await start('contacts', { phonebook: ' CAFE ', phonebookType: 'str' });
      running.send('book', { agentId: '1081' });
      await answer(booksAnswered, cafeAnswered);
      await running.next('out');
    });

    it('that is new: what it remembers may be out of date', async () => {
      const running = await start('contacts');
      running.send('book', { agentId: '1081', phonebook: 'Café' });
      await answer(booksAnswered, cafeAnswered);
      running.send('book', { agentId: '1081', phonebook: 'VIP' });
      await answer(
        ['GetPhonebooks#1081', '1081#Phonebooks#name:VIP,type:GLOBAL,id:9'],
        ['GetPhonebookContacts#1081 9', '1081#PhonebookContacts#NoContactFound'],
      );
      await running.next('out');
      assert.deepEqual(((await running.next('out')).payload as { contacts: unknown }).contacts, []);
    });

    it('or tells which there are', async () => {
      const running = await start('contacts');
      running.send('book', { agentId: '1081', phonebook: 'Taxi' });
      await answer(booksAnswered);
      const { error } = await running.next('caught');
      assert.equal(error?.code, 'GC_NOT_FOUND');
      assert.match(error.message, /"Taxi" is none of the phonebooks; there are: Company, Café/);
    });

    it('and needs one', async () => {
      const running = await start('contacts');
      for (const phonebook of [undefined, '', '  ', {}, null]) {
        running.send('book', { agentId: '1081', phonebook });
        const { error } = await running.next('caught');
        assert.match(error?.message ?? '', /phonebook is missing \(GC_INVALID_PARAMETER\)/);
      }
      assert.deepEqual(gc.unread, []);
    });
  });

  describe('searches all phonebooks of an agent', () => {
    for (const [search, ids] of [
      ['zoe', ['11', '13']],
      ['núñez ZOË', ['11']],
      ['smith', ['12']],
      ['02079460125', ['11']],
      ['7946 01', ['11', '12']],
      ['+44 (20) 7946-0126', ['12']],
      ['2010', ['13']],
      ['reception', []],
      ['a2010', []],
      ['', ['11', '12', '13']],
    ] as const) {
      it(`for "${search}"`, async () => {
        const running = await start('search');
        running.send('book', { agentId: '1081', search });
        await answer(booksAnswered, companyAnswered, cafeAnswered);
        const { contacts } = (await running.next('out')).payload as { contacts: { id: string }[] };
        assert.deepEqual(
          contacts.map(({ id }) => id),
          ids,
        );
      });
    }

    it('and says in which book it has found a contact, and what became of the commands', async () => {
      const running = await start('search');
      running.send('book', { agentId: '1081', search: '2010' });
      await answer(booksAnswered, companyAnswered, cafeAnswered);
      const { payload, gc: told } = await running.next('out');
      assert.deepEqual(payload, {
        type: 'PhonebookContacts',
        agentId: '1081',
        contacts: [
          { lastName: 'Zoe', phoneNumber: '2010', id: '13', phonebookId: '7', phonebookName: 'Café' },
        ],
      });
      const { sentAt, latencyMs, ...rest } = told as Record<string, unknown>;
      assert.deepEqual(rest, { command: 'GetPhonebookContacts', agentId: '1081', outcome: 'confirmed' });
      assert.ok(typeof sentAt === 'number' && typeof latencyMs === 'number');
    });

    it('and asks GC for them only once', async () => {
      const running = await start('search');
      running.send('book', { agentId: '1081', search: 'zoe' });
      await answer(booksAnswered, companyAnswered, cafeAnswered);
      await running.next('out');
      running.send('book', { agentId: '1081', search: 'smith' });
      const { payload, gc: told } = await running.next('out');
      assert.equal((payload as { contacts: object[] }).contacts.length, 1);
      assert.equal((told as { cached?: boolean }).cached, true);
      assert.deepEqual(gc.unread, []);
      running.send('book', { agentId: '1081', search: 'smith', refresh: true });
      await answer(booksAnswered, companyAnswered, cafeAnswered);
      await running.next('out');
    });

    it('and finds nothing where there are none', async () => {
      const running = await start('search');
      running.send('book', { agentId: '1081', search: 'zoe' });
      await answer(['GetPhonebooks#1081', '1081#Phonebooks#']);
      assert.deepEqual(((await running.next('out')).payload as { contacts: unknown }).contacts, []);
    });

    it('and hands on what GC refuses', async () => {
      const running = await start('search');
      running.send('book', { agentId: '1081', search: 'zoe' });
      await answer(booksAnswered, ['GetPhonebookContacts#1081 1', '1081#Error#NOT_FOUND']);
      assert.equal((await running.next('caught')).error?.code, 'NOT_FOUND');
      assert.deepEqual(gc.unread, []);
    });
  });
});
