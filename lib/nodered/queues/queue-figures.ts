import { asText, type Listed } from '../lookup/matches';

const numbers = [
  'callsInQueue',
  'agentsReady',
  'agentsNotReady',
  'agentsTalkingInbound',
  'agentsTalkingOutbound',
  'agentsTalkingInternal',
  'agentsWrapUpReady',
  'agentsWrapUpNotReady',
] as const;

type Numbers = { readonly [Name in (typeof numbers)[number]]?: number };

/** What GC reports of a queue, as numbers. A number is absent where GC does not know it. */
export interface QueueFigures extends Numbers {
  readonly queueName: string;
  /** No agent serves the queue, so GC knows no numbers. */
  readonly unserved?: true;
  /** For how long the longest call has waited, in seconds; 0 where no call waits. */
  readonly longestWait?: number | undefined;
}

type GcTime = (text: string) => number | undefined;

type Known = Omit<QueueFigures, 'queueName' | 'longestWait'>;

/** When a call that waits was first seen, by the clock that nobody sets. */
interface SeenCall {
  /** When it began to wait, in GC's words. */
  readonly start: string;
  readonly seenAt: number;
}

/** A time with its zone, as Finesse writes it. */
const zoned = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * Reads the figures of queues, from one answer of GC to the next. A wait counts from the time that GC reports. While
 * GC's time zone is not certain, it counts from the answer that showed the call first.
 */
export class QueueReader {
  #seen: ReadonlyMap<string, SeenCall> = new Map();

  /** `gcTime`: a time of GC in milliseconds since 1970, where it can be known. */
  read(queues: readonly Listed[], gcTime: GcTime): readonly QueueFigures[] {
    const seen = new Map<string, SeenCall>();
    const figures = queues.flatMap((queue) => {
      const queueName = asText(queue.queueName);
      if (queueName === '') {
        return [];
      }
      const known = numbersIn(queue);
      const call = this.#callIn(queueName, asText(queue.startTimeOfLongestCallInQueue));
      if (known.callsInQueue !== undefined && known.callsInQueue > 0) {
        seen.set(queueName, call);
      }
      return [{ queueName, ...known, longestWait: waitOf(known.callsInQueue, call, gcTime) }];
    });
    this.#seen = seen;
    return figures;
  }

  #callIn(queueName: string, start: string): SeenCall {
    const earlier = this.#seen.get(queueName);
    return earlier?.start === start ? earlier : { start, seenAt: performance.now() };
  }
}

/** In seconds; undefined where it is not known whether a call waits. */
function waitOf(calls: number | undefined, { start, seenAt }: SeenCall, gcTime: GcTime): number | undefined {
  if (calls === undefined || calls === 0) {
    return calls;
  }
  const since = zoned.test(start) ? Date.parse(start) : gcTime(start);
  const isKnown = since !== undefined && !Number.isNaN(since);
  const waitMs = isKnown ? Date.now() - since : performance.now() - seenAt;
  return Math.max(0, Math.round(waitMs / 1000));
}

/** GC tells numbers as texts, and -1 of a queue that nobody serves. */
function numbersIn(queue: Listed): Known {
  const known = numbers.flatMap((name) => {
    const text = asText(queue[name]).trim();
    return /^(?:-1|\d{1,9})$/.test(text) ? [[name, Number(text)] as const] : [];
  });
  const told = known.filter(([, number]) => number >= 0);
  const isUnserved = known.length > 0 && told.length === 0;
  return { ...(isUnserved && { unserved: true }), ...Object.fromEntries(told) };
}
