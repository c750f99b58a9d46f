import type { Node, NodeAPI } from 'node-red';
import type { Outcome } from '../../lib/client';
import { GcError, type ParameterValue } from '../../lib/protocol';
import { commandNode, oneOf, registerNode, TypedField, waitUntil } from '../../lib/nodered';
import type { CommandContext, CommandNodeConfig, SendCommand, TypedConfig } from '../../lib/nodered';
import { DialProgress, stages, type LaterStage } from './progress';

interface MakeCallConfig extends CommandNodeConfig, TypedConfig<'number'> {
  /** How far the call has to be before the message goes on. */
  stage?: string;
}

/** For how long somebody may let it ring, where nothing else is said. */
const ringingMs = 30_000;

export = (RED: NodeAPI): void => {
  function MakeCallNode(this: Node, config: MakeCallConfig): void {
    RED.nodes.createNode(this, config);
    const number = new TypedField(RED, this, config, 'number', 'payload');

    const send: SendCommand = async (message, context) => {
      const stage = oneOf('stage', config.stage, stages);
      const dialled = (await number.read(message)) as ParameterValue;
      if (stage === 'ringing' || stage === 'answered') {
        return makeCallUntil(stage, this, dialled, context);
      }
      const goOnWhen = stage === 'sent' ? 'sent' : 'confirmed';
      return makeCall(dialled, { ...context, options: { ...context.options, goOnWhen } });
    };
    commandNode(RED, this, config, send, config.stage === 'answered' ? ringingMs : 0);
  }

  registerNode(RED, 'make-call', MakeCallNode);
};

function makeCall(number: ParameterValue, { client, agentId, options }: CommandContext): Promise<Outcome> {
  return client.command('MakeCall', { agentId, number }, options);
}

/** As {@link makeCall}, with the event that shows the stage; all of it within the time limit. */
async function makeCallUntil(
  stage: LaterStage,
  node: Node,
  number: ParameterValue,
  context: CommandContext,
): Promise<Outcome> {
  const { client, connection, options } = context;
  const agentId = String(context.agentId);
  const endsAt = performance.now() + options.timeoutMs;
  const others = client.callsOf(agentId).map((call) => call.dialogId);
  const progress = new DialProgress(agentId, others);
  const unfollow = connection.follow(node, [agentId], (event) => {
    progress.add(event);
  });
  try {
    const outcome = await makeCall(number, context);
    if (outcome.outcome !== 'confirmed' || outcome.repeated) {
      return outcome;
    }
    const { dialogId, latencyMs } = outcome;
    const acceptedAt = performance.now();
    const watch = { connection, node, agentId, ...options, timeoutMs: endsAt - performance.now() };
    const event = await waitUntil(watch, () => progress.find(stage, dialogId));
    if (typeof event === 'string') {
      const code = event === 'stopped' ? 'GC_CLOSED' : 'GC_NO_ANSWER';
      throw new GcError(code, { command: 'MakeCall', agentId, dialogId });
    }
    return { ...outcome, event, latencyMs: latencyMs + Math.round(performance.now() - acceptedAt) };
  } finally {
    unfollow();
  }
}
