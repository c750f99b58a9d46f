import { isRecord } from '../../../common/is-record';
import { asUtc } from '../../../client';
import { errors, findError, unreadParts, type ErrorRow } from '../../../protocol';
import { shortened } from '../../shortened';
import type { Sight } from '../sight';
import { confirmed, contradicted, each, type Evidence, type Search } from './evidence';

/** Their JSON is published. */
const published: readonly string[] = ['State', 'ReasonCodes', 'System', 'Error', 'Unknown'];

export const jsonShapes = each((sight) => {
  const { event, json } = sight;
  if (event === undefined || json === undefined || isCut(sight)) {
    return undefined;
  }
  if (event.type === 'Unknown') {
    return isErrorInJson(json)
      ? undefined
      : contradicted(`An event in JSON could not be read: ${event.reason}.`, sight);
  }
  const part = unreadParts(event).find(({ kind }) => kind === 'unread-attribute');
  if (part !== undefined) {
    const { type, attribute = '' } = part;
    return contradicted(`${type} has ${shortened(attribute, 60)} in a form that is not known.`, sight);
  }
  return published.includes(event.type) ? undefined : confirmed(`${event.type} was read.`, sight);
});

function isCut({ entry }: Sight): boolean {
  return entry.kind === 'event' && entry.cutFrom !== undefined;
}

function isErrorInJson(json: unknown): boolean {
  return isRecord(json) && String(json.type).toLowerCase() === 'error';
}

export const jsonError = each((sight) => {
  const { event, json } = sight;
  if (!isErrorInJson(json) || event === undefined) {
    return undefined;
  }
  return event.type === 'Error'
    ? confirmed(`The code ${shortened(event.code, 60)} was found.`, sight)
    : contradicted('An Error in JSON has no code where one is looked for.', sight);
});

/** The fields of a line of State behind its word; undefined for all else. */
function stateFields({ entry, event, json }: Sight): string[] | undefined {
  return entry.kind === 'event' && event?.type === 'State' && json === undefined
    ? entry.body.split('#', 50).slice(2)
    : undefined;
}

/** A line with more fields than this has the times as well. */
const withTimes = 5;

export const memberState = each((sight) => {
  const fields = stateFields(sight);
  if (fields === undefined || fields.length <= withTimes || sight.event?.type !== 'State') {
    return undefined;
  }
  if (sight.event.supervisorId !== undefined) {
    return confirmed('A line named the member whose state changed.', sight);
  }
  return 'extraFields' in sight.event
    ? contradicted('A State line has fields that have no place.', sight)
    : undefined;
});

export const stateTimes = each((sight) => {
  const fields = stateFields(sight);
  if (fields === undefined || fields.length <= withTimes || sight.event?.type !== 'State') {
    return undefined;
  }
  const { stateChangeTime } = sight.event;
  if (stateChangeTime === undefined) {
    return undefined;
  }
  return asUtc(stateChangeTime) === undefined
    ? contradicted('What stands in the place of stateChangeTime is no time.', sight)
    : confirmed('A line has stateChangeTime in its place.', sight);
});

export const dialogStatusType = each((sight) => {
  const { entry, event } = sight;
  if (event?.type !== 'DialogStatus' || entry.kind !== 'event') {
    return undefined;
  }
  return event.callType !== undefined && event.callType === entry.jmsType?.trim()
    ? confirmed(`The JMS type was ${shortened(event.callType, 60)}.`, sight)
    : {
        ...contradicted('The JMS type of a DialogStatus is no type of a call. It stays unknown then.', sight),
        isHarmless: true,
      };
});

/** The agent that the event names is one who has asked for a team. */
export const teamEvents: Evidence = {
  search: (): Search => {
    const supervisors = new Set<string>();
    return {
      take: (sight) => {
        const { sent, event } = sight;
        if (
          sent !== undefined &&
          /^(getteamusers|getteamuserstate)$/.test(sent.name) &&
          supervisors.size < 1000
        ) {
          supervisors.add(sent.subject);
        }
        if (event?.type !== 'TeamMemberStateChanged') {
          return undefined;
        }
        return supervisors.has(event.agentId)
          ? confirmed('TeamMemberStateChanged names the supervisor.', sight)
          : contradicted('TeamMemberStateChanged names an agent who has asked for no team.', sight);
      },
    };
  },
};

export const agentsInText = each((sight) => {
  const { entry, event, json } = sight;
  if (entry.kind !== 'event' || json !== undefined || event === undefined) {
    return undefined;
  }
  if (event.type === 'Agents') {
    const isRead =
      event.users?.some(({ agentId, state }) => agentId !== undefined && state !== undefined) ?? false;
    return isRead
      ? confirmed('A list of agents in text was read.', sight)
      : contradicted('A list of agents in text has no agents that could be read.', sight);
  }
  return event.type === 'Unknown' && /#agents#/i.test(entry.body)
    ? contradicted(`A list of agents in text could not be read: ${event.reason}.`, sight)
    : undefined;
});

export const errorNames = each((sight) => {
  const { event } = sight;
  if (event?.type !== 'Error') {
    return undefined;
  }
  const row: ErrorRow | undefined = Object.hasOwn(errors, event.code) ? findError(event.code) : undefined;
  if (row?.source === 'assumed:error-names') {
    return confirmed(`GC reported ${event.code}.`, sight);
  }
  return row === undefined && event.code.startsWith('CF_')
    ? contradicted(`GC reported ${shortened(event.code, 60)}, which no table lists.`, sight)
    : undefined;
});

/** A call is over, and nothing comes of it any more; or its last word is none that is known. */
export const callOver = each((sight) => {
  const { event, agents } = sight;
  if (event?.type !== 'InboundCall' || event.dialogId === undefined) {
    return undefined;
  }
  if (event.state === 'DROP') {
    return confirmed('A call ended.', sight);
  }
  const isOver = agents.get(event.agentId).calls.get(event.dialogId)?.isOver ?? false;
  return isOver && event.state !== 'WRAP_UP'
    ? contradicted(`A call that was over is ${shortened(event.state, 40)} again.`, sight)
    : undefined;
});

/** Clocks that are right differ by less than this from whole quarters of an hour. */
const rightMs = 60_000;

export const gcZone: Evidence = {
  search: () => ({
    end: ({ clock: { reading, foreign, zoneSetting } }) => {
      if (foreign !== undefined) {
        return contradicted(
          `GC writes times in another form: ${shortened(foreign.text, 40)}.`,
          foreign.where,
        );
      }
      if (reading === undefined) {
        return undefined;
      }
      return Math.abs(reading.behindMs) <= rightMs
        ? { ...confirmed('A change of state shows the zone.', reading.where), setting: zoneSetting }
        : contradicted("GC's clock differs by no whole quarter of an hour.", reading.where);
    },
  }),
};
