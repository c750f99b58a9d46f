/** Open hours of a day, in minutes from its midnight. After midnight they go on: `to` is then beyond 1440. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const minutesOfDay = 24 * 60;

/** More spans than this in a day are not meant. */
const mostSpans = 12;

/**
 * The spans in a text such as `8:00-12:00, 13-17:30`, none in an empty one. When the second time of a span is not later
 * than the first, the span goes on over midnight. Undefined where the text is anything else, or spans overlap.
 */
export function spansIn(text: string): readonly Span[] | undefined {
  const parts = text.split(/[,;]/).filter((part) => part.trim() !== '');
  const spans = parts.map(spanIn);
  return spans.length <= mostSpans && spans.every((span) => span !== undefined) && areApart(spans)
    ? spans
    : undefined;
}

function spanIn(text: string): Span | undefined {
  const [from, to, ...others] = text.split(/[-–]/).map(minuteIn);
  if (from === undefined || to === undefined || others.length > 0 || from === minutesOfDay) {
    return undefined;
  }
  return { from, to: to > from ? to : to + minutesOfDay };
}

function minuteIn(text: string): number | undefined {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::([0-5]\d))?$/.exec(text.trim()) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= minutesOfDay ? minute : undefined;
}

function areApart(spans: readonly Span[]): boolean {
  const inOrder = [...spans].sort((one, other) => one.from - other.from);
  return inOrder.every(({ from }, index) => from >= (inOrder[index - 1]?.to ?? 0));
}
