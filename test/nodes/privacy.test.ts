import assert from 'node:assert/strict';
import helper from 'node-red-node-test-helper';
import sinon from 'sinon';
import { Privacy } from '../../lib/privacy';
import { startSimulator, SteppedClock, type DialectName, type Simulator } from '../../lib/simulator';
import gcSidebar from '../../plugins/gc-sidebar/gc-sidebar';
import { temporaryFolder } from '../support/child';
import { Flow } from '../support/flow';
import { Answers, broken, outputsOf, places, type Outputs, type PlaceName } from '../support/privacy/outputs';
import { customers, personalIn, type Customer } from '../support/privacy/personal-data';
import { nationalOf, PrivateDay, unreachable } from '../support/privacy/private-day';
import { key, phonebookOf, privateFlow } from '../support/privacy/private-flow';

const dialects: readonly DialectName[] = ['specified-json', 'specified-new', 'specified-old'];
const wholeDay = 10;
const callers = customers(400);
const contact: Customer = {
  number: '+442079990017',
  name: 'Ottoline Quastenberg-1',
  account: 'KX-599900000017',
};
/** Whom somebody who edits the flow types into a dialog. */
const tried: Customer = {
  number: '+442079980029',
  name: 'Leopoldine Hatzenbichler-1',
  account: 'KX-599800000029',
};
const everybody = [...callers, contact];
/** The answer about a number that was typed has that number, and nobody else's. */
const namedBy = (place: PlaceName) =>
  place === 'numbers that are tried' ? everybody : [...everybody, tried];

/** Open calls are in it, so that they go on after a restart; docs/privacy.md says so. */
const mayHold: PlaceName = 'store';

/** Some of what fails on every day. */
const failures = [
  'CF_CUSTOM',
  'CF_INVALID_OBJECT_STATE',
  'GC_CONNECTION_LOST',
  'GC_INVALID_PARAMETER',
  'GC_NOT_CONNECTED',
  'GC_NUMBER_NOT_ALLOWED',
  'GC_TIMEOUT',
  'RE_LOGIN',
];

describe('the search for what is personal', () => {
  const known = customers(400);
  const [{ number, name, account }] = known as [Customer];
  const finds = (text: string) => personalIn(text, known).length > 0;

  it('finds names, numbers and accounts in the forms in which people and programs write them', () => {
    const [, local = ''] = /^\+4420(\d{8})$/.exec(number) ?? [];
    const forms = [
      number,
      `0044 20 ${local}`,
      `(020) ${local.slice(0, 4)}-${local.slice(4)}`,
      `9${local}`,
      local.slice(1),
      encodeURIComponent(number),
      Buffer.from(`of ${number}`).toString('base64'),
      name,
      name.toUpperCase(),
      account,
    ];
    assert.deepEqual(
      forms.filter((form) => !finds(`"${form}"`)),
      [],
    );
  });

  it('takes no id that Node.js or Node-RED makes at random for the end of a number', () => {
    const end = number.slice(-7);
    for (const id of [`msgid: 'c963240d8${end}'`, `6b29fc40-ca47-4067-b31d-00dd0${end}`]) {
      assert.equal(finds(`{ ${id} }`), false, id);
      assert.equal(finds(`{ ${id}, ${end} }`), true, id);
    }
    assert.equal(finds(`"id": "c963240d8${end}"`), true);
  });
});

/** What conceals a value on its way out. */
type Concealing = 'raw' | 'data' | 'error' | 'text';

describe('privacy, over a simulated day', function () {
  this.timeout(600_000);

  let simulator: Simulator;
  let flow: Flow | undefined;
  let userDir: string;

  beforeEach(() => {
    userDir = temporaryFolder('user-dir');
    helper.settings({ userDir });
  });

  afterEach(async () => {
    sinon.restore();
    await flow?.stop();
    flow = undefined;
    helper.settings({});
    await simulator.close();
  });

  /** All that left the process on a day of so many hours. */
  async function dayOf(
    hours: number,
    dialect: DialectName,
    settings: Record<string, unknown>,
  ): Promise<Outputs> {
    const clock = new SteppedClock();
    const numbersOf = (some: readonly Customer[]) => some.map(nationalOf);
    const numbers = {
      busy: numbersOf(callers.slice(0, 2)),
      unknown: numbersOf(callers.slice(2, unreachable)),
    };
    const taken: string[] = [];
    simulator = await startSimulator({
      dialect,
      clock,
      site: { phonebooks: [phonebookOf(contact)], numbers },
      onLog: (entry) => {
        if (entry.kind === 'command') {
          taken.push(entry.body);
        }
      },
    });
    const warnings = sinon.stub(process, 'emitWarning');
    const nodes = privateFlow(simulator.port, settings);
    const credentials = { connection: { privacyKey: key }, tester: { password: 'a wrong one' } };
    flow = await Flow.start(nodes, credentials, [gcSidebar, broken]);
    const answers = new Answers(nodes[0] ?? assert.fail(), tried);
    const day = new PrivateDay({
      simulator,
      clock,
      flow,
      taken,
      customers: callers,
      answers,
    });
    await day.live(hours);
    assert.equal(day.done.size, 5, [...day.done.keys()].join());
    return outputsOf(flow, userDir, answers, warnings.args);
  }

  const leaks = (outputs: Outputs): PlaceName[] =>
    places.filter((place) => personalIn(outputs[place], namedBy(place)).length > 0);

  for (const dialect of dialects) {
    it(`lets no number, name or variable out, with messages concealed, in ${dialect}`, async () => {
      const all = await dayOf(wholeDay, dialect, { privacy: 'mask', privacyEvents: true });
      for (const place of places.filter((one) => one !== mayHold)) {
        assert.ok(all[place].length > 0, place);
        const found = personalIn(all[place], namedBy(place));
        assert.ok(found.length === 0, `${place}: ${JSON.stringify(found.slice(0, 5), undefined, 2)}`);
      }
      for (const code of failures) {
        assert.ok(all.errors.includes(code), code);
      }
    });
  }

  it('lets no name of an agent out, where agents are concealed as well', async () => {
    const settings = { privacy: 'mask', privacyEvents: true, privacyAgents: true };
    const all = await dayOf(1, 'specified-json', settings);
    const agents = simulator.agents.map(({ firstName, lastName }, index) => ({
      number: `+4420${79_970_000 + index}`,
      name: `${firstName} ${lastName}`,
      account: `KX-${599_700_000_000 + index}`,
    }));
    const found = places.filter((place) => personalIn(all[place], agents).length > 0);
    assert.deepEqual(found, [mayHold]);
  });

  it('lets them out in messages alone, where these are not concealed', async () => {
    const found = leaks(await dayOf(1, 'specified-json', { privacy: 'hash' }));
    assert.deepEqual(
      found.filter((place) => place !== mayHold),
      ['messages'],
    );
  });

  it('is searched for where it can be: without privacy it is in every place', async () => {
    const found = leaks(await dayOf(1, 'specified-json', { privacy: 'off' }));
    assert.deepEqual(
      places.filter((place) => place !== mayHold && !found.includes(place)),
      // What GC says of customers while a connection is tested, a test of its own brings about.
      ['tests of the connection', 'numbers that are tried', 'metrics', 'health', 'figures'],
    );
  });

  const concealing: Record<Concealing, (value: unknown) => unknown> = Privacy.prototype as never;
  const mutations: readonly [Concealing, readonly PlaceName[]][] = [
    ['raw', ['raw']],
    ['data', ['sidebar', 'choices', 'messages']],
    ['error', ['log', 'errors', 'errors of the audit', 'process warnings']],
    ['text', ['log', 'status']],
  ];

  for (const [method, expected] of mutations) {
    it(`is found in ${expected.join(', ')} as soon as "${method}" conceals nothing`, async () => {
      sinon.stub(concealing, method).callsFake((value) => value);
      const found = leaks(await dayOf(1, 'specified-json', { privacy: 'mask', privacyEvents: true }));
      assert.deepEqual(
        expected.filter((place) => !found.includes(place)),
        [],
      );
    });
  }
});
