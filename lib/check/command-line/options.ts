/** An option of gc-check; the help and the reference are made of these rows. */
export interface Option {
  /** What stands behind it: `FILE`; absent: nothing. */
  readonly value?: string;
  /** Only with --broker; absent: also with a trace. */
  readonly only?: 'live';
  /** How often it may be given; absent: once. */
  readonly times?: number;
  /** As in the help, without a full stop. */
  readonly meaning: string;
}

/** All options, in the order of the help. */
export const options = {
  broker: {
    value: 'URL',
    only: 'live',
    times: 10,
    meaning: 'check the GC at this broker: stomp://host:port, or stomp+ssl://host:port',
  },
  queue: {
    value: 'NAME',
    only: 'live',
    meaning: 'queue from which GC takes its commands (default Connector1)',
  },
  destination: {
    value: 'NAME',
    only: 'live',
    meaning: 'topic on which GC answers; no other client may use it (default gc-check)',
  },
  user: {
    value: 'NAME',
    only: 'live',
    meaning:
      'user of the broker; the password is taken from the environment variable GC_CHECK_BROKER_PASSWORD, or asked for',
  },
  ca: {
    value: 'FILE',
    only: 'live',
    meaning: 'PEM file with the certificate of the authority that vouches for the broker (with stomp+ssl)',
  },
  agent: {
    value: 'ID',
    only: 'live',
    meaning:
      'log this test agent in, ask for its state, reasons, phonebooks and teams, and log it out again; the password is taken from GC_CHECK_PASSWORD, or asked for. An agent who is logged in already is left alone',
  },
  extension: { value: 'NUMBER', only: 'live', meaning: 'extension at which the test agent logs in' },
  sso: { only: 'live', meaning: 'the test agent is a single sign-on user' },
  call: {
    value: 'NUMBER',
    only: 'live',
    times: 2,
    meaning:
      'let the test agent call this test extension, hold, retrieve, hang up, call again, consult and transfer; somebody has to answer there, and to hang up after the transfer. The second one is consulted, or the first again',
  },
  record: {
    value: 'FILE',
    only: 'live',
    meaning: 'also write what goes over the wire to this file, as a trace',
  },
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

/** Its meaning with how often it may be given, without a full stop. */
export function fullMeaning({ meaning, times }: Option): string {
  if (times === undefined) {
    return meaning;
  }
  return `${meaning}; can be given ${times === 2 ? 'twice' : `up to ${times} times`}`;
}

export const optionNames = Object.keys(options) as OptionName[];
