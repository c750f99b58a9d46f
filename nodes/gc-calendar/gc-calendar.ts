import type { Node, NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../lib/protocol';
import {
  KeptHolidays,
  RunningCalendar,
  configProblem,
  errorText,
  onClose,
  readCalendarPlan,
  registerNode,
  serveHolidays,
  type CalendarConfig,
  type CalendarCredentials,
  type CalendarNode,
} from '../../lib/nodered';

type Config = CalendarConfig & NodeDef;

type SavedNode = CalendarNode & Node<CalendarCredentials> & { source?: { url: string | undefined } };

export = (RED: NodeAPI): void => {
  function GcCalendarNode(this: SavedNode, config: Config): void {
    RED.nodes.createNode(this, config);
    this.source = { url: config.url };
    this.calendar = begin(this, config);
    if (this.calendar instanceof GcError) {
      this.error(errorText(this.calendar));
      return;
    }
    const { calendar } = this;
    onClose(this, (removed) => calendar.close(removed));
  }

  function begin(node: SavedNode, config: Config): RunningCalendar | GcError {
    try {
      const problem = configProblem(config, node.credentials);
      if (problem !== undefined) {
        return problem;
      }
      const plan = readCalendarPlan(config, node.credentials, RED.settings.userDir);
      return new RunningCalendar(node, plan, plan.source && new KeptHolidays(RED, node, plan));
    } catch (error) {
      return error instanceof GcError ? error : new GcError('GC_INVALID_CONFIGURATION');
    }
  }

  serveHolidays(RED);
  registerNode<SavedNode, Config, CalendarCredentials>(RED, 'gc-calendar', GcCalendarNode, {
    credentials: { user: { type: 'text' }, password: { type: 'password' } },
  });
};
