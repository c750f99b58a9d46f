/** What a trigger can measure of a queue. */
export const measures = ['calls-waiting', 'longest-wait', 'nobody-ready'] as const;

export type Measure = (typeof measures)[number];
