import { knownAction } from '../inputs/actions';
import { needsAgentId, prepareAgent } from '../inputs/agent';
import { connectionFields } from './connection-fields';
import { checkbox, configNode, line, select } from './plain-fields';
import { field, typedInput } from './typed-fields';
import { number, timeLimit } from './validators';

/** Which agent is meant; `isNeeded`: whether a login id is asked for. */
export function agentFields(isNeeded = needsAgentId) {
  return {
    agent: configNode('user', 'gc-agent', { required: false }),
    agentId: field('agentId', 'id-badge', { isNeeded, prepare: prepareAgent }),
  };
}

/** Fields of a node that sends commands for an agent. */
export const commandFields = { ...connectionFields, ...agentFields() };

/** One of the node's actions, `first` in a new node; {@link prepareAction} offers them in the open dialog. */
export function actionField<Name extends string>(
  actions: Readonly<Record<Name, unknown>>,
  first: NoInfer<Name>,
  icon = 'bolt',
) {
  return typedInput(icon, knownAction(actions), {
    value: first,
    type: 'action',
    required: true,
    listed: 'action',
    prepare: leaveToDialog,
  });
}

/** When a message goes on: GC has confirmed its command, or the broker has it. */
export const goOnWhen = select('flag-checkered', ['confirmed', 'sent']);

/** Whether a command that may be sent twice is sent until GC has it, or its call is over. */
export const keepTrying = checkbox(false);

/** How long a command may take, in seconds; empty for the limit of the connection. */
export const timeout = line('clock-o', {
  required: false,
  placeholder: 'placeholder.timeout',
  validate: timeLimit,
});

/** How long answers of GC are kept, in seconds. */
export const keepFor = typedInput('history', number(0, 86_400), {
  value: '300',
  type: 'str',
  required: false,
});

/** For an input that the dialog prepares itself. */
export function leaveToDialog(): void {
  // Nothing is prepared with the other fields.
}
