import type { Node, NodeAPI } from 'node-red';
import { GcError, type ReasonCode } from '../../lib/protocol';
import {
  askReason,
  commandNode,
  KeptAnswers,
  readAction,
  registerNode,
  say,
  TypedField,
} from '../../lib/nodered';
import type { CommandNodeConfig, GcMessage, TypedConfig } from '../../lib/nodered';
import { actions, type ActionName } from './actions';

type ReasonCodesConfig = CommandNodeConfig &
  TypedConfig<'action'> &
  TypedConfig<'reason'> &
  TypedConfig<'keepFor'>;

/** A message may ask for news, and gets what agent-state and gc-call-control read. */
interface ReasonMessage extends GcMessage {
  refresh?: unknown;
  reasonCode?: string;
  wrapUpReason?: string;
}

export = (RED: NodeAPI): void => {
  function ReasonCodesNode(this: Node, config: ReasonCodesConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const reason = new TypedField(RED, this, config, 'reason');
    const answers = new KeptAnswers(RED, this, config);

    commandNode(RED, this, config, async (message: ReasonMessage, context) => {
      const { agentId } = context;
      const category = readAction(actions, await action.read(message));
      const wanted = textOf(await reason.readGiven(message));
      const ask = await answers.forMessage(message, context);

      if (wanted === undefined) {
        return ask(actions[category], { agentId });
      }
      const { answer, reason: found } = await askReason(ask, actions[category], agentId, wanted);
      if (found !== undefined) {
        tell(found, category, message);
      }
      return answer;
    });
  }

  registerNode(RED, 'reason-codes', ReasonCodesNode);
};

/** @throws {GcError} GC_INVALID_PARAMETER */
function textOf(reason: unknown): string | undefined {
  if (reason !== undefined && typeof reason !== 'string' && typeof reason !== 'number') {
    throw new GcError('GC_INVALID_PARAMETER', {
      detail: say('reasonToLookUp'),
    });
  }
  return reason === undefined ? undefined : String(reason).trim();
}

function tell(reason: ReasonCode, category: ActionName, message: ReasonMessage): void {
  message.payload = { ...reason };
  if (category === 'wrap-up') {
    message.wrapUpReason = reason.label;
  } else {
    message.reasonCode = reason.code;
  }
}
