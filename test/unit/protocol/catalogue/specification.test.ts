import assert from 'node:assert/strict';
import {
  commandRow,
  commands,
  encodeCommand,
  errors,
  eventRow,
  parseEvent,
  userMessages,
  type CommandName,
  type CommandParameters,
  type ErrorCode,
  type EventType,
  type ParameterName,
} from '../../../../lib/protocol';
import specification from '../../../fixtures/specification.json';

/** These tests hold the catalogue against a transcription of GC's client API: nothing of it may be missing. */

interface CommandFacts {
  readonly category: string;
  /** What stands behind `#` in the message type. */
  readonly subject: string;
  /** Absent where the specification's cell has lost its values. */
  readonly body?: readonly string[];
  /** Absent where the column "Expected Output" is empty. */
  readonly output?: string;
  readonly only?: string;
  readonly deprecated?: boolean;
}

type Role = keyof typeof specification.commands;

const commandFacts = Object.entries(specification.commands).flatMap(([role, table]) =>
  Object.entries<CommandFacts>(table).map(([word, facts]) => ({ role: role as Role, word, facts })),
);

/** The specification's parameters, in lower case, by our names, with a value. */
const parameters: Readonly<Record<string, readonly [name: ParameterName, value: string]>> = {
  agent_login_id: ['agentId', '1081'],
  agentid: ['agentId', '1081'],
  // The specification says "extension" in this one place; all other pages about GC, and its clients, say destination.
  client_extension: ['destination', 'my-client'],
  client_destination: ['destination', 'my-client'],
  agent_password: ['password', 'secret'],
  agent_extension: ['extension', '2001'],
  agent_phone: ['phone', '02079460123'],
  connection_mode: ['connectionMode', 'true'],
  agent_reason_code: ['reasonCode', '8'],
  reasoncode: ['reasonCode', '8'],
  other_party_extension_number: ['number', '2002'],
  dialog_id: ['dialogId', '16804377'],
  wrapup_reason: ['wrapUpReason', 'Sale'],
  variable_name: ['variableName', 'callVariable1'],
  variable_value: ['variableValue', 'gold'],
  phonebookid: ['phonebookId', '7'],
  team_agent_loginid: ['memberId', '1082'],
};

/** The event that the column "Expected Output" of the command tables means. */
const outputEvents: Readonly<Record<string, EventType>> = {
  'System Status': 'System',
  'Agent State': 'State',
  'Agent Info': 'AgentInfo',
  'Inbound Call': 'InboundCall',
  'Transfer Call': 'InboundCall',
  'Conference Call': 'InboundCall',
  'Consult Call': 'ConsultCall',
  'Agent Dialog': 'DialogState',
  'Reason Codes': 'ReasonCodes',
  'Get All Agents': 'Agents',
  Phonebooks: 'Phonebooks',
  Contacts: 'PhonebookContacts',
};

describe('the commands of the specification', () => {
  it('are all there', () => {
    const words = commandFacts.map(({ word }) => word);
    assert.deepEqual(
      words.filter((word) => !Object.hasOwn(commands, word)),
      [],
    );
  });

  for (const { role, word, facts } of commandFacts) {
    describe(`${role}: ${word}`, () => {
      const name = word as CommandName;

      it('has its category and is for those who may send it', () => {
        assert.equal(commandRow(name).category, facts.category);
        const alsoForAgents = role === 'admin' && Object.hasOwn(specification.commands.agent, word);
        assert.equal(commandRow(name).role, alsoForAgents ? 'agent' : role);
        assert.equal(commandRow(name).deprecated, facts.deprecated);
      });

      const { body } = facts;
      if (body !== undefined) {
        it('is written with its parameters in order', () => {
          const fields = [facts.subject, ...body].map((field) => ({
            field,
            parameter: parameters[field.toLowerCase()],
          }));
          const values = fields.flatMap(({ parameter }) => (parameter ? [parameter] : []));
          const [subject, ...texts] = fields.map(({ field, parameter }) => parameter?.[1] ?? field);
          assert.deepEqual(
            encodeCommand(name, Object.fromEntries(values) as CommandParameters<CommandName>),
            {
              type: `${word}#${subject}`,
              body: texts.join(','),
            },
          );
        });
      }

      it('is confirmed by what GC answers', () => {
        const confirming = commandRow(name).confirmedBy.map(({ event }) => event);
        if (facts.output === 'No response') {
          assert.deepEqual(confirming, []);
        } else if (facts.output !== undefined) {
          const answers = facts.output.split(', ').map((output) => outputEvents[output]);
          assert.ok(confirming.some((event) => answers.includes(event)));
        }
      });

      it('is limited to a flavour where it says so', () => {
        // Of Transfer_sst another page about GC says that it works with UCCX too.
        if (facts.only !== undefined && word !== 'Transfer_sst') {
          assert.equal(commandRow(name).flavour, facts.only);
        }
      });
    });
  }
});

describe('the event tables of the specification', () => {
  for (const [table, { type, attributes }] of Object.entries(specification.events)) {
    it(`${table} has its type and attributes`, () => {
      // In the tables of phonebooks and contacts "object" stands where all others have the type of the event.
      const word = type === 'object' ? table : type;
      const values = Object.fromEntries(attributes.map((attribute) => [attribute, '1']));
      const event = parseEvent(JSON.stringify({ type: word, ...values }));
      assert.ok(event.type !== 'Unknown', word);
      const { attributes: ours, json, spellings } = eventRow(event.type);
      const spelled = [...Object.keys(ours), ...Object.values(json ?? {}), ...Object.keys(spellings ?? {})];
      const known = spelled.map((name) => name.toLowerCase());
      for (const attribute of attributes) {
        assert.ok(known.includes(attribute.toLowerCase()), attribute);
      }
    });
  }
});

/** What each output message is for us. */
const outputTypes: Readonly<Record<keyof typeof specification.outputs, EventType>> = {
  'O-001': 'State',
  'O-002': 'Error',
  'O-003': 'Control',
  'O-004': 'System',
  'O-005': 'System',
  'O-007': 'State',
  'O-008': 'InboundCall',
  'O-009': 'NewInboundCall',
  'O-010': 'ConsultCall',
  'O-011': 'AgentInfo',
  'O-012': 'TeamInfoIDs',
  'O-013': 'TeamInfoNames',
  'O-014': 'DialogState',
  'O-015': 'DialogState',
  'O-016': 'ReasonCodes',
  'O-017': 'Control',
  'O-019': 'QueueList',
  'O-020': 'TeamUsersList',
  'O-021': 'TeamMemberStateChanged',
  'O-022': 'ConferenceParticipants',
  'O-024': 'DialogStatus',
  'O-025': 'AgentState',
  'O-026': 'Destination',
  'O-028': 'NewOutboundCall',
  'O-029': 'Phonebooks',
  'O-030': 'TeamPhoneBooks',
  'O-031': 'PhonebookContacts',
};

/** Placeholders whose values no event carries: the agent's name is on most lines, and passwords are not kept. */
const leftOut = ['agent_full_name', 'Agent_Name', 'Agent_Password'];

/** Values that are more than text; any other placeholder gets its own name as its value. */
const samples: Readonly<Record<string, string>> = {
  Is_Supervisor: 'true',
  control_1_visibleFlag: 'true',
  control_2_visibleFlag: 'false',
  CallVariables: 'callvariable1=value|callvariable2=value',
  'Call-Variables': 'callvariable1=value|callvariable2=value',
  Call_Variable: 'callvariable1=value',
  'callvariable1,callvariable2,..': 'silver,gold',
};

const placeholder = /<([^<>]*)>/g;

/** A message like the template, with as many things in its lists as the template names. */
function fill(template: string): string {
  const filled = template.replaceAll(placeholder, (_, name: string) => samples[name] ?? name);
  return filled.replaceAll(/[,|#] ?(…|\.\.+>?)/g, '');
}

describe('the output messages of the specification', () => {
  for (const [id, templates] of Object.entries(specification.outputs)) {
    for (const template of templates) {
      it(`${id} is read: ${template}`, () => {
        const event = parseEvent(fill(template));
        assert.equal(event.type, outputTypes[id as keyof typeof outputTypes]);
        assert.ok(!('extraFields' in event), 'a field was left over');
        const carried = JSON.stringify(event);
        for (const [, name = ''] of template.matchAll(placeholder)) {
          const isCarried = Object.hasOwn(samples, name) || carried.includes(`"${name}"`);
          assert.notEqual(isCarried, leftOut.includes(name), name);
        }
      });
    }
  }
});

describe('the errors and messages of the specification', () => {
  for (const [code, origin] of Object.entries(specification.errors)) {
    it(`have ${code}`, () => {
      assert.ok(Object.hasOwn(errors, code));
      assert.equal(errors[code as ErrorCode].origin, origin);
    });
  }

  for (const [key, message] of Object.entries(specification.userMessages)) {
    it(`have the message of ${key}, word by word`, () => {
      assert.equal((userMessages as Readonly<Record<string, string>>)[key], message);
    });
  }
});
