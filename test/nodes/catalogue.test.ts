import assert from 'node:assert/strict';
import { commandRow, commands, encodeCommand } from '../../lib/protocol';
import type { CommandName, CommandParameters } from '../../lib/protocol';
import { commandNodes, commandsByAction } from '../../scripts/docs/node-commands';
import { connectionTo, Flow, type FlowNode, type Message } from '../support/flow';
import { ScriptedGc, type ReceivedCommand } from '../support/scripted-gc';
import { until } from '../support/wait';

const names = Object.keys(commands) as CommandName[];
const heartbeats = names.filter((name) => commandRow(name).category === 'system');

/** What a message may have for any command. */
const values = {
  number: '2002',
  dialogId: '5',
  extension: '2001',
  reasonCode: '2',
  wrapUpReason: 'Sale',
  variableName: 'callVariable1',
  variableValue: 'gold',
  phonebookId: '7',
  phonebook: '7',
  search: 'Ann',
  teamId: '1',
  subscribe: true,
  sso: 'SSO',
};

const login = { password: 'secret', extension: '2001', phone: '0300', connectionMode: true };

/** All that a dedicated node can send. */
function commandsOf(node: string): CommandName[] {
  return commandsByAction(node).flatMap(([, sent]) => sent);
}

/** Messages for a node, each for an agent and a member of its own: so none has to wait for another. */
function messagesFor(node: string): Message[] {
  const actions = commandsByAction(node).map(([action]) => action || values.number);
  const payloads = node === 'gc-command' ? names : actions;
  const variants = node === 'gc-command' ? [values] : [values, { ...values, reasonCode: '' }];
  return payloads.flatMap((payload) =>
    variants.map((message, index) => {
      const agentId = `${node}:${payload}:${index}`;
      return { ...message, payload, agentId, memberId: `${agentId}:member` };
    }),
  );
}

/** Questions for lists wait for each other: the next is asked when there is an answer. */
const lists: Readonly<Record<string, object>> = {
  getallagents: { type: 'Agents', users: [] },
  getteamusers: { type: 'Agents', users: [] },
  GetPhonebooks: { type: 'Phonebooks', phonebooks: [] },
  GetTeamPhonebooks: { type: 'TeamPhoneBooks', phonebooks: [] },
  GetPhonebookContacts: { type: 'PhonebookContacts', contacts: [] },
  getqueuelist: { type: 'QueueList', queues: [] },
};

describe('every command of the catalogue', () => {
  let gc: ScriptedGc;
  let flow: Flow;
  const received = new Map<string, ReceivedCommand[]>();

  /** The commands that have come of the messages for a node. */
  const sentBy = (node: string) =>
    [...received].filter(([subject]) => subject.startsWith(`${node}:`)).flatMap(([, sent]) => sent);

  before(async () => {
    const types = [...commandNodes, 'gc-command'];
    const messages = types.map((type) => ({ type, messages: messagesFor(type) }));
    const agents = messages.flatMap((of) => of.messages).map(({ agentId }) => agentNode(String(agentId)));
    gc = await ScriptedGc.start();
    flow = await Flow.start(
      [
        connectionTo(gc.broker.port, { gcHeartbeat: '1' }),
        ...types.map((type) => ({ id: type, type, connection: 'connection', wires: [['out']] })),
        { id: 'out', type: 'helper' },
        ...agents,
      ],
      Object.fromEntries(agents.map(({ id }) => [id, { password: login.password }])),
    );
    for (const { type, messages: its } of messages) {
      its.forEach((message) => {
        flow.send(type, message);
      });
    }
    void collect();
    const all = messages.flatMap((of) => of.messages);
    const logins = messagesFor('agent-state').filter(({ payload }) => /login$/.test(String(payload)));
    const count = all.length - heartbeats.length + logins.length;
    await until(() => [...received.values()].flat().length >= count, { what: 'all commands to come' });
  });

  after(async () => {
    await flow.stop();
    await gc.close();
  });

  async function collect(): Promise<void> {
    for (;;) {
      const command = await gc.next();
      const subject = String(command.type?.split('#')[1]);
      received.set(subject, [...(received.get(subject) ?? []), command]);
      const list = lists[wordOf(command) ?? ''];
      if (list !== undefined) {
        await gc.publish(JSON.stringify({ ...list, agentId: subject }));
      }
    }
  }

  for (const node of commandNodes) {
    it(`that belongs to ${node} can be sent by it`, () => {
      const sent = new Set(sentBy(node).map(wordOf));
      assert.deepEqual(
        commandsOf(node).filter((name) => !sent.has(name)),
        [],
      );
    });
  }

  it('belongs to a dedicated node', () => {
    const dedicated = new Set(commandNodes.flatMap(commandsOf));
    const missing = names.filter((name) => !dedicated.has(name));
    // A login sends Connect in front of Login; the connection itself keeps asking whether GC is there.
    assert.deepEqual(missing, ['Hello', 'Beat', 'Connect']);
    assert.ok(sentBy('agent-state').map(wordOf).includes('Connect'));
  });

  it('that is a heartbeat is sent by gc-connection', async () => {
    await gc.publish('1#State#READY##Ann');
    await until(() => heartbeats.every((name) => gc.heartbeats.includes(`${name}#test-client`)), {
      what: 'both heartbeats',
    });
  });

  for (const name of names) {
    it(`can be sent by gc-command: ${name}`, () => {
      const { subject } = commandRow(name);
      if (subject === 'destination') {
        assert.ok(gc.heartbeats.includes(`${name}#test-client`));
        return;
      }
      const agentId = `gc-command:${name}:0`;
      const given = {
        ...values,
        ...login,
        agentId,
        memberId: `${agentId}:member`,
        destination: 'test-client',
      };
      assert.deepEqual(received.get(agentId), [encodeCommand(name, given as CommandParameters)]);
    });
  }
});

function wordOf({ type }: ReceivedCommand): string | undefined {
  return type?.split('#')[0];
}

function agentNode(agentId: string): FlowNode {
  const { extension, phone } = login;
  return { id: `agent ${agentId}`, type: 'gc-agent', agentId, extension, mobilePhone: phone };
}
