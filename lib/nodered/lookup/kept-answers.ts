import type { Node, NodeAPI } from 'node-red';
import type { CommandContext, GcMessage } from '../runtime/command-node';
import { TypedField, type TypedConfig } from '../fields/typed-field';
import { numberIn } from '../fields/typed-number';
import { askKept, type Ask } from './ask-kept';

/** In seconds. */
const keeping = { min: 0, max: 86_400, otherwise: 300 };

/** A node's way to ask for what seldom changes. Its field `keepFor` says for how long answers count. */
export class KeptAnswers {
  readonly #keepFor: TypedField<'keepFor'>;

  constructor(RED: NodeAPI, node: Node, config: TypedConfig<'keepFor'>) {
    this.#keepFor = new TypedField(RED, node, config, 'keepFor');
  }

  /**
   * For one message; `msg.refresh` lets it have news.
   *
   * @throws {GcError} GC_INVALID_PARAMETER
   */
  async forMessage(
    message: GcMessage & { refresh?: unknown },
    { client, options }: Pick<CommandContext, 'client' | 'options'>,
  ): Promise<Ask> {
    const seconds = numberIn(await this.#keepFor.readGiven(message), 'keepFor', keeping);
    const keepMs = message.refresh === true ? 0 : 1000 * seconds;
    return (name, parameters, afresh) => askKept(client, name, parameters, afresh ? 0 : keepMs, options);
  }
}
