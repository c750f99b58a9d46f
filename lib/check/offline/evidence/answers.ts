import { commandRow, commands, type AssumptionId, type CommandName, type EventType } from '../../../protocol';
import type { ConfirmationRow } from '../confirmations-needed';
import { changeTo } from '../confirmations-needed';
import type { Sight } from '../sight';
import { placeOf } from '../tally';
import { nearestTo, type Answer, type TracedRequest } from '../traced-requests';
import { confirmed, contradicted, type Evidence, type Verdict, type WholeTrace } from './evidence';

/** The commands whose answer is taken from an assumption. */
export function commandsOf(id: AssumptionId): CommandName[] {
  return (Object.keys(commands) as CommandName[]).filter(
    (name) => commandRow(name).answerSource === `assumed:${id}`,
  );
}

/** Events confirm these commands as assumed, or they end without. */
export function answersAsAssumed(
  names: readonly CommandName[],
  counts: (request: TracedRequest) => boolean = () => true,
): Evidence {
  return {
    search: () => ({
      take: ({ ended }) =>
        ended?.answer !== undefined && names.includes(ended.name) && counts(ended)
          ? confirmed(`${ended.name} was answered by ${ended.answer.type}.`, placeOfAnswer(ended.answer))
          : undefined,
      end: ({ needed }: WholeTrace) => {
        const other = needed.unanswered.find(
          (request) => names.includes(request.name) && nearestTo(request) !== undefined && counts(request),
        );
        return other && unanswered(other, needed);
      },
    }),
  };
}

/** A command that ended without the event that is assumed, although one came that is near it. */
export function unanswered(request: TracedRequest, needed: WholeTrace['needed']): Verdict | undefined {
  const { name, outcome } = request;
  const nearest = nearestTo(request);
  if (nearest === undefined) {
    return undefined;
  }
  const why = `${name} was followed by ${nearest.type}, which does not confirm it: ${reasonOf(nearest)}.`;
  const verdict = contradicted(why, placeOfAnswer(nearest), needed.changeFor(name));
  return outcome === 'confirmed' || outcome === 'sent' ? { ...verdict, isHarmless: true } : verdict;
}

function reasonOf({ unread, misfits }: Answer): string {
  return unread ?? misfits.map(({ why }) => why).join(', and ');
}

export function placeOfAnswer({ line, body }: Answer) {
  return { line, text: body };
}

/** What follows within this time can be an answer. */
const followsMs = 1000;
/** Once may be by chance. */
const leastTimes = 2;

interface Followed {
  times: number;
  readonly byType: Map<EventType, number>;
  where: ReturnType<typeof placeOf> | undefined;
}

/** Commands that are assumed to get no answer: whether the same event follows each time. */
export function noAnswers(names: readonly CommandName[]): Evidence {
  return {
    search: () => {
      const followed = new Map<CommandName, Followed>();
      const last = new Map<string, { readonly name: CommandName; readonly at: number }>();
      return {
        take: (sight) => {
          noteCommand(sight, names, followed, last);
          noteEvent(sight, followed, last);
          return undefined;
        },
        end: () => verdictOn(followed),
      };
    },
  };
}

type Last = Map<string, { readonly name: CommandName; readonly at: number }>;

function noteCommand(
  sight: Sight,
  names: readonly CommandName[],
  followed: Map<CommandName, Followed>,
  last: Last,
) {
  const { sent, at } = sight;
  if (sent === undefined) {
    return;
  }
  last.delete(sent.subject);
  if (names.includes(sent.name)) {
    const known = followed.get(sent.name) ?? { times: 0, byType: new Map(), where: undefined };
    followed.set(sent.name, { ...known, times: known.times + 1 });
    last.set(sent.subject, { name: sent.name, at });
  }
}

function noteEvent(sight: Sight, followed: Map<CommandName, Followed>, last: Last): void {
  const { event, at } = sight;
  const agentId = event !== undefined && 'agentId' in event ? event.agentId : undefined;
  const before = agentId === undefined ? undefined : last.get(agentId);
  if (event === undefined || agentId === undefined || before === undefined) {
    return;
  }
  last.delete(agentId);
  const known = followed.get(before.name);
  const isAnswer = event.type !== 'Error' && event.type !== 'Unknown' && at - before.at <= followsMs;
  if (known !== undefined && isAnswer) {
    known.byType.set(event.type, (known.byType.get(event.type) ?? 0) + 1);
    known.where ??= placeOf(sight);
  }
}

function verdictOn(followed: ReadonlyMap<CommandName, Followed>): Verdict | undefined {
  const answered = [...followed].flatMap(([name, { times, byType, where }]) => {
    const [type] = [...byType].find(([, count]) => times >= leastTimes && count === times) ?? [];
    return type === undefined ? [] : [{ name, type, where }];
  });
  const [first] = answered;
  if (first !== undefined) {
    const rows = answered.map(({ name, type }): ConfirmationRow => ({
      command: name,
      event: type,
      states: '',
    }));
    const what = answered.map(({ name, type }) => `${name} by ${type}`).join(', ');
    return { ...contradicted(`Followed each time: ${what}.`, first.where, changeTo(rows)), isHarmless: true };
  }
  const [name] = [...followed].find(([, { byType }]) => byType.size === 0) ?? [];
  return name === undefined ? undefined : confirmed(`No event followed ${name}.`);
}
