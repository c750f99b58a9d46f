/** Days are counted from 1 January 1970, which is day 0. */
export const dayMs = 24 * 60 * 60_000;

/** The days of the week, in their order. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];

/** The day of the week of a day. */
export function weekdayOf(day: number): Weekday {
  // Day 0 was a Thursday.
  return weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon';
}

/** The day of a date such as `2026-12-24`; undefined for anything else. */
export function dayOf(date: string): number | undefined {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date.trim()) ?? [];
  const time = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth));
  return Number.isFinite(time) && dateOf(time / dayMs) === date.trim() ? time / dayMs : undefined;
}

/** The date of a day, such as `2026-12-24`. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
