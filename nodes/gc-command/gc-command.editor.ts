import {
  agentFields,
  goOnWhen,
  keepTrying,
  leaveToDialog,
  timeout,
} from '../../lib/editor/dialog/command-fields';
import { connectionFields } from '../../lib/editor/dialog/connection-fields';
import { dialogFields, type Saved } from '../../lib/editor/dialog/field-table';
import { typedInput } from '../../lib/editor/dialog/typed-fields';
import { currentValue } from '../../lib/editor/dialog/current-value';
import { kept } from '../../lib/editor/dialog/plain-fields';
import { prepareFields } from '../../lib/editor/dialog/prepare-fields';
import { showField } from '../../lib/editor/dialog/show-field';
import { complaint } from '../../lib/editor/dialog/validators';
import { isChosen } from '../../lib/editor/config-nodes';
import { chooseConnectionAndAgent, needsAgentId, withAgent } from '../../lib/editor/inputs/agent';
import { prepareTypedInput } from '../../lib/editor/inputs/typed-input';
import { addSearchWords, categoryDescription } from '../../lib/editor/palette';
import { text } from '../../lib/editor/text';
import {
  commandRow,
  isCommandName,
  mayKeepTrying,
  type CommandName,
} from '../../lib/protocol/catalogue/commands';
import { commandList } from './command-list.editor';
import { problemWith, ParameterForm, type TypedValues } from './parameter-form.editor';

/** Of the open dialog. */
let form: ParameterForm | undefined;

const defaults = dialogFields('gc-command', {
  ...connectionFields,
  ...agentFields((node) => needsAgentId(node) && isForAgent(currentCommand(node))),
  command: typedInput('terminal', knownCommand, {
    value: 'GetState',
    type: 'command',
    required: true,
    listed: 'command',
    prepare: leaveToDialog,
  }),
  /** By parameter. */
  parameters: kept<TypedValues>({}, { validate: fitting }),
  goOnWhen,
  keepTrying,
  timeout,
});

type Properties = Saved<typeof defaults>;

RED.nodes.registerType<Properties>('gc-command', {
  category: 'contact centre',
  categoryDescription,
  color: '#8FB8B5',
  icon: 'gc-command.svg',
  inputs: 1,
  outputs: 1,
  defaults,
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
  onpaletteadd() {
    addSearchWords('gc-command');
  },
  onadd() {
    chooseConnectionAndAgent(this);
  },
  oneditprepare() {
    prepareFields(this);
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
    if (command === shown) {
      return;
    }
    shown = command;
    shownForm.show(command);
    $('#node-input-parameters-told').toggle(command === undefined);
    showField('keepTrying', command === undefined || mayKeepTrying(command));
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

/** Accepts a command of the catalogue. */
function knownCommand(this: object, value: Value, options: ValidatorOptions): true | string {
  return isCommandName(String(value)) || complaint('command', options);
}

/** Accepts parameters that the command can be sent with. */
function fitting(this: object, _value: Value, _options: ValidatorOptions): true | string {
  const command = currentCommand(this);
  const isOpen = form !== undefined && RED.editor.getEditStack().includes(this);
  const values = isOpen ? form?.values : (this as Properties).parameters;
  return (command && problemWith(this, command, values ?? {})) ?? true;
}

/** "HoldCall → 1081" */
function describe(node: Properties): string {
  const command = fixedCommand(node);
  return command === undefined ? 'command' : withAgent(command, node);
}
