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
    nothing: 'nothing',
    furtherErrors: 'Further codes, which the [reference](__reference__) explains',
  },
  de: {
    nothing: 'nichts',
    furtherErrors: 'Weitere Codes, die die [Referenz](__reference__) erklärt',
  },
};
