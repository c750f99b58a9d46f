import type { AnyEvent } from '../../lib/nodered';

/** Recognises the answers to heartbeats, with which GC repeats that it is in the state in which it was. */
export class Heartbeats {
  constructor(private status: string | undefined) {}

  /** Whether the event repeats the state of GC. Takes in the state. */
  includes(event: AnyEvent): boolean {
    if (event.type !== 'System') {
      return false;
    }
    const isRepeated = event.status === this.status;
    this.status = event.status;
    return isRepeated;
  }
}
