import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { WorkEnd } from '../../lib/client';
import {
  numberIn,
  onInput,
  readAction,
  registerNode,
  ticketOf,
  tickets,
  TypedField,
  type GcMessage,
  type TypedConfig,
  inLanguage,
  say,
  fieldNames,
} from '../../lib/nodered';
import { actions, longestPause, type Field } from './actions';

type DoneConfig = NodeDef & TypedConfig<'action' | Field>;

export = (RED: NodeAPI): void => {
  function GcDoneNode(this: Node, config: DoneConfig): void {
    RED.nodes.createNode(this, config);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const pause = new TypedField(RED, this, config, 'pause');
    const reason = new TypedField(RED, this, config, 'reason');

    onInput(this, async (message: GcMessage) => {
      const end = await readEnd(message);
      tickets.end(ticketOf(message), end);
      // By the next turn, the broker has been told.
      await nextTurn();
      return message;
    });

    async function readEnd(message: GcMessage): Promise<WorkEnd> {
      const kind = readAction(actions, await action.read(message));
      switch (kind) {
        case 'done':
          return { kind };
        case 'again':
          return {
            kind,
            reason: textIn(message, inLanguage(say('askedAgain'))),
            pauseMs: pauseMsIn(await pause.readGiven(message)),
          };
        case 'put-aside': {
          const given = await reason.readGiven(message);
          const told = textIn(message, inLanguage(say('putAside')));
          return { kind, reason: given === undefined ? told : asText(given) };
        }
      }
    }
  }

  registerNode(RED, 'gc-done', GcDoneNode);
};

/** Seconds in a field; in milliseconds, or undefined where nothing is said. */
function pauseMsIn(value: unknown): number | undefined {
  return value === undefined
    ? undefined
    : 1000 * numberIn(value, fieldNames('pause'), { min: 0, max: longestPause, otherwise: 0 });
}

const mostCharacters = 1000;

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.slice(0, mostCharacters);
}

/** What the error says that has led a message here, by way of a Catch node. */
function textIn(message: object, otherwise: string): string {
  const { error } = message as { error?: { message?: unknown } };
  return typeof error?.message === 'string' && error.message !== ''
    ? error.message.slice(0, mostCharacters)
    : otherwise;
}
