import type { Participant } from '../../protocol';
import type { Dialect } from './dialect';

type Variables = Readonly<Record<string, string>>;
type Write<T> = (value: T) => unknown;

const pairOf = ([name, value]: [string, string]) => ({ name, value });
const textOf = ([name, value]: [string, string]) => `${name}=${value}`;

/** How JSON can write the call variables. Source: Finesse's `CallVariable{name,value}`; else assumed. */
export const variableShapes: Readonly<Record<Dialect['callVariables'], Write<Variables>>> = {
  object: (variables) => variables,
  pairs: (variables) => Object.entries(variables).map(pairOf),
  'single-keys': (variables) => Object.entries(variables).map(([name, value]) => ({ [name]: value })),
  texts: (variables) => Object.entries(variables).map(textOf),
  text: (variables) => Object.entries(variables).map(textOf).join('|'),
  wrapped: (variables) => ({ CallVariable: Object.entries(variables).map(pairOf) }),
};

/** How JSON can write the participants of a call. Source: Finesse's `Participant`; the text of public clients of GC. */
export const participantShapes: Readonly<Record<Dialect['participants'], Write<readonly Participant[]>>> = {
  list: (participants) => participants,
  wrapped: (participants) => ({
    Participant: participants.map(({ extension, ...others }) => ({ mediaAddress: extension, ...others })),
  }),
  text: (participants) => participants.map(lineOf).join('|'),
};

function lineOf({ extension = '', state = '', role }: Participant): string {
  return [extension, state, 'PRESENT', ...(typeof role === 'string' ? [role] : [])].join(',');
}
