import { isRecord } from '../../common/is-record';
import type { StoredAmounts } from './counting/amounts';
import type { Course, EndedCall, OpenCall, OpenState } from './course';
import type { StoredPage } from './counting/book';
import type { StoredDistribution } from './counting/distribution';
import { countNames, spanNames, timedNames } from './counting/names';
import type { Period } from './counting/periods';
import { isShort } from '../model/limits';
import type { Who } from './who';

/** Records of another version are not read. */
export const version = 1;

/** No agent has more of anything in a record. */
const mostItems = 1000;

/** The figures of one agent as they are written down. Times are those of the clock on the wall. */
export interface StoredAgent extends Course {
  readonly who: Who;
  /** By the key of the plan. */
  readonly books: Readonly<Record<string, readonly StoredPage[]>>;
}

/** How far the figures of a connection are true. */
export interface StoredMark {
  readonly begunAt: number;
  readonly at: number;
  /** Whether the client was closed then, and had nothing more to write. */
  readonly isEnd: boolean;
  readonly gaps: readonly Period[];
  /** By the key of the plan: up to when intervals were told. */
  readonly told: Readonly<Record<string, number>>;
}

/** Reads what a store has of an agent. What is damaged is left out. */
export function readStoredAgent(value: unknown): StoredAgent | undefined {
  if (!isRecord(value) || value['version'] !== version) {
    return undefined;
  }
  const { state, calls, ended, who, books } = value;
  return {
    state: readState(state),
    calls: listIn(calls).flatMap(readCall),
    ended: listIn(ended).flatMap(readEnded),
    who: readWho(who),
    books: Object.fromEntries(entriesIn(books).map(([key, pages]) => [key, listIn(pages).flatMap(readPage)])),
  };
}

/** Reads what a store has of the connection; undefined where there is nothing, or it is damaged. */
export function readMark(value: unknown): StoredMark | undefined {
  if (!isRecord(value) || value['version'] !== version || !isTime(value['at']) || !isTime(value['begunAt'])) {
    return undefined;
  }
  const { begunAt, at, isEnd, gaps, told } = value;
  return {
    begunAt,
    at,
    isEnd: isEnd === true,
    gaps: listIn(gaps).flatMap((gap) =>
      isRecord(gap) && isTime(gap['from']) && isTime(gap['to']) ? [{ from: gap['from'], to: gap['to'] }] : [],
    ),
    told: numbersIn(told),
  };
}

function readState(value: unknown): OpenState | undefined {
  return isRecord(value) && isText(value['state']) && isTime(value['since'])
    ? {
        state: value['state'],
        reasonCode: isText(value['reasonCode']) ? value['reasonCode'] : '',
        since: value['since'],
        isConfirmed: false,
      }
    : undefined;
}

function readCall(value: unknown): OpenCall[] {
  if (!isRecord(value) || !isTime(value['since'])) {
    return [];
  }
  const { dialogId, part, since, wrapUpAt, isTransferred, isConferenced } = value;
  const known = (['ring', 'talk', 'hold'] as const).find((each) => each === part);
  return known === undefined
    ? []
    : [
        {
          dialogId: isText(dialogId) ? dialogId : undefined,
          part: known,
          since,
          wrapUpAt: isTime(wrapUpAt) ? wrapUpAt : undefined,
          isTransferred: isTransferred === true,
          isConferenced: isConferenced === true,
        },
      ];
}

function readEnded(value: unknown): EndedCall[] {
  return isRecord(value) && isText(value['dialogId']) && isTime(value['endedAt'])
    ? [{ dialogId: value['dialogId'], endedAt: value['endedAt'] }]
    : [];
}

function readWho(value: unknown): Who {
  if (!isRecord(value)) {
    return {};
  }
  const { agentName, firstName, lastName, team } = value;
  const known = isRecord(team) && isText(team['id']) ? team : undefined;
  return {
    agentName: textOf(agentName),
    firstName: textOf(firstName),
    lastName: textOf(lastName),
    team: known && { id: known['id'] as string, ...(isText(known['name']) && { name: known['name'] }) },
  };
}

function readPage(value: unknown): StoredPage[] {
  const [from, amounts] = listIn(value);
  return isTime(from) && isRecord(amounts) ? [[from, readAmounts(amounts)]] : [];
}

function readAmounts({ counts, spans, reasons, durations }: Record<string, unknown>): StoredAmounts {
  const times = isRecord(durations) ? durations : {};
  return {
    counts: named(countNames, counts),
    spans: named(spanNames, spans),
    reasons: numbersIn(reasons),
    durations: Object.fromEntries(
      timedNames.flatMap((name) => {
        const its = readDistribution(times[name]);
        return its === undefined ? [] : [[name, its]];
      }),
    ),
  };
}

function readDistribution(value: unknown): StoredDistribution | undefined {
  if (!isRecord(value) || !isTime(value['zeros']) || !isTime(value['sum']) || !isTime(value['longest'])) {
    return undefined;
  }
  const bins = listIn(value['bins']).flatMap((bin): (readonly [number, number])[] => {
    const [key, count] = listIn(bin);
    return isKey(key) && isTime(count) && count > 0 ? [[key, count]] : [];
  });
  return { bins, zeros: value['zeros'], sum: value['sum'], longest: value['longest'] };
}

function named<N extends string>(names: readonly N[], value: unknown): Partial<Record<N, number>> {
  const numbers = numbersIn(value);
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(numbers, name) ? [[name, numbers[name]]] : [])),
  ) as Partial<Record<N, number>>;
}

function numbersIn(value: unknown): Record<string, number> {
  return Object.fromEntries(
    entriesIn(value).filter((entry): entry is [string, number] => isTime(entry[1]) && isShort(entry[0])),
  );
}

function entriesIn(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value).slice(0, mostItems) : [];
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostItems) : [];
}

function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && isShort(value);
}

/** Times, durations and counts are never negative. */
function isTime(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}

/** A bin of a sketch with durations from a millisecond to a year. */
function isKey(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 2000;
}
