import type { CommandName, UnreadKind } from '../../lib/protocol';

/** Whether something is there, since when (in milliseconds since 1970), and why. */
export interface ConditionNews {
  readonly condition: string;
  readonly since?: number | undefined;
  readonly reason: string;
}

export interface ConnectionRow {
  readonly kind: 'connection';
  readonly key: string;
  /** Id of the gc-connection node; what it is called, the editor knows. */
  readonly connection: string;
  readonly broker: ConditionNews;
  readonly gc: ConditionNews;
  /** Messages of which at least a part could not be read; absent for none. */
  readonly unread?: number | undefined;
  /** The last one; absent where nothing was recorded. */
  readonly recording?: RecordingNews | undefined;
}

/** A recording of what goes between the connection and GC. */
export interface RecordingNews {
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** When it ended, and why; absent while it runs. */
  readonly endedAt?: number | undefined;
  readonly ended?: 'stopped' | 'full' | 'time' | 'closed' | 'failed' | undefined;
  readonly bytes: number;
  readonly entries: number;
  /** Entries that had to make room for later ones. */
  readonly dropped: number;
  readonly standIns: boolean;
  /** Whether it is in a file, as the connection is configured, and not in memory. */
  readonly toFile: boolean;
}

/** What is to be recorded, as a user has chosen it in the sidebar. */
export interface RecordingRequest {
  readonly connection: string;
  readonly standIns: boolean;
  readonly whenFull: WhenFull;
}

/** What becomes of a recording that is full: the oldest entries make room, or it ends. */
export const whenFullChoices = ['drop-oldest', 'stop'] as const;
export type WhenFull = (typeof whenFullChoices)[number];

export interface AgentRow {
  readonly kind: 'agent';
  readonly key: string;
  readonly connection: string;
  readonly agentId: string;
  readonly state: string;
  /** In milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly name?: string | undefined;
  readonly extension?: string | undefined;
  readonly team?: string | undefined;
  /** Its label, or its code where that is all that is known. */
  readonly reason?: string | undefined;
  readonly previousState?: string | undefined;
  readonly pendingState?: string | undefined;
  /** What can be done with the agent now. */
  readonly actions: readonly CommandName[];
}

/** A call as one agent has it. */
export interface CallRow {
  readonly kind: 'call';
  readonly key: string;
  readonly connection: string;
  readonly agentId: string;
  readonly dialogId?: string | undefined;
  readonly state: string;
  readonly callKind: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** In milliseconds since 1970. */
  readonly since: number;
  /** What the agent can do with it now. */
  readonly actions: readonly CommandName[];
}

/** Something that GC has sent and the connection could not read. */
export interface UnreadRow {
  readonly kind: 'unread';
  readonly key: string;
  readonly connection: string;
  readonly reason: UnreadKind;
  /** Of the event. */
  readonly type: string;
  readonly attribute?: string | undefined;
  /** The word, or why the message is no event. */
  readonly detail?: string | undefined;
  readonly count: number;
  /** When it came last, in milliseconds since 1970. */
  readonly lastAt: number;
  /** The last message that had it, without secrets and with stand-ins. */
  readonly line?: string | undefined;
}

/** A row of one of the sidebar's lists. */
export type SidebarRow = ConnectionRow | AgentRow | CallRow | UnreadRow;

/** What an event says besides whom it is about: one of these attributes, or how broker or GC are. */
export type DetailKind = (typeof detailAttributes)[number] | 'broker' | 'gc';

/** The first of these that an event has is shown. */
export const detailAttributes = ['outcome', 'state', 'code', 'category', 'reason', 'result'] as const;

/** An event in a line. */
export interface EventLine {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly connection: string;
  readonly type: string;
  readonly agentId?: string | undefined;
  readonly dialogId?: string | undefined;
  /** The state, code, outcome or the like that it tells. */
  readonly detail?: string | undefined;
  /** What the detail is. */
  readonly detailKind?: DetailKind | undefined;
}

/** What has changed since a revision. */
export interface News {
  /** To be given with the next question. */
  readonly revision: number;
  /** These are all rows and events that there are, not only the changed ones. */
  readonly isWhole: boolean;
  /** By the clock of the server, in milliseconds since 1970. */
  readonly now: number;
  readonly rows: readonly SidebarRow[];
  /** Keys of rows that are there no more. */
  readonly gone: readonly string[];
  /** The oldest first. */
  readonly events: readonly EventLine[];
}

/** A command that a user has chosen in the sidebar. */
export interface SidebarCommand {
  readonly connection: string;
  readonly command: CommandName;
  readonly agentId: string;
  readonly dialogId?: string | undefined;
  /** Why, where the command takes a reason: its label or its code. */
  readonly reason?: string | undefined;
}

/** Events that are kept and shown. */
export const mostEvents = 200;

/** Tells all editors that there is news, and nothing of it: Node-RED sends it to everybody who is logged in. */
export const newsTopic = 'gc-sidebar/news';
