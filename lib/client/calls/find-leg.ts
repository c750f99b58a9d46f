import { isConnected, isUnanswered, type Leg } from './leg';
import { isOffer, type ToldCall } from './told-call';

/** Which of an agent's calls an event is about; undefined where it is none of them. */
export function findLeg(live: readonly Leg[], told: ToldCall, state: string): Leg | undefined {
  return told.dialogId === undefined
    ? findByState(live, told, state)
    : live.find(({ dialogId }) => dialogId === told.dialogId);
}

/**
 * The call whose id was not told yet, where an event with an unknown id may be about it. A consult call always comes
 * with its id; an offered one cannot be under way.
 */
export function findNameless(live: readonly Leg[], told: ToldCall): Leg | undefined {
  return live.find(
    (leg) =>
      leg.dialogId === undefined &&
      told.type !== 'ConsultCall' &&
      (!isOffer(told) || (isUnanswered(leg) && leg.direction !== 'outgoing')),
  );
}

/** The old text format leaves the id out where an agent has one call; with two, the state tells which it must be. */
function findByState(live: readonly Leg[], { type }: ToldCall, state: string): Leg | undefined {
  if (state === 'DROP') {
    return live.length === 1 ? live[0] : undefined;
  }
  const ofType = live.filter(({ leg }) => (leg === 'consult') === (type === 'ConsultCall'));
  const legs = ofType.length === 0 ? live : ofType;
  const unanswered = legs.filter(isUnanswered);
  switch (state) {
    case 'INITIATING':
    case 'INITIATED':
      return unanswered.findLast(({ direction }) => direction !== 'incoming');
    case 'ACTIVE':
      return unanswered.at(-1) ?? legs.find(inState('HELD')) ?? legs.find(inState('ACTIVE'));
    case 'HELD':
      return legs.find(inState('ACTIVE')) ?? legs.find(inState('HELD'));
    case 'WRAP_UP':
      return legs.find(isConnected);
    default:
      return unanswered.at(-1);
  }
}

function inState(word: string): (leg: Leg) => boolean {
  return ({ state }) => state === word;
}
