import assert from 'node:assert/strict';
import { Dialog } from '../../support/dialog';
import { inEachEditor } from '../../support/editor-session';
import { addSamples, flowForSamples } from '../../support/every-dialog';

/** What a user does in a dialog, and which of its fields are shown then. */
type Step = readonly [act: (dialog: Dialog) => Promise<unknown>, shown: readonly string[]];

interface Row {
  /** The sample whose dialog it is. */
  readonly sample: string;
  readonly fields: readonly string[];
  readonly steps: readonly Step[];
}

const faultFields = ['to', 'from', 'number', 'fault', 'delayMs', 'agents'];

const rows: readonly Row[] = [
  {
    sample: 'agent-state',
    fields: ['agentId', 'reasonCode', 'sendAnyway'],
    steps: [
      [option('action', 'log in'), []],
      [option('action', 'log out'), ['reasonCode', 'sendAnyway']],
      [option('action', 'ready'), ['sendAnyway']],
      [type('action', 'msg.'), ['reasonCode', 'sendAnyway']],
      [list('agent', 'none'), ['agentId', 'reasonCode', 'sendAnyway']],
    ],
  },
  {
    sample: 'gc-call-control',
    fields: ['dialogId', 'wrapUpReason', 'variableName', 'variableValue', 'keepTrying'],
    steps: [
      [option('action', 'answer'), ['dialogId']],
      [option('action', 'set wrap-up reason'), ['dialogId', 'wrapUpReason', 'keepTrying']],
      [option('action', 'resume recording'), ['keepTrying']],
      [option('action', 'set call variable'), ['dialogId', 'variableName', 'variableValue', 'keepTrying']],
      [type('action', 'msg.'), ['dialogId', 'wrapUpReason', 'variableName', 'variableValue', 'keepTrying']],
    ],
  },
  {
    sample: 'transfer',
    fields: ['number', 'dialogId', 'extension', 'answerWithin'],
    steps: [
      [option('action', 'consult, then transfer'), ['number', 'dialogId', 'extension', 'answerWithin']],
      [option('action', 'blind transfer'), ['number', 'dialogId']],
      [option('action', 'complete conference'), ['dialogId', 'extension']],
    ],
  },
  {
    sample: 'gc-phonebook',
    fields: ['teamId', 'phonebook', 'search', 'keepFor'],
    steps: [
      [option('action', 'search contacts'), ['search', 'keepFor']],
      [option('action', 'list contacts'), ['phonebook', 'keepFor']],
    ],
  },
  {
    sample: 'gc-supervisor',
    fields: ['teamId', 'subscribe', 'memberId', 'extension', 'dialogId'],
    steps: [
      [option('action', 'list queues'), []],
      [option('action', 'list team members'), ['teamId', 'subscribe']],
      [option('action', 'listen to a call'), ['memberId', 'extension']],
      [option('action', 'make a member ready'), ['memberId']],
    ],
  },
  {
    sample: 'gc-simulator',
    fields: faultFields,
    steps: [
      [option('action', 'incoming call'), ['to', 'from']],
      [option('action', 'customer hangs up'), ['to']],
      [option('action', 'preview call'), ['to', 'number']],
      [option('action', 'start the load'), ['agents']],
      [option('action', 'start a fault'), ['fault']],
      [type('fault', 'msg.'), ['to', 'fault', 'delayMs']],
      [type('fault', 'Fault'), ['fault']],
      [option('fault', 'late logout (-1)'), ['to', 'fault']],
      [option('action', 'GC out of service'), []],
      [type('action', 'msg.'), faultFields],
    ],
  },
  {
    sample: 'gc-wait',
    fields: ['dialogId', 'match', 'agentStates', 'callStates', 'seconds'],
    steps: [
      [list('about', 'call'), ['dialogId', 'callStates', 'seconds']],
      [list('about', 'agent'), ['match', 'agentStates', 'seconds']],
      [type('agentStates', 'msg.'), ['match', 'agentStates', 'seconds']],
    ],
  },
  {
    sample: 'gc-trigger',
    fields: ['agents', 'reasonCodes', 'seconds', 'queues', 'supervisor', 'from', 'below', 'lasts', 'repeat'],
    steps: [
      [list('watch', 'queues'), ['queues', 'supervisor', 'from', 'below', 'lasts', 'repeat']],
      [list('measure', 'nobody-ready'), ['queues', 'supervisor', 'lasts', 'repeat']],
      [list('measure', 'longest-wait'), ['queues', 'supervisor', 'from', 'below', 'lasts', 'repeat']],
      [list('watch', 'states'), ['agents', 'reasonCodes', 'seconds', 'repeat']],
    ],
  },
  {
    sample: 'gc-snapshot',
    fields: ['agent', 'agentId', 'dialogId', 'team', 'refresh', 'timeout'],
    steps: [
      [list('agent', 'none'), ['agent', 'agentId', 'team', 'refresh', 'timeout']],
      [box('refresh', false), ['team', 'refresh']],
      [list('about', 'agent'), ['agent', 'agentId', 'refresh']],
      [list('about', 'call'), ['agent', 'agentId', 'dialogId', 'refresh']],
      [list('about', 'all'), ['refresh']],
      [box('refresh', true), ['refresh', 'timeout']],
      [list('about', 'health'), []],
    ],
  },
  {
    sample: 'gc-agent',
    fields: ['mobilePhone', 'mobileMode'],
    steps: [
      [text('mobilePhone', ''), ['mobilePhone']],
      [text('mobilePhone', '0123456'), ['mobilePhone', 'mobileMode']],
    ],
  },
  {
    sample: 'gc-command',
    fields: ['parameter-number', 'parameter-dialogId', 'agent', 'keepTrying'],
    steps: [
      [find('pause recording', 'ZOOMPauseRecording'), ['agent', 'keepTrying']],
      [find('start a consult', 'ConsultCall'), ['parameter-number', 'parameter-dialogId', 'agent']],
      [find('heartbeat while', 'Hello'), []],
      [find('dial a', 'MakeCall'), ['parameter-number', 'agent']],
      [type('command', 'msg.'), ['agent', 'keepTrying']],
    ],
  },
  {
    sample: 'gc-connection-broker',
    fields: ['host', 'password', 'delivery', 'consumerName', 'simulatorDialect'],
    steps: [
      [tab('Broker'), ['host', 'password']],
      [tab('Delivery'), ['delivery', 'consumerName']],
      [list('delivery', 'topic'), ['delivery']],
      [list('mode', 'simulator'), ['simulatorDialect']],
      [tab('Delivery'), ['delivery']],
    ],
  },
];

describe('the dialogs', () => {
  inEachEditor(flowForSamples, (session) => {
    before(() => addSamples(session().page));

    for (const { sample, fields, steps } of rows) {
      it(`show only the fields that belong to what is chosen: ${sample}`, async () => {
        const dialog = await Dialog.of(session().page, sample);
        for (const [index, [act, shown]] of steps.entries()) {
          await act(dialog);
          assert.deepEqual(await dialog.shown(...fields), shown, `after step ${index + 1}`);
        }
        await dialog.cancel();
      });
    }

    it('show what becomes of a number, as it is concealed', async () => {
      const dialog = await Dialog.of(session().page, 'gc-connection');
      await dialog.openTab('Privacy');
      assert.deepEqual(await dialog.shown('privacyDigits', 'privacyKey', 'privacyVariables'), []);
      await dialog.field('privacy').selectOption('mask');
      assert.deepEqual(await dialog.shown('privacyDigits', 'privacyKey', 'privacyVariables'), [
        'privacyDigits',
        'privacyVariables',
      ]);
      const example = session().page.locator('#gc-connection-privacy-example');
      assert.equal(await example.textContent(), '+44 20 7946 0123 → ••••0123');
      await dialog.field('privacyDigits').fill('2');
      assert.equal(await example.textContent(), '+44 20 7946 0123 → ••••23');
      await dialog.field('privacy').selectOption('hash');
      assert.equal(await example.textContent(), '+44 20 7946 0123 → lusab-babad-gutih-tugad');
      await session().page.locator('#gc-connection-privacy-generate').click();
      assert.match(await dialog.field('privacyKey').inputValue(), /^[A-Za-z0-9+/]{32}$/);
      await dialog.cancel();
    });

    it('show in tabs what counts for the simulator, or for a broker', async () => {
      const dialog = await Dialog.of(session().page, 'gc-connection');
      assert.deepEqual(await dialog.tabs(), [
        'Simulator',
        'Delivery',
        'Recovery',
        'Safety',
        'Numbers',
        'Memory',
        'Trace',
        'Privacy',
      ]);
      await dialog.field('mode').selectOption('gc');
      assert.deepEqual(await dialog.tabs(), [
        'Broker',
        'GC',
        'Delivery',
        'Recovery',
        'Safety',
        'Numbers',
        'Memory',
        'Trace',
        'Privacy',
      ]);
      await dialog.cancel();
    });

    it('keep a list of standby brokers, without empty rows', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'gc-connection-broker');
      await dialog.openTab('Broker');
      await dialog.tray.locator('.red-ui-editableList-addButton').first().click();
      await dialog.tray.locator('.gc-broker-port').first().fill('61614');
      await dialog.done();
      const again = await Dialog.of(page, 'gc-connection-broker');
      await again.openTab('Broker');
      assert.equal(await again.tray.locator('.gc-broker-host').inputValue(), 'mq2.example.com');
      assert.equal(await again.tray.locator('.gc-broker-port').inputValue(), '61614');
      await again.cancel();
    });

    it('say how long a call may ring', async () => {
      const dialog = await Dialog.of(session().page, 'make-call');
      const limit = dialog.field('timeout');
      assert.equal(await limit.getAttribute('placeholder'), 'empty: as in the connection');
      await dialog.field('stage').selectOption('somebody answers');
      assert.match(String(await limit.getAttribute('placeholder')), /^empty: 30/);
      await dialog.field('stage').selectOption('it rings');
      assert.equal(await limit.getAttribute('placeholder'), 'empty: as in the connection');
      await dialog.cancel();
    });

    it('keep whether a node keeps trying', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'gc-call-control');
      assert.equal(await dialog.field('keepTrying').isChecked(), false);
      await dialog.field('keepTrying').check();
      await dialog.done();
      const again = await Dialog.of(page, 'gc-call-control');
      assert.equal(await again.field('keepTrying').isChecked(), true);
      await again.field('keepTrying').uncheck();
      await again.done();
    });

    it('keep a parameter that another command has as well', async () => {
      const { page } = session();
      const dialog = await Dialog.of(page, 'gc-command');
      assert.equal(await dialog.typedText('parameter-number'), '2002');
      await find('heartbeat while', 'Hello')(dialog);
      await find('dial a', 'MakeCall')(dialog);
      assert.equal(await dialog.typedText('parameter-number'), '2002');
      await dialog.done();
      const again = await Dialog.of(page, 'gc-command');
      assert.equal(await again.typedText('parameter-number'), '2002');
      await again.cancel();
    });
  });
});

function option(property: string, label: string) {
  return (dialog: Dialog) => dialog.chooseOption(property, label);
}

function type(property: string, label: string) {
  return (dialog: Dialog) => dialog.chooseType(property, label);
}

function list(property: string, choice: string) {
  return (dialog: Dialog) => dialog.field(property).selectOption(choice);
}

function box(property: string, isTicked: boolean) {
  return (dialog: Dialog) => dialog.field(property).setChecked(isTicked);
}

function text(property: string, value: string) {
  return (dialog: Dialog) => dialog.field(property).fill(value);
}

function find(meaning: string, command: string) {
  return (dialog: Dialog) => dialog.search('command', meaning, new RegExp(`^${command} – `));
}

function tab(label: string) {
  return (dialog: Dialog) => dialog.openTab(label);
}
