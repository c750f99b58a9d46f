import type { NodeAPI, NodeStatus } from 'node-red';
import type { Opening } from '../../calendar';
import { statusWords } from '../runtime/status';
import type { RunningCalendar } from './running-calendar';

/** Whether a calendar is open, and until when, in the language of Node-RED. */
export function statusOfHours(
  RED: NodeAPI,
  calendar: Pick<RunningCalendar, 'problem' | 'show'>,
  { open, until, name = '' }: Opening,
): NodeStatus {
  const word = open ? 'open' : 'closed';
  const time = until === undefined ? '' : shortTime(calendar.show(Date.now()), calendar.show(until));
  const hours = statusWords(RED, until === undefined ? word : `${word}Until`, { time });
  const text = name === '' ? hours : `${hours} (${name})`;
  return calendar.problem === undefined
    ? { fill: open ? 'green' : 'grey', shape: 'dot', text }
    : { fill: 'yellow', shape: 'dot', text: statusWords(RED, 'withoutHolidays', { hours: text }) };
}

/** Without the date where it is that of today. */
function shortTime(now: string, time: string): string {
  const [date = '', clock = ''] = time.split(' ');
  return now.startsWith(date) ? clock : time;
}
