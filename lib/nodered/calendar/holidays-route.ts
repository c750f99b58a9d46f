import type { Node, NodeAPI } from 'node-red';
import { CalendarProblem, type Holiday } from '../../calendar';
import { GcError } from '../../protocol';
import { isVariable } from '../fields/variables';
import { inLanguage } from '../language/in-language';
import { refuse } from '../language/phrases';
import { RouteError, serveRoutes, type RouteQuestion } from '../routes/admin-routes';
import { keptPassword } from '../routes/kept-password';
import { readSource, type CalendarCredentials } from './calendar-plan';
import { readHolidays } from './read-holidays';

/** Of one Node-RED; each may take a thread. */
const mostAtOnce = 2;

/** The holidays, or why they cannot be read. */
interface HolidayAnswer {
  readonly holidays: readonly Holiday[];
  readonly problem?: string;
}

/** A gc-calendar node as the flow has saved it. */
interface SavedCalendar extends Node<CalendarCredentials> {
  readonly source?: { readonly url?: string };
}

/**
 * Lets the dialog of gc-calendar read the holidays that it names, saved or not: `POST gc-calendar/holidays` with
 * `{ id, holidays, url, file, timeZone, user, password }` answers `{ holidays, problem }`. A password that was not typed
 * anew goes only to the address for which the node with this id is deployed.
 */
export function serveHolidays(RED: NodeAPI): void {
  let underWay = 0;
  serveRoutes(RED, [
    {
      method: 'post',
      path: '/gc-calendar/holidays',
      permissions: ['flows.write'],
      answer: async (question) => {
        if (underWay >= mostAtOnce) {
          throw new RouteError(429, refuse('tooManyTests', { most: mostAtOnce }));
        }
        underWay += 1;
        try {
          return { body: await answer(RED, question) };
        } finally {
          underWay -= 1;
        }
      },
    },
  ]);
}

async function answer(RED: NodeAPI, { body, signal }: RouteQuestion): Promise<HolidayAnswer> {
  const fields = textsIn(body);
  if (Object.values(fields).some((field) => field !== keptPassword && isVariable(field))) {
    return { holidays: [], problem: inLanguage(refuse('readOnceDeployed')) };
  }
  try {
    const source = readSource(fields, loginFor(RED, fields), RED.settings.userDir);
    const holidays =
      source === undefined ? [] : await readHolidays(source, fields['timeZone'] || undefined, signal);
    return { holidays };
  } catch (error) {
    if (error instanceof CalendarProblem || error instanceof GcError) {
      return { holidays: [], problem: inLanguage(error.phrase) };
    }
    throw error;
  }
}

/** @throws {RouteError} 400 */
function textsIn(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null) {
    throw new RouteError(400, refuse('bodyMustBeObject'));
  }
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== 'string') {
      throw new RouteError(400, refuse('oneText', { name }));
    }
  }
  return body as Record<string, string>;
}

function loginFor(
  RED: NodeAPI,
  { id = '', url, user = '', password = '' }: Readonly<Record<string, string>>,
): CalendarCredentials {
  if (password !== keptPassword) {
    return { user, password };
  }
  const node = RED.nodes.getNode(id) as SavedCalendar | null;
  const isSame = node?.type === 'gc-calendar' && node.source?.url === url;
  return { user, password: isSame ? String(node.credentials.password ?? '') : '' };
}
