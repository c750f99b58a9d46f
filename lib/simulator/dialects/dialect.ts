import type { EventFormat } from '../../protocol';
import { flag, objectOf, optional, wordOf, type Form } from '../site/forms';
import { utcOffset } from './utc-offset';

/**
 * How a GC spells, formats and addresses what it says. The specification and the public clients of GC contradict each
 * other here; a dialect is one way to read them.
 */
export interface Dialect {
  readonly format: EventFormat;
  /**
   * Spelling of the states of calls: `upper` (ACTIVE, WRAP_UP), `capitalised` (Active, Wrap_up), or `tables`: in
   * InboundCall as the tables "Complete Conference" and "Transfer Call" and row O-008 print them, else upper.
   */
  readonly callStates: 'upper' | 'tables' | 'capitalised';
  readonly onHold: 'HELD' | 'HOLD';
  /** Word for a call that is over. Source: row O-008; DROPPED: the public C# client. */
  readonly callOver: 'DROP' | 'DROPPED' | 'DELETED';
  /** JSON's key of a call's id. The tables print both. */
  readonly dialogIdKey: 'dialogID' | 'dialogId';
  /** How JSON writes a text that is absent. */
  readonly absent: 'empty' | 'null' | 'left-out';
  /** Whether JSON has attributes that no table of the specification lists, such as `cause`. */
  readonly beyondTables: boolean;
  /** JSON's shape of the call variables. */
  readonly callVariables: 'object' | 'pairs' | 'single-keys' | 'texts' | 'text' | 'wrapped';
  /** JSON's shape of the participants of a call. */
  readonly participants: 'list' | 'wrapped' | 'text';
  /** JSON's shape of phonebooks and contacts, of which the tables say only `type | object`. */
  readonly lists: 'by-type' | 'object' | 'bare';
  /** JSON's word for a call of an outbound campaign: the tables print InboundCall, row O-028 NewOutboundCall. */
  readonly outboundCalls: 'NewOutboundCall' | 'InboundCall';
  /** Fields of the lines of text: the specification's, or those that the public C# client reads. */
  readonly lines: 'specified' | 'observed';
  /** When a line of the new text format names the call: always, or only when it is over, on hold or wrapped up. */
  readonly dialogIds: 'always' | 'when-over-or-held';
  /** Whether phonebooks, contacts and, in JSON, agents say for whom they are. */
  readonly listsNameAgent: boolean;
  /** The event that tells a supervisor that a team member has another state. */
  readonly teamEvents: 'State' | 'TeamMemberStateChanged';
  /** Whether the JMS type of a DialogStatus is the type of the call. Source: row O-024. */
  readonly callTypeInJmsType: boolean;
  /** Zone of GC's clock: `local`, that of this machine, or an offset from UTC such as `-05:00`. */
  readonly utcOffset: string;
  /** Whether lines end with a separator. */
  readonly trailingSeparator: boolean;
  /** Whether blanks surround the separators of text, and JSON is indented. */
  readonly blanks: boolean;
  /** Whether JSON has attributes that nobody knows. */
  readonly unknownAttributes: boolean;
}

/** What a dialect changes of the one it is based on. */
export type DialectChanges = Partial<Dialect>;

/** Reads the properties of a dialect; the reference is made of it. */
export const dialectForm: Form<DialectChanges> = objectOf<DialectChanges>({
  format: change('Format of the events', wordOf('json', 'text', 'text-old')),
  callStates: change(
    'Spelling of the states of calls: `upper` (ACTIVE), `capitalised` (Active), or `tables` (Active, Held and Wrap_up in InboundCall, as the specification prints them)',
    wordOf('upper', 'tables', 'capitalised'),
  ),
  onHold: change('Word for a call on hold', wordOf('HELD', 'HOLD')),
  callOver: change('Word for a call that is over', wordOf('DROP', 'DROPPED', 'DELETED')),
  dialogIdKey: change("JSON: key of a call's id", wordOf('dialogID', 'dialogId')),
  absent: change('JSON: how an absent text is written', wordOf('empty', 'null', 'left-out')),
  beyondTables: change('JSON: attributes that no table of the specification lists, such as `cause`', flag),
  callVariables: change(
    'JSON: shape of the call variables',
    wordOf('object', 'pairs', 'single-keys', 'texts', 'text', 'wrapped'),
  ),
  participants: change('JSON: shape of the participants', wordOf('list', 'wrapped', 'text')),
  lists: change('JSON: shape of phonebooks and contacts', wordOf('by-type', 'object', 'bare')),
  outboundCalls: change(
    'JSON: event that announces a call of an outbound campaign',
    wordOf('NewOutboundCall', 'InboundCall'),
  ),
  lines: change(
    'Text: fields of the specification, or those that a public client of GC reads',
    wordOf('specified', 'observed'),
  ),
  dialogIds: change(
    'New text format: when an InboundCall names its call',
    wordOf('always', 'when-over-or-held'),
  ),
  listsNameAgent: change('Phonebooks, contacts and JSON lists of agents name the agent who asked', flag),
  teamEvents: change(
    'Event about another state of a team member: State has the name and extension of the member, TeamMemberStateChanged names no member',
    wordOf('State', 'TeamMemberStateChanged'),
  ),
  callTypeInJmsType: change('The JMS type of a DialogStatus is the type of the call', flag),
  utcOffset: change("Zone of GC's clock: `local` or an offset from UTC", utcOffset),
  trailingSeparator: change('Text: lines end with `#`', flag),
  blanks: change('Blanks around the separators of text, and indented JSON', flag),
  unknownAttributes: change('JSON: additional attributes that nobody knows', flag),
});

function change<T>(meaning: string, form: Form<T>) {
  return optional(meaning, form, 'as in the dialect it is based on');
}
