import type { Node, NodeAPI, NodeDef } from 'node-red';
import { calendarAt, closingSignal, configured, keepTicket, onInput, registerNode } from '../../lib/nodered';
import type { GcMessage } from '../../lib/nodered';
import { GcError } from '../../lib/protocol';
import { HoursWatch, openingOf } from './hours-watch';

interface HoursConfig extends NodeDef {
  /** A gc-calendar node. */
  calendar?: string;
  /** Whether a message is sent by itself when it opens or closes. */
  sendChanges?: boolean;
}

export = (RED: NodeAPI): void => {
  function GcHoursNode(this: Node, config: HoursConfig): void {
    RED.nodes.createNode(this, config);
    const closing = closingSignal(this);
    const calendar = configured(this, () => calendarAt(RED, config.calendar));
    if (calendar !== undefined) {
      const watch = new HoursWatch(RED, this, calendar, (isOpen, message) => {
        if (config.sendChanges) {
          this.send(isOpen ? [message, null] : [null, message]);
        }
      });
      this.on('close', () => {
        watch.close();
      });
    }
    onInput(this, async (message) => {
      const found = calendar ?? calendarAt(RED, config.calendar);
      await found.begun;
      if (closing.aborted) {
        throw new GcError('GC_CLOSED');
      }
      const opening = openingOf(found);
      const told: GcMessage = message;
      told.gc = keepTicket(told, opening);
      return opening.open ? [told, null] : [null, told];
    });
  }

  registerNode(RED, 'gc-hours', GcHoursNode);
};
