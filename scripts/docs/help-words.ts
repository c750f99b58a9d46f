/** What the generated parts of the help say, in a language. */
export interface HelpWords {
  /** In place of what confirms a command: GC does not answer it. */
  readonly nothing: string;
  /** In front of a list of codes. */
  readonly furtherErrors: string;
}

/** By language, as the folders of the locales are called. */
export const helpWords: Readonly<Record<string, HelpWords>> = {
  'en-US': {
    nothing: 'no event, because GC does not answer',
    furtherErrors: 'Further codes, explained in the [reference](__reference__)',
  },
  de: {
    nothing: 'kein Ereignis, denn GC antwortet nicht',
    furtherErrors: 'Weitere Codes, erklärt in der [Referenz](__reference__)',
  },
};
