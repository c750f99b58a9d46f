import { configNode, line } from './plain-fields';
import { parameterList } from './validators';

/** Fields of all nodes that use a connection. */
export const connectionFields = {
  name: line('tag', { placeholder: 'label.name' }),
  connection: configNode('plug', 'gc-connection', { required: true }),
};

/** The agents and teams that an event node listens to. */
export const listenerFields = {
  agents: line('users', {
    required: false,
    placeholder: 'placeholder.agents',
    validate: parameterList('agentId'),
  }),
  teams: line('sitemap', { placeholder: 'placeholder.teams' }),
};
