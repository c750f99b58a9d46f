/** An option of gc-check; the help and the reference are made of these rows. */
export interface Option {
  /** What stands behind it: `FILE`; absent: nothing. */
  readonly value?: string;
  /** `trace`: only with a trace; `live`: only with --broker; absent: with both. */
  readonly only?: 'trace' | 'live';
  /** May be given several times. */
  readonly isRepeated?: true;
  /** As in the help, without a full stop. */
  readonly meaning: string;
}

/** All options, in the order of the help. */
export const options = {
  profile: {
    value: 'FILE',
    meaning:
      'write the site profile to this file: the dialect that GC speaks, and the settings that it needs',
  },
  json: { meaning: 'print the report as JSON' },
  html: { value: 'FILE', meaning: 'also write the report to this file as a page that needs no other' },
  help: { meaning: 'show this' },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof options;

/** The row of an option in its general form. */
export function optionRow(name: OptionName): Option {
  return options[name];
}

export const optionNames = Object.keys(options) as OptionName[];
