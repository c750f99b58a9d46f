import type { Participant } from '../../../protocol';
import { isConnected } from './leg';

type Participants = readonly Participant[];

export function countConnected(participants: Participants): number {
  let count = 0;
  for (const participant of participants) {
    count += isConnected(participant) ? 1 : 0;
  }
  return count;
}

export interface Changes {
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly changed: readonly string[];
}

/** Who else has come to a call, has left it, or is in another state. Who has left is listed once more. */
export function changesIn(before: Participants, after: Participants, own: string | undefined): Changes {
  const was = statesIn(before, own);
  const is = statesIn(after, own);
  return {
    joined: [...is.keys()].filter((address) => !was.has(address)),
    left: [...was.keys()].filter((address) => !is.has(address)),
    changed: [...is.keys()].filter((address) => was.has(address) && was.get(address) !== is.get(address)),
  };
}

function statesIn(participants: Participants, own: string | undefined): Map<string, string | undefined> {
  return new Map(
    participants.flatMap(({ extension, state }) =>
      extension === undefined || extension === own || state === 'DROPPED' ? [] : [[extension, state]],
    ),
  );
}

/** Whether two lists say the same of the same participants in the same order: mostly they do. */
export function areSame(one: Participants, other: Participants): boolean {
  return (
    one.length === other.length &&
    one.every(({ extension, state }, index) => {
      const same = other[index];
      return same?.extension === extension && same?.state === state;
    })
  );
}
