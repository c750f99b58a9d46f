import type { Node, NodeAPI } from 'node-red';
import { GcError } from '../../lib/protocol';
import { asText, commandNode, KeptAnswers, ParameterFields, registerNode } from '../../lib/nodered';
import { Phonebooks, readAction, say, TypedField } from '../../lib/nodered';
import type { CommandNodeConfig, TypedConfig } from '../../lib/nodered';
import { actions, fields, fieldsOf, type Field } from './actions';

type PhonebookConfig = CommandNodeConfig &
  TypedConfig<Field> &
  TypedConfig<'action'> &
  TypedConfig<'keepFor'>;

export = (RED: NodeAPI): void => {
  function GcPhonebookNode(this: Node, config: PhonebookConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const typedFields = new ParameterFields(RED, this, config, fields);
    const answers = new KeptAnswers(RED, this, config);

    commandNode(RED, this, config, async (message, context) => {
      const name = readAction(actions, await action.read(message));
      const given = await typedFields.read(message, fieldsOf(name));
      const ask = await answers.forMessage(message, context);
      const phonebooks = new Phonebooks(context.agentId, ask, context.client.dialPlan);
      switch (name) {
        case 'phonebooks':
          return phonebooks.all();
        case 'team-phonebooks':
          return phonebooks.ofTeam(given.teamId);
        case 'contacts':
          return phonebooks.contacts(textIn(given, 'phonebook'));
        case 'search':
          return phonebooks.search(asText(given.search));
      }
    });
  }

  registerNode(RED, 'gc-phonebook', GcPhonebookNode);
};

/** @throws {GcError} GC_INVALID_PARAMETER where there is none. */
function textIn(given: Readonly<Partial<Record<Field, unknown>>>, field: Field): string {
  const text = asText(given[field]).trim();
  if (text === '') {
    throw new GcError('GC_INVALID_PARAMETER', { detail: say('isMissing', { what: field }) });
  }
  return text;
}
