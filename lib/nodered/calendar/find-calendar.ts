import type { Node, NodeAPI } from 'node-red';
import type { CallingCalendar } from '../../client';
import { GcError } from '../../protocol';
import type { ConnectionPlan } from '../connection/settings/connection-plan';
import { invalid } from '../fields/config-fields';
import { errorText } from '../language/in-language';
import { say } from '../language/phrases';
import { disabledText, findDisabled } from '../lookup/disabled';
import type { RunningCalendar } from './running-calendar';

/** A gc-calendar node. */
export interface CalendarNode extends Node {
  /** What is wrong with it, where it has no hours. */
  calendar: RunningCalendar | GcError;
}

/**
 * The calendar of the gc-calendar node with this id.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION where there is none, it is disabled, or its hours cannot be read.
 */
export function calendarAt(RED: NodeAPI, id = ''): RunningCalendar {
  const node = RED.nodes.getNode(id) as Partial<CalendarNode> | null;
  const calendar = node?.calendar;
  if (calendar instanceof GcError) {
    throw calendar;
  }
  if (calendar === undefined) {
    const disabled = findDisabled(RED, id);
    throw invalid(disabled === undefined ? say('noCalendar') : disabledText(disabled));
  }
  return calendar;
}

/**
 * Finds the calendar with the calling hours of a connection each time anew: a deploy may replace it while the connection
 * goes on. Undefined where the connection has none. One that is not there is reported in the log of the node.
 */
export function callingCalendarOf(
  RED: NodeAPI,
  { callingCalendar: id }: ConnectionPlan,
  node: Node,
): (() => CallingCalendar | undefined) | undefined {
  if (id === undefined) {
    return undefined;
  }
  try {
    calendarAt(RED, id);
  } catch (error) {
    node.error(errorText(error));
  }
  return () => {
    const { calendar } = Object(RED.nodes.getNode(id)) as Partial<CalendarNode>;
    return calendar instanceof GcError ? undefined : calendar;
  };
}
