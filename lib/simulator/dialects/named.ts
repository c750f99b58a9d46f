import type { EventFormat } from '../../protocol';
import type { Dialect } from './dialect';

/**
 * What the tables under "GC Events" of the specification print, and nothing else: no cause of a failed call, no agent
 * in lists.
 */
const specifiedJson: Dialect = {
  format: 'json',
  callStates: 'tables',
  onHold: 'HELD',
  callOver: 'DROP',
  dialogIdKey: 'dialogID',
  absent: 'empty',
  beyondTables: false,
  callVariables: 'object',
  participants: 'list',
  lists: 'object',
  outboundCalls: 'InboundCall',
  lines: 'specified',
  dialogIds: 'always',
  listsNameAgent: false,
  teamEvents: 'TeamMemberStateChanged',
  callTypeInJmsType: true,
  utcOffset: 'local',
  trailingSeparator: false,
  blanks: false,
  unknownAttributes: false,
};

/** Dialects by name; the first is the default. */
export const dialects = {
  /** Source: the tables under "GC Events". */
  'specified-json': specifiedJson,
  /** Source: "GC Output Messages", new format. */
  'specified-new': { ...specifiedJson, format: 'text', callStates: 'upper' },
  /** Source: "GC Output Messages", old format. */
  'specified-old': { ...specifiedJson, format: 'text-old', callStates: 'upper' },
  /** Source: the fields that the public C# client of GC reads (WPF in gc-protocol). */
  observed: {
    ...specifiedJson,
    format: 'text',
    callStates: 'upper',
    callOver: 'DROPPED',
    beyondTables: true,
    lines: 'observed',
    listsNameAgent: true,
    teamEvents: 'State',
    callTypeInJmsType: false,
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;

export const dialectNames = Object.keys(dialects) as [DialectName, ...DialectName[]];

/** The dialect of the specification in each format. */
export const dialectOfFormat: Readonly<Record<EventFormat, DialectName>> = {
  json: 'specified-json',
  text: 'specified-new',
  'text-old': 'specified-old',
};
