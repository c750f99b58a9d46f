import type { ReplayEvent, ReplaySystem } from './items';

/** What the trace lets happen. */
export interface Stage {
  publish(event: ReplayEvent): void;
  /** Whether the broker is behind with what was published: then the trace waits for it. */
  isBehind(): boolean;
  followSystem(system: ReplaySystem): void;
  setSilent(isSilent: boolean): void;
  /** Returns whether clients have really lost it, or can come back to it. */
  setBroker(isThere: boolean): boolean;
  report(text: string): void;
}
