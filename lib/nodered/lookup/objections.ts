import { GcError, whatComesFirst, type CommandName } from '../../protocol';
import type { CommandContext } from '../runtime/command-node';
import { say } from '../language/phrases';

/** Objects to a command that cannot work in the state in which the agent is when its turn has come. */
export function objectionTo(
  command: CommandName,
  { client, connection, agentId }: Pick<CommandContext, 'client' | 'connection' | 'agentId'>,
): () => GcError | undefined {
  return () => {
    const id = String(agentId);
    const { state } = client.agent(id);
    const first = whatComesFirst(command, state, connection.flavour);
    return first === undefined
      ? undefined
      : new GcError('GC_WRONG_STATE', {
          command,
          agentId: id,
          detail: say('wrongState', { state, first }),
        });
  };
}
