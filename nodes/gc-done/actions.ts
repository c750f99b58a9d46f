/** How a flow ends an event, and the fields that each way needs. */
export const actions = {
  done: [],
  again: ['pause'],
  'put-aside': ['reason'],
} as const;

export type ActionName = keyof typeof actions;

export const fields = ['pause', 'reason'] as const;

export type Field = (typeof fields)[number];

/** The fields of an action; of one that only the message tells, all. */
export function fieldsOf(action: string | undefined): readonly Field[] {
  return action !== undefined && Object.hasOwn(actions, action) ? actions[action as ActionName] : fields;
}

/** A day, in seconds. */
export const longestPause = 86_400;
