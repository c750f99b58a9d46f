/** What a running connection can offer to choose from, where otherwise a value would have to be typed. */
export const choiceKinds = [
  'agents',
  'extensions',
  /** Contacts of phonebooks, and extensions of agents. */
  'numbers',
  'calls',
  'not-ready-reasons',
  'logout-reasons',
  'wrap-up-reasons',
  'phonebooks',
  'teams',
  'queues',
  /** Agents and queues of the built-in simulator. */
  'simulated-goals',
] as const;

export type ChoiceKind = (typeof choiceKinds)[number];

export interface Choice {
  /** As GC knows it. */
  readonly id: string;
  /** As people know it. */
  readonly name?: string | undefined;
}

export function isChoiceKind(word: string): word is ChoiceKind {
  return (choiceKinds as readonly string[]).includes(word);
}
