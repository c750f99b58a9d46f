import type { CountName, SpanName, TimedName } from './names';

/** Some time in which something lasted. */
export interface Span {
  readonly name: SpanName;
  readonly from: number;
  readonly to: number;
  /** The code of the reason with which an agent was not ready; empty for none. */
  readonly reason: string;
}

/** Takes what has happened to one agent, at its own time. */
export interface Ledger {
  /** What was before this moment does not count. */
  readonly begunAt: number;
  count(name: CountName, at: number): void;
  /** A call was answered after it had rung for so long. */
  answer(seconds: number, at: number): void;
  /** Something has lasted. `reason`: with which the agent was not ready; empty for none. */
  span(name: SpanName, from: number, to: number, reason: string): void;
  duration(name: TimedName, seconds: number, at: number): void;
}
