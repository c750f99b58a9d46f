import type { Random } from '../../../lib/simulator/random';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** When somebody works, in milliseconds since 1970. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

/** Kinds of shifts by the hours of their beginning on the clock, and how many of a hundred agents have them. */
const kinds = [
  { share: 8, from: -2.5, hours: 8 },
  { share: 27, from: 6, hours: 8 },
  { share: 30, from: 8.5, hours: 8.5 },
  { share: 22, from: 14, hours: 8 },
  { share: 5, from: 10, hours: 4 },
  { share: 8, from: 21.5, hours: 8 },
] as const;

/** Customers call at night, too, and most of them before noon: the calls of each hour, as a share of the busiest. */
const calls = [
  4, 3, 3, 3, 4, 8, 25, 45, 75, 95, 100, 95, 80, 75, 80, 85, 75, 60, 45, 35, 28, 20, 10, 6,
] as const;

/** Shifts for so many agents. Nobody comes on the minute. `midnight`: the beginning of the day. */
export function planShifts(count: number, midnight: number, random: Random): Shift[] {
  const everyKind = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  return Array.from({ length: count }, (_, index) => {
    const { from, hours } = everyKind[Math.floor((index / count) * everyKind.length)] ?? kinds[0];
    const begins = midnight + from * hourMs + random.between(-10, 20) * minuteMs;
    return { from: begins, to: begins + hours * hourMs + random.between(-20, 10) * minuteMs };
  });
}

/** How many customers call at this time, if so many do in the busiest hour. */
export function callsPerHour(busiest: number, midnight: number, now: number): number {
  const hour = Math.floor((now - midnight) / hourMs);
  return (busiest * (calls[((hour % 24) + 24) % 24] ?? 0)) / 100;
}
