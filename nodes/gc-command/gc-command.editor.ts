import { chooseConnectionAndAgent, needsAgentId, prepareAgent, withAgent } from '../../lib/editor/agent';
import type { AgentProperties } from '../../lib/editor/agent';
import { isChosen } from '../../lib/editor/config-nodes';
import { currentValue } from '../../lib/editor/current-value';
import { showField } from '../../lib/editor/fields';
import { showMigrated } from '../../lib/editor/migrated';
import { text } from '../../lib/editor/text';
import { prepareTypedInput } from '../../lib/editor/typed-input';
import { complaint, timeLimit, typedParameter } from '../../lib/editor/validators';
import { currentVersion } from '../../lib/migration';
import { commandRow, isCommandName, type CommandName } from '../../lib/protocol/catalogue/commands';
import { commandList } from './command-list.editor';
import { findProblem, ParameterForm, type TypedValues } from './parameter-form.editor';

interface Properties extends AgentProperties {
  name: string;
  command: string;
  commandType: string;
  /** By parameter. */
  parameters: TypedValues;
  goOnWhen: string;
  timeout: string;
  version: number;
}

/** Of the open dialog. */
let form: ParameterForm | undefined;

RED.nodes.registerType<Properties>('gc-command', {
  category: 'contact centre',
  color: '#8FB8B5',
  icon: 'gc-command.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: '' },
    connection: {
      value: '',
      type: 'gc-connection',
      required: true,
      label: text('gc-command', 'label.connection'),
    },
    agent: { value: '', type: 'gc-agent', required: false, label: text('gc-command', 'label.agent') },
    agentId: {
      value: 'agentId',
      label: text('gc-command', 'label.agentId'),
      validate: typedParameter(
        'agentId',
        'agentId',
        (node) => needsAgentId(node) && isForAgent(currentCommand(node)),
      ),
    },
    agentIdType: { value: 'msg' },
    command: {
      value: 'payload',
      required: true,
      label: text('gc-command', 'label.command'),
      validate: knownCommand,
    },
    commandType: { value: 'msg' },
    parameters: { value: {}, label: text('gc-command', 'label.parameters'), validate: fitting },
    goOnWhen: { value: 'confirmed', label: text('gc-command', 'label.goOnWhen') },
    timeout: {
      value: '',
      required: false,
      label: text('gc-command', 'label.timeout'),
      validate: timeLimit,
    },
    version: { value: currentVersion('gc-command') },
  },
  paletteLabel: 'command',
  label() {
    return this.name || describe(this);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return text('gc-command', 'label.input');
  },
  outputLabels() {
    return text('gc-command', 'label.output');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    showMigrated(this);
    prepareAgent(this);
    form = new ParameterForm(this, $('#node-input-parameter-rows'), this.parameters ?? {});
    prepareCommand(this, form);
  },
  oneditsave() {
    this.parameters = form?.values ?? {};
    form = undefined;
  },
  oneditcancel() {
    form = undefined;
  },
});

/** Shows what belongs to the command. */
function prepareCommand(node: object, shownForm: ParameterForm): void {
  const input = prepareTypedInput(node, 'command', commandList());
  const field = input.next('.red-ui-typedInput-container').find('.red-ui-typedInput-input');
  field.on('click', () => field.trigger('keyup'));
  let shown: CommandName | null | undefined = null;
  const show = () => {
    const command = currentCommand(node);
    if (command === shown) return;
    shown = command;
    shownForm.show(command);
    $('#node-input-parameters-told').toggle(command === undefined);
    showField('agent', isForAgent(command));
    showField('agentId', isForAgent(command) && !isChosen(currentValue(node, 'agent')));
  };
  input.on('change keyup paste', show);
  show();
}

/** The command a node is set to; undefined when only the message tells, or what is typed is none. */
function fixedCommand({ command, commandType }: Pick<Properties, 'command' | 'commandType'>) {
  return commandType === 'command' && isCommandName(command) ? command : undefined;
}

/** As {@link fixedCommand}, from the dialog while it is open. */
function currentCommand(node: object): CommandName | undefined {
  const command = currentValue(node, 'command');
  return fixedCommand({ command, commandType: currentValue(node, 'commandType') });
}

/** Heartbeats are for no agent. */
function isForAgent(command: CommandName | undefined): boolean {
  return command === undefined || commandRow(command).subject === 'agentId';
}

/** Accepts a command of the catalogue, or a sensible property, variable or expression. */
function knownCommand(this: object, value: Value, options: ValidatorOptions): true | string {
  const type = currentValue(this, 'commandType');
  if (type !== 'command' && type !== 'str') return RED.utils.validateTypedProperty(value, type, options);
  return isCommandName(String(value)) || complaint('command', options);
}

/** Accepts parameters that the command can be sent with. */
function fitting(this: Properties, _value: Value, _options: ValidatorOptions): true | string {
  const command = currentCommand(this);
  const isOpen = form !== undefined && RED.editor.getEditStack().includes(this);
  const values = isOpen ? form?.values : this.parameters;
  return (command && findProblem(command, values ?? {})) ?? true;
}

/** "HoldCall → 1081" */
function describe(node: Properties): string {
  const command = fixedCommand(node);
  return command === undefined ? 'command' : withAgent(command, node);
}
