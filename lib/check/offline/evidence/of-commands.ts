import { commandRow, whatComesFirst, type CommandName } from '../../../protocol';
import { settingChange } from '../../site-settings';
import type { Sight } from '../sight';
import { nearestTo, type TracedRequest } from '../traced-requests';
import { answersAsAssumed, commandsOf, placeOfAnswer, unanswered } from './answers';
import { confirmed, contradicted, each, type Evidence, type Search, type Verdict } from './evidence';

const withReason: CommandName = 'MakeNotReadyWithReason';
const completing: readonly CommandName[] = ['TransferCall', 'Conferencecall'];
/** Codes that say that an extension is the wrong one. */
const aboutExtension: readonly string[] = [
  'MISSING_EXTENSION',
  'WRONG_EXTENSION',
  'CF_INVALID_CALLED_DEVICE',
  'CF_INVALID_CALLING_DEVICE',
  'CF_INVALID_CSTA_DEVICE_IDENTIFIER',
];

const duringCall: readonly string[] = ['TALKING', 'HOLD'];

function isDuringCall({ expectation }: TracedRequest): boolean {
  return duringCall.includes(expectation.earlier.state ?? '');
}

/** A state asked for during a call. Where the state itself comes, nothing was announced. */
export const pendingState = answersAsAssumed(commandsOf('pending-state'), (request) => {
  const { answer } = request;
  return (
    isDuringCall(request) && (answer === undefined || answer.confirmation?.when?.pendingState !== undefined)
  );
});

/** The reason that GC reports is another than the code that was sent, and no state at all comes otherwise. */
export const reasonId: Evidence = {
  search: () => ({
    take: ({ ended }) => {
      const { answer, name } = ended ?? {};
      return name === withReason && answer?.confirmation?.otherReason === true
        ? confirmed('GC reported another reason than the code that was sent.', placeOfAnswer(answer))
        : undefined;
    },
    end: ({ needed }) => {
      const other = needed.unanswered.find(
        (request) => request.name === withReason && nearestTo(request) !== undefined,
      );
      return other && unanswered(other, needed);
    },
  }),
};

/** The extension of the other agent completes a transfer, or that of the agent's own. */
export const transferExtension: Evidence = each((sight) => {
  const { ended, agents } = sight;
  if (ended === undefined || !completing.includes(ended.name)) {
    return undefined;
  }
  const isOwn = String(ended.parameters.extension) === agents.get(ended.subject).extension;
  return ofExtension(sight, ended, isOwn);
});

function ofExtension(
  sight: Sight,
  { name, outcome = '' }: TracedRequest,
  isOwn: boolean,
): Verdict | undefined {
  const isRefused = aboutExtension.includes(outcome);
  const own = settingChange('completeWith', 'own', "the agent's own extension");
  if (outcome === 'confirmed') {
    // With the own extension it works where that is set; the other one may work as well.
    return isOwn
      ? {
          ...contradicted(`${name} with the agent's own extension worked.`, sight, own),
          isHarmless: true,
        }
      : confirmed(`${name} with the other agent's extension worked.`, sight);
  }
  if (!isRefused) {
    return undefined;
  }
  return isOwn
    ? confirmed(`${name} with the agent's own extension was refused with ${outcome}.`, sight)
    : contradicted(`${name} with the other agent's extension was refused with ${outcome}.`, sight, own);
}

/** A monitored call that was joined. */
export const bargeInMember: Evidence = each((sight) => {
  const { ended } = sight;
  if (ended?.name !== 'bargein') {
    return undefined;
  }
  if (ended.outcome === 'confirmed') {
    return confirmed('GC accepted bargein.', sight);
  }
  return ['USER_NOT_FOUND', 'NOT_FOUND', ...aboutExtension].includes(ended.outcome ?? '')
    ? contradicted(`bargein was refused with ${ended.outcome ?? ''}.`, sight)
    : undefined;
});

/** A change of state that Finesse refuses with either contact centre. */
export const stateRules: Evidence = each((sight) => {
  const { ended } = sight;
  const { state } = ended?.expectation.earlier ?? {};
  if (ended === undefined || state === undefined || !isImpossible(ended.name, state)) {
    return undefined;
  }
  if (ended.outcome === 'confirmed') {
    return contradicted(`${ended.name} worked in the state ${state}.`, sight);
  }
  return ended.outcome?.startsWith('GC_') === false
    ? confirmed(`${ended.name} was refused in the state ${state}.`, sight)
    : undefined;
});

function isImpossible(name: CommandName, state: string): boolean {
  return (['ucce', 'uccx'] as const).every((flavour) => whatComesFirst(name, state, flavour) !== undefined);
}

/** An error while two commands of an agent were under way. */
export const errorOfCommand: Evidence = {
  search: (): Search => {
    /** By the command that the error was not given to, by id. */
    const others = new Map<number, { readonly failed: TracedRequest }>();
    return {
      take: (sight) => {
        const { event, underWay, ended } = sight;
        if (event?.type === 'Error' && event.agentId !== undefined) {
          const possible = underWay.filter(({ name }) => commandRow(name).subject === 'agentId');
          const [failed, other] = possible;
          if (failed !== undefined && other !== undefined && others.size < 1000) {
            others.set(other.id, { failed });
          }
        }
        const pair = ended && others.get(ended.id);
        if (ended === undefined || pair === undefined) {
          return undefined;
        }
        others.delete(ended.id);
        const { failed } = pair;
        if (ended.outcome === 'confirmed') {
          return confirmed(`${failed.name} got the error, and ${ended.name} worked.`, sight);
        }
        return ended.outcome === 'GC_TIMEOUT' && failed.answer !== undefined
          ? contradicted(
              `${failed.name} got the error although it worked; ${ended.name} got no answer.`,
              placeOfAnswer(failed.answer),
            )
          : undefined;
      },
    };
  },
};
