/** A word that a reader stumbles over, and what to write instead. */
export interface AvoidedWord {
  /** Global, ignores case. */
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Found anywhere in a sentence. */
export const avoidedWords: readonly AvoidedWord[] = [
  { pattern: /\bwho(?:m|so)?ever\b/gi, instead: 'name who: "the agent", "anyone who", "systems that"' },
  { pattern: /\bwhatever\b(?! (?:the|its|their)\b)/gi, instead: 'name it: "everything that", "any value"' },
  { pattern: /\bshall\b/gi, instead: '"must", "is to", or the present tense' },
  { pattern: /\b(?:tells?|told)\b(?! apart)/gi, instead: '"reports", "says", "shows", "notifies"' },
  { pattern: /\b(?:is|are|was|were) away\b/gi, instead: '"is unavailable"' },
  { pattern: /\bwell again\b/gi, instead: '"has recovered"' },
  { pattern: /\brubbish\b/gi, instead: '"invalid"' },
  { pattern: /\bso far\b/gi, instead: '"until now", "yet", or the stage by its name' },
  { pattern: /\bthe same, but\b/gi, instead: 'say what differs' },
  { pattern: /\bof (?:its|their|the) time limit\b/gi, instead: '"remaining time"' },
  { pattern: /\bthereof\b|\bhereby\b|\btherein\b|\bhenceforth\b/gi, instead: 'plain words' },
  { pattern: /\bin vain\b/gi, instead: '"without success", "unsuccessfully"' },
  { pattern: /\bbecame of\b|\bbecomes of\b/gi, instead: '"the outcome of"' },
  { pattern: /\bbe it\b|\bas it were\b/gi, instead: 'plain words' },
  { pattern: /\bsimply\b|\bobviously\b|\bof course\b|\beasily\b/gi, instead: 'leave it out' },
  { pattern: /\butili[sz]e\w*\b/gi, instead: '"use"' },
  { pattern: /\bin order to\b/gi, instead: '"to"' },
];

/** Found at the beginning of a statement: the subject is a clause, and the reader waits for the verb. */
export const avoidedSubject: AvoidedWord = {
  pattern: /^(?:what|who)\b/gi,
  instead: 'begin with the noun: "Failed commands …", "The value …"',
};
