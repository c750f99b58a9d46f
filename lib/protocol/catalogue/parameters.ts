import type { ChoiceKind } from './choices';

/** What may stand between the separators of a command, and how a person is told that it may not. */
export interface Parameter {
  /** What the value means, for help and dialogs. */
  readonly meaning: string;
  /** `flag` is true or false; both go out as text. */
  readonly type: 'text' | 'flag';
  /** What the whole value must look like; absent means any text without separators and control characters. */
  readonly pattern?: RegExp;
  /** What is expected, completing "must be …". */
  readonly expected: string;
  /** True for values that must never appear in logs, errors or messages. */
  readonly secret?: true;
  /** True for values that must not appear there either, but may stand in a flow. */
  readonly confidential?: true;
  /** True where an empty text has a meaning of its own. */
  readonly mayBeEmpty?: true;
  /** What a running connection can offer to choose from. */
  readonly choices?: ChoiceKind;
}

const identifier = /^\S+$/;
const dialable = /^\+?[0-9*]+$/;
const digits = /^[0-9]+$/;
const truth = /^(true|false)$/;

/**
 * Every parameter of the commands, by our name for it.
 * Source: column "Message Parameters" of the command tables; `sso` from the 4.4.11 JSON API page.
 */
export const parameters = {
  agentId: {
    type: 'text',
    meaning: 'Login id of the agent the command acts on',
    pattern: identifier,
    expected: 'a login id without blanks',
    choices: 'agents',
  },
  destination: {
    type: 'text',
    meaning: 'Name of the topic on which this client listens',
    pattern: /^(?!activemq\.)[a-z0-9][a-z0-9._-]*$/i,
    expected: 'a topic name of letters, digits, ".", "_" and "-" that does not begin with "ActiveMQ."',
  },
  password: {
    type: 'text',
    meaning: 'Password of the agent',
    expected: 'a password',
    secret: true,
  },
  sso: { type: 'text', meaning: 'Marks a single sign-on user', expected: 'a text', confidential: true },
  extension: {
    type: 'text',
    meaning: "Extension of an agent's phone",
    pattern: /^\+?[0-9]+$/,
    expected: 'an extension of digits only',
    choices: 'extensions',
  },
  phone: {
    type: 'text',
    meaning: 'Number of the phone at which a mobile agent works',
    pattern: dialable,
    expected: 'a number of digits, "*" and a leading "+"',
    choices: 'numbers',
  },
  connectionMode: {
    type: 'flag',
    meaning:
      'true: each call rings the mobile agent (call by call); false: the line stays open (nailed connection)',
    pattern: truth,
    expected: 'true (call by call) or false (nailed connection)',
  },
  number: {
    type: 'text',
    meaning: 'Number to dial',
    pattern: dialable,
    expected: 'a number of digits, "*" and a leading "+", without blanks',
    choices: 'numbers',
  },
  dialogId: {
    type: 'text',
    meaning: 'Id of the dialog (the call)',
    pattern: identifier,
    expected: 'a dialog id without blanks',
    choices: 'calls',
  },
  reasonCode: {
    type: 'text',
    meaning: 'Reason code',
    pattern: digits,
    expected: 'a reason code of digits',
    choices: 'not-ready-reasons',
  },
  wrapUpReason: {
    type: 'text',
    meaning: 'Wrap-up reason, as its label',
    expected: 'a text',
    choices: 'wrap-up-reasons',
  },
  variableName: {
    type: 'text',
    meaning: 'Name of a call variable',
    pattern: identifier,
    expected: 'a name without blanks',
  },
  variableValue: { type: 'text', meaning: 'Value of a call variable', expected: 'a text', mayBeEmpty: true },
  phonebookId: {
    type: 'text',
    meaning: 'Id of a phonebook',
    pattern: identifier,
    expected: 'an id without blanks',
    choices: 'phonebooks',
  },
  teamId: {
    type: 'text',
    meaning: 'Id of a team',
    pattern: identifier,
    expected: 'an id without blanks',
    choices: 'teams',
  },
  subscribe: {
    type: 'flag',
    meaning: 'true: also send the changes of state of the team from now on',
    pattern: truth,
    expected: 'true or false',
  },
  memberId: {
    type: 'text',
    meaning: 'Login id of a team member',
    pattern: identifier,
    expected: 'a login id without blanks',
    choices: 'agents',
  },
} as const satisfies Record<string, Parameter>;

/** The name of one queue: no path, no wildcard, no list, no invisible character, and none of the broker's own. */
export const queueName = /^(?!activemq\.)[^\s/*>,?#|\p{Cc}\p{Cf}\p{Co}\p{Cs}]+$/iu;

export type ParameterName = keyof typeof parameters;

/** A parameter as callers may give it; it is sent as text. */
export type ParameterValue = string | number | boolean;

/** Whether a value must never appear in logs, errors or messages. */
export function isConfidential(name: ParameterName): boolean {
  const { secret, confidential }: Parameter = parameters[name];
  return secret === true || confidential === true;
}
