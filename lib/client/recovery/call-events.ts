import type { EventOf, GcEvent } from '../../protocol';
import type { Leg, NamedLeg } from '../model/calls';

export type CallEvent = EventOf<'InboundCall'> | EventOf<'ConsultCall'>;

type ToldCall = Partial<Pick<EventOf<'InboundCall'>, 'dialogId' | 'state' | 'fromAddress' | 'callVariables'>>;

interface KnownCalls {
  of(agentId: string): readonly NamedLeg[];
  /** Those that only the client before this one has heard of. */
  hintedOf(agentId: string): readonly Leg[];
}

const over: readonly string[] = ['NOT_FOUND', 'DROP', 'FAILED'];

/** A state is a word; a number or a variable in its place is none. */
const stateWord = /^[A-Za-z_ ]{1,30}$/;

/** The calls that GC tells about when it is asked, or after a login, each as the event that goes with its state. */
export function callEventsIn(event: GcEvent, calls: KnownCalls): CallEvent[] {
  if (event.type !== 'DialogStatus' && event.type !== 'DialogState') {
    return [];
  }
  const { agentId } = event;
  const associated: ToldCall = {
    ...(event.assDialogId === undefined || event.assDialogId === event.dialogId
      ? {}
      : { dialogId: event.assDialogId }),
    ...(event.assDialogState === undefined ? {} : { state: event.assDialogState }),
    ...(event.assFromAddress === undefined ? {} : { fromAddress: event.assFromAddress }),
    ...(event.assCallVariables === undefined ? {} : { callVariables: event.assCallVariables }),
  };
  return isConsultFirst(event, [...calls.of(agentId), ...calls.hintedOf(agentId)])
    ? [...callEvent('ConsultCall', agentId, event), ...callEvent('InboundCall', agentId, associated)]
    : [...callEvent('InboundCall', agentId, event), ...callEvent('ConsultCall', agentId, associated)];
}

/** The main call stands in front, unless the consult call was asked for. */
function isConsultFirst(
  { dialogId, assDialogId }: Pick<EventOf<'DialogState'>, 'dialogId' | 'assDialogId'>,
  known: readonly Leg[],
): boolean {
  const legOf = (id?: string) => known.find((call) => call.dialogId === id)?.leg;
  const leg = legOf(dialogId);
  return leg === 'consult' || (leg === undefined && legOf(assDialogId) === 'main');
}

/** The event that ends a call. */
export function endOf({ agentId, dialogId, leg }: NamedLeg): CallEvent {
  return { type: leg === 'consult' ? 'ConsultCall' : 'InboundCall', agentId, dialogId, state: 'DROP' };
}

/** Whether an event tells something that is not known of the agent's calls. */
export function isNews({ agentId, dialogId, state }: CallEvent, calls: KnownCalls): boolean {
  const call = calls.of(agentId).find((each) => each.dialogId === dialogId);
  const isHinted = calls.hintedOf(agentId).some((each) => each.dialogId === dialogId);
  return call === undefined ? isHinted || state !== 'DROP' : call.state !== state;
}

function callEvent(
  type: CallEvent['type'],
  agentId: string,
  { dialogId, state, fromAddress, callVariables }: ToldCall,
): CallEvent[] {
  if (dialogId === undefined || state === undefined || !stateWord.test(state)) {
    return [];
  }
  return [
    {
      type,
      agentId,
      dialogId,
      state: over.includes(state) ? 'DROP' : state,
      ...(fromAddress === undefined ? {} : { fromAddress }),
      ...(callVariables === undefined ? {} : { callVariables }),
    },
  ];
}
