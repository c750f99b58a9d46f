import type { Node, NodeAPI } from 'node-red';
import { holdingNode, isWaitingMs, registerNode, TypedField, waitingMs } from '../../lib/nodered';
import type { AnyEvent, HeldTask, HoldingNodeConfig, TypedConfig } from '../../lib/nodered';
import { askedIn, conditionFor, ConditionField } from './condition';
import type { Asked, Condition, ConditionConfig, Situation } from './condition';

type WaitConfig = HoldingNodeConfig & ConditionConfig & TypedConfig<'seconds'>;

/** What a message waits for, and how long at most. */
interface Task extends HeldTask {
  readonly asked: Asked;
}

export = (RED: NodeAPI): void => {
  function GcWaitNode(this: Node, config: WaitConfig): void {
    RED.nodes.createNode(this, config);
    const conditions = new ConditionField(RED, this, config);
    const seconds = new TypedField(RED, this, config, 'seconds');

    holdingNode<Task>(RED, this, config, {
      taskOf: async (message, client) => ({
        asked: await conditions.read(message, client),
        timeoutMs: waitingMs(await seconds.read(message)),
      }),
      taskIn,
      subjectOf: ({ asked }) => asked.subject,
      wait: async ({ task, client, isOfEarlierClient, until }) => {
        const condition = conditionFor(task.asked, client, isOfEarlierClient);
        const found = await until((event) => metBy(condition, event));
        switch (found) {
          case 'stopped':
            return found;
          case 'time is up':
            return { output: 'second', outcome: 'time-is-up', situation: condition.look().situation };
          default:
            return { output: 'first', outcome: 'met', situation: found };
        }
      },
    });
  }

  registerNode(RED, 'gc-wait', GcWaitNode);
};

function metBy(condition: Condition, event?: AnyEvent): Situation | undefined {
  const { isMet, situation } = condition.look(event);
  return isMet ? situation : undefined;
}

function taskIn(written: unknown): Task | undefined {
  const { asked, timeoutMs } = Object(written) as Partial<Record<keyof Task, unknown>>;
  const sound = askedIn(asked);
  return sound !== undefined && isWaitingMs(timeoutMs) ? { asked: sound, timeoutMs } : undefined;
}
