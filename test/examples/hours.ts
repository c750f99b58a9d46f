import type { Example } from './stage';

/** Gives a calendar of an example these hours on every day. They count from the next deploy on. */
export function setHours(example: Example, calendar: string, hours: string): void {
  const { week } = example.node(calendar) as unknown as { week: Record<string, string> };
  Object.keys(week).forEach((day) => (week[day] = hours));
}
