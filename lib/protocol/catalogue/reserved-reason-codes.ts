import type { Source } from '../sources/sources';

/** The two contact centers of Cisco; numbers and rules differ. */
export type Flavour = 'ucce' | 'uccx';

export interface ReservedReasonCode {
  readonly code: string;
  readonly flavours: readonly Flavour[];
  readonly meaning: string;
  /** Absent: the predefined reason codes in Cisco's documentation. */
  readonly source?: Source;
}

/**
 * Reason codes that no administrator has defined: GC or Finesse sets them. The same number can mean the opposite
 * in the other flavour (32767).
 * Source: the predefined reason codes of UCCE and UCCX in Cisco's documentation; -1 from clients of GC.
 */
export const reservedReasonCodes = {
  none: {
    code: '-1',
    flavours: ['ucce', 'uccx'],
    source: 'observed:salesforce-guide',
    meaning:
      'no reason was given; with LOGOUT during a failover it does not mean that the agent has logged out',
  },
  supervisor: { code: '999', flavours: ['ucce'], meaning: 'a supervisor has changed the state' },
  supervisorUccx: { code: '33', flavours: ['uccx'], meaning: 'a supervisor has changed the state' },
  clientGone: {
    code: '255',
    flavours: ['ucce', 'uccx'],
    meaning: "the agent's client was lost, and the system has logged the agent out",
  },
  clientFailed: { code: '50002', flavours: ['ucce'], meaning: "a part of the agent's client has failed" },
  calledDirectly: { code: '50005', flavours: ['ucce'], meaning: 'a call that no queue has routed came in' },
  dialling: { code: '50006', flavours: ['ucce'], meaning: 'the agent has dialled' },
  missedRepeatedly: {
    code: '50010',
    flavours: ['ucce'],
    meaning: 'several calls in a row were not answered',
  },
  calledDirectlyUccx: {
    code: '32761',
    flavours: ['uccx'],
    meaning: 'a call that no queue has routed came in',
  },
  diallingUccx: { code: '32762', flavours: ['uccx'], meaning: 'the agent has dialled' },
  missedUccx: { code: '32763', flavours: ['uccx'], meaning: 'a call was not answered' },
  missed: { code: '32767', flavours: ['ucce'], meaning: 'a call was not answered' },
  loggedInAgain: {
    code: '32767',
    flavours: ['uccx'],
    meaning: 'the agent has logged in again without having logged out',
  },
} as const satisfies Record<string, ReservedReasonCode>;

/** What a reserved code means in a flavour; undefined for codes that administrators define. */
export function findReservedReasonCode(code: string, flavour: Flavour): ReservedReasonCode | undefined {
  const all: readonly ReservedReasonCode[] = Object.values(reservedReasonCodes);
  return all.find((reserved) => reserved.code === code && reserved.flavours.includes(flavour));
}
