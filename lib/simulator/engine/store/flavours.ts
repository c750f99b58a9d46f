import { reservedReasonCodes, type Flavour } from '../../../protocol';
import type { AgentState } from './agent';

/** Where the two contact centers of Cisco, and so GC on top of them, behave differently. */
export interface FlavourRules {
  /** States outside of calls from which an agent may log out. */
  readonly logoutFrom: readonly AgentState[];
  /** The state of an agent whose call is on hold. */
  readonly onHold: AgentState;
  /** Whether calls that no queue has routed to the agent show in the agent's state. */
  readonly countsDirectCalls: boolean;
  /** Whether any state may be asked for during a call; it is shown as pending until the call ends. */
  readonly pendingStates: boolean;
  /** The state of an agent who wraps up a call and is ready afterwards. */
  readonly wrapUpThenReady: 'WORK' | 'WORK_READY';
  /** What BAStatus says of a call to a customer whom the agent has looked at before. */
  readonly previewStatus: 'PREVIEW_OUTBOUND' | 'DIRECT_PREVIEW_OUTBOUND';
  /** Why an agent who has not answered a call is not ready. */
  readonly missedCode: string;
  /** Why an agent who was ready is not, during a call that does not show in the state. */
  readonly notReadyCodes: { readonly dialling: string; readonly calledDirectly: string };
}

/**
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "User: Change Agent State" (transitions and
 * platform-based differences) and "Make a Call".
 */
export const flavours = {
  ucce: {
    logoutFrom: ['NOT_READY'],
    onHold: 'HOLD',
    countsDirectCalls: true,
    pendingStates: true,
    wrapUpThenReady: 'WORK_READY',
    previewStatus: 'PREVIEW_OUTBOUND',
    missedCode: reservedReasonCodes.missed.code,
    notReadyCodes: {
      dialling: reservedReasonCodes.dialling.code,
      calledDirectly: reservedReasonCodes.calledDirectly.code,
    },
  },
  uccx: {
    logoutFrom: ['NOT_READY', 'READY'],
    onHold: 'TALKING',
    countsDirectCalls: false,
    pendingStates: false,
    wrapUpThenReady: 'WORK',
    previewStatus: 'DIRECT_PREVIEW_OUTBOUND',
    missedCode: reservedReasonCodes.missedUccx.code,
    notReadyCodes: {
      dialling: reservedReasonCodes.diallingUccx.code,
      calledDirectly: reservedReasonCodes.calledDirectlyUccx.code,
    },
  },
} as const satisfies Record<Flavour, FlavourRules>;
