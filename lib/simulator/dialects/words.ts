import type { KnownEvent } from '../../protocol';
import type { Dialect } from './dialect';

type Values = Readonly<Record<string, unknown>>;

/** Words of which the specification prints another spelling in InboundCall. */
const tabled = new Set(['ACTIVE', 'HELD', 'HOLD', 'WRAP_UP']);

const callEvents: readonly string[] = ['InboundCall', 'ConsultCall', 'DialogState', 'DialogStatus'];

/** Says the states of calls in the words of the dialect. */
export function withStateWords(event: KnownEvent, dialect: Dialect): KnownEvent {
  if (!callEvents.includes(event.type)) {
    return event;
  }
  const values: Values = { ...event };
  const spell = (word: unknown) => (typeof word === 'string' ? spelled(word, event.type, dialect) : word);
  const isOver = event.type === 'InboundCall' || event.type === 'ConsultCall';
  const state = isOver && values.state === 'DROP' ? dialect.callOver : values.state;
  return {
    ...values,
    state: spell(state),
    ...('assDialogState' in values && { assDialogState: spell(values.assDialogState) }),
    ...(Array.isArray(values.participants) && {
      participants: (values.participants as Values[]).map((one) => ({ ...one, state: spell(one.state) })),
    }),
  } as KnownEvent;
}

function spelled(word: string, type: string, { callStates, onHold }: Dialect): string {
  const said = word === 'HELD' ? onHold : word;
  const isCapitalised =
    callStates === 'capitalised' || (callStates === 'tables' && type === 'InboundCall' && tabled.has(said));
  return isCapitalised ? said.charAt(0) + said.slice(1).toLowerCase() : said;
}
