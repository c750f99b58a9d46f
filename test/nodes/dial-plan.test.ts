import assert from 'node:assert/strict';
import { Flow, type FlowNode } from '../support/flow';
import { startScripted } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';
import { writtenForms } from '../unit/numbers/written-forms';

const london = { dialPlan: true, dialCountry: 'GB', dialOutsideLine: '9', dialExtensions: '4' };
const written = '+44 (0)20 7946-0123';
const dialled = '902079460123';

describe('nodes on a connection with a dial plan', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  async function start(
    node: Partial<FlowNode>,
    connection: Record<string, unknown> = london,
    secrets: Record<string, unknown> = {},
  ): Promise<void> {
    const credentials = { connection: secrets };
    flow = await startScripted(gc, { id: 'node', type: 'make-call', ...node }, { connection, credentials });
  }

  /** What GC gets for this number, and what `msg.gc` then says. */
  async function dial(number: string): Promise<[sent: string, gc: Record<string, unknown>]> {
    flow.send('node', { agentId: '1081', payload: number });
    const { body } = await gc.next();
    return [body, (await flow.next('out')).gc as Record<string, unknown>];
  }

  async function failure(): Promise<{ code?: string; message: string }> {
    const { error } = await flow.next('caught');
    assert.ok(error);
    return error;
  }

  it('make-call: dials what people write, and says what was dialled', async () => {
    await start({ stage: 'sent' });
    const british = writtenForms.filter(({ country }) => country === 'GB');
    assert.ok(british.length >= 15);
    for (const form of british) {
      const [sent, { dialled: told }] = await dial(form.written);
      assert.deepEqual([sent, told], [form.outside, form.outside], form.written);
    }
    assert.equal((await dial('2002'))[0], '2002');
  });

  it('make-call: refuses emergency numbers, and what is no number', async () => {
    await start({ stage: 'sent' });
    flow.send('node', { agentId: '1081', payload: '9-999' });
    assert.equal((await failure()).code, 'GC_EMERGENCY_NUMBER');
    flow.send('node', { agentId: '1081', payload: '020 7946 0123 ext. 12' });
    const { code, message } = await failure();
    assert.equal(code, 'GC_INVALID_PARAMETER');
    assert.match(message, /leave the extension out/);
    flow.send('node', { agentId: '1081', payload: '٠٢٠ ٧٩٤٦ ٠١٢٣'.repeat(100) });
    assert.equal((await failure()).code, 'GC_INVALID_PARAMETER');
    assert.equal((await dial('\u200f٠٢٠ ٧٩٤٦ ٠١٢٣'))[0], dialled);
  });

  it('make-call: dials emergency numbers where they are allowed', async () => {
    await start({ stage: 'sent' }, { ...london, dialEmergency: 'allowed' });
    assert.equal((await dial('9 99'))[0], '999');
  });

  it('make-call: applies the rules of the connection to the dialled number', async () => {
    await start({ stage: 'sent' }, { ...london, dialAllow: '902*' });
    assert.equal((await dial(written))[0], dialled);
    flow.send('node', { agentId: '1081', payload: '+49 30 901820' });
    assert.equal((await failure()).code, 'GC_NUMBER_NOT_ALLOWED');
  });

  it('make-call: sends numbers as they are without a dial plan', async () => {
    await start({ stage: 'sent' }, { ...london, dialPlan: false });
    const [sent, told] = await dial('+442079460123');
    assert.equal(sent, '+442079460123');
    assert.ok(!('dialled' in told));
    flow.send('node', { agentId: '1081', payload: written });
    assert.equal((await failure()).code, 'GC_INVALID_PARAMETER');
  });

  const call = { agentId: '1081', dialogId: '5' };
  for (const [node, message] of [
    [{ type: 'transfer', action: 'blind' }, { number: written }],
    [{ type: 'transfer', action: 'consult' }, { number: written }],
    [{ type: 'gc-command', command: 'Transfer_sst' }, { number: written }],
    [{ type: 'gc-command', command: 'ConsultCall' }, { number: written }],
  ] as const) {
    const name = 'action' in node ? node.action : node.command;
    it(`${node.type} ${name}: dials what people write`, async () => {
      const types = { actionType: 'action', commandType: 'command', numberType: 'msg', number: 'number' };
      await start({ ...node, ...types, goOnWhen: 'sent' });
      flow.send('node', { ...call, ...message });
      assert.equal((await gc.next()).body, `${dialled},5`);
      const { gc: told } = await flow.next('out');
      assert.equal((told as Record<string, unknown>)['dialled'], dialled);
    });
  }

  it('gc-phonebook: finds contacts by their number in any form', async () => {
    await start({ type: 'gc-phonebook', action: 'search', actionType: 'action' });
    flow.send('node', { agentId: '1081', search: '9004420 7946 0125' });
    await gc.next();
    await gc.publish('1081#Phonebooks#name:Company,type:GLOBAL,id:1');
    await gc.next();
    await gc.publish(
      '1081#PhonebookContacts#description:,firstName:Zoe,lastName:,phoneNumber:(020) 7946-0125,id:11' +
        '#description:,firstName:Ann,lastName:,phoneNumber:+44 161 496 0125,id:12',
    );
    const { payload } = await flow.next('out');
    const { contacts } = payload as { contacts: { id: string }[] };
    assert.deepEqual(
      contacts.map(({ id }) => id),
      ['11'],
    );
  });

  it('gc-event-in: says who calls in a form that is the same for all', async () => {
    await start({ type: 'gc-event-in', types: ['NewInboundCall'] });
    for (const [caller, e164] of [
      ['02079460123', { fromAddress: '+442079460123' }],
      ['90044207946 0123'.replace(' ', ''), { fromAddress: '+442079460123' }],
      ['004930901820', { fromAddress: '+4930901820' }],
      ['2003', undefined],
      ['anonymous', undefined],
    ] as const) {
      await gc.publish(`1081#NewInboundCall#${caller}#${caller}#DialogID:5`);
      const { payload, gc: told } = await flow.next('out');
      assert.equal((payload as { type: string }).type, 'NewInboundCall');
      assert.deepEqual((told as Record<string, unknown>)['e164'], e164, caller);
    }
  });

  it('gc-event-in: has one hash for all forms of a number, where messages are concealed', async () => {
    const privacy = { privacy: 'hash', privacyEvents: true };
    await start(
      { type: 'gc-event-in', types: ['NewInboundCall'] },
      { ...london, ...privacy },
      { privacyKey: 'the key of the tests' },
    );
    const hashes = new Set<unknown>();
    for (const caller of ['02079460123', '+442079460123', '00442079460123', '902079460123']) {
      await gc.publish(`1081#NewInboundCall#${caller}#${caller}#DialogID:5`);
      const { payload, gc: told } = await flow.next('out');
      hashes.add((payload as { fromAddress?: unknown }).fromAddress);
      assert.doesNotMatch(JSON.stringify([payload, told]), /9460123/);
      assert.ok(!('e164' in (told as object)));
    }
    assert.equal(hashes.size, 1);
    assert.match(String([...hashes][0]), /^\w{5}(-\w{5}){3}$/);
  });

  it('say what is wrong with the plan', async () => {
    for (const [settings, words] of [
      [{ dialCountry: '' }, /country of the dial plan is missing/],
      [{ dialCountry: 'XX' }, /country "XX"/],
      [{ dialOutsideLine: '9,' }, /outside line/],
      [{ dialExtensions: '4, x' }, /lengths of extensions/],
      [{ dialForm: 'mine' }, /form of dialled numbers/],
      [{ dialEmergency: 'perhaps' }, /emergency numbers/],
      [{ dialStrip: '0' }, /removes "0"/],
    ] as const) {
      await flowWith({ ...london, ...settings });
      flow.send('node', { agentId: '1081', payload: '2002' });
      const { code, message } = await failure();
      assert.equal(code, 'GC_INVALID_CONFIGURATION');
      assert.match(message, words);
      await flow.stop();
    }
    await flowWith(london);
  });

  it('dial E.164, or with prefixes of their own', async () => {
    await start({ stage: 'sent' }, { ...london, dialForm: 'e164', dialAreaCode: '020' });
    assert.equal((await dial('7946 0123'))[0], '+442079460123');
    assert.equal((await dial('0049 30 901820'))[0], '+4930901820');
    await flow.deploy('full', {
      connection: { dialForm: 'own', dialNationalPrefix: '', dialInternationalPrefix: '00' },
    });
    await flow.next('alive');
    assert.equal((await dial('(020) 7946 0123'))[0], '92079460123');
    assert.equal((await dial('+49 30 901820'))[0], '9004930901820');
  });

  async function flowWith(connection: Record<string, unknown>): Promise<void> {
    flow = await Flow.start([
      { id: 'connection', type: 'gc-connection', mode: 'simulator', ...connection },
      { id: 'node', type: 'make-call', connection: 'connection', wires: [['out']] },
      { id: 'out', type: 'helper' },
    ]);
  }
});
