import type { Node, NodeAPI, NodeDef } from 'node-red';
import {
  closingSignal,
  keepTicket,
  noConnection,
  numberOr,
  onClose,
  oneOf,
  onInput,
  registerNode,
  safely,
  textOf,
  useConnection,
} from '../../lib/nodered';
import type { GcMessage, SavedField } from '../../lib/nodered';
import type { EndedInterval, FigureLevel, FiguresOptions, OpenFigures } from '../../lib/client';
import { levels, periods } from './choices';

interface FiguresConfig extends NodeDef {
  connection?: string;
  level?: string;
  period?: string;
  /** Minutes of the rolling window. */
  window?: SavedField;
  /** Empty: that of the machine. */
  timeZone?: string;
  /** Seconds. */
  answeredWithin?: SavedField;
}

/** A row of an agent has the agent's name. */
interface NamedRow {
  readonly level: FigureLevel;
  readonly name: string | null;
}

export = (RED: NodeAPI): void => {
  function GcFiguresNode(this: Node, config: FiguresConfig): void {
    RED.nodes.createNode(this, config);
    const connection = useConnection(RED, this, config.connection);
    const closing = closingSignal(this);
    let opening: Promise<OpenFigures> | undefined;

    /** Counts from now on, as the dialog says. */
    const opened = async (): Promise<OpenFigures> => {
      if (connection === undefined) {
        throw noConnection(RED, config.connection);
      }
      const options = readOptions(config);
      opening ??= connection.figures(options).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    };

    /** Rows as the connection shows agents. */
    const shown = <R extends NamedRow>(rows: readonly R[]): R[] =>
      rows.map((row) => {
        const { agentName = null } = connection?.shown({ agentName: row.name ?? undefined }) ?? {};
        return row.level === 'agent' ? { ...row, name: agentName } : row;
      });

    // At once: an interval that a stored record goes on with misses nothing then. What is wrong is reported later.
    opened().catch(() => undefined);
    onInput(this, async (message: GcMessage) => {
      const figures = await opened();
      const level = oneOf('level', config.level, levels);
      message.payload = shown(figures.rows(level));
      message['reasons'] = shown(figures.reasons(level));
      message.gc = keepTicket(message, { level, ended: false, corrected: false, at: Date.now() });
      return message;
    });
    onClose(this, async () => {
      const figures = await opening?.catch(() => undefined);
      figures?.close();
    });
    void connection?.begin(
      this,
      () => {
        void opened()
          .then((figures) => {
            if (!closing.aborted) {
              figures.onInterval((ended) => {
                safely(this, () => {
                  const level = oneOf('level', config.level, levels);
                  this.send(messageFor(ended, level, shown(ended.rows(level)), shown(ended.reasons(level))));
                });
              });
            }
          })
          .catch((error: unknown) => {
            this.error(error);
          });
      },
      'has begun',
    );
  }

  registerNode(RED, 'gc-figures', GcFiguresNode);
};

function readOptions(config: FiguresConfig): FiguresOptions {
  const period = oneOf('period', config.period, periods);
  const timeZone = textOf('timeZone', config.timeZone);
  const answeredWithin = numberOr(20, 'answeredWithin', config.answeredWithin, [0, 3600]);
  return period === 'rolling'
    ? { windowMinutes: numberOr(60, 'window', config.window, [1, 1440]), timeZone, answeredWithin }
    : { interval: period, timeZone, answeredWithin };
}

function messageFor(
  { corrected }: EndedInterval,
  level: FigureLevel,
  payload: readonly object[],
  reasons: readonly object[],
): GcMessage {
  return { topic: level, payload, reasons, gc: { level, ended: true, corrected, at: Date.now() } };
}
