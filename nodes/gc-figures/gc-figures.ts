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

    // At once: an interval that a stored record goes on with misses nothing then. What is wrong is reported later.
    opened().catch(() => undefined);
    onInput(this, async (message: GcMessage) => {
      const figures = await opened();
      const level = oneOf('level', config.level, levels);
      message.payload = figures.rows(level);
      message['reasons'] = figures.reasons(level);
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
                  this.send(messageFor(ended, oneOf('level', config.level, levels)));
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

function messageFor(ended: EndedInterval, level: FigureLevel): GcMessage {
  return {
    topic: level,
    payload: ended.rows(level),
    reasons: ended.reasons(level),
    gc: { level, ended: true, corrected: ended.corrected, at: Date.now() },
  };
}
