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

/** Text formats leave the id out of many lines; the state, and the caller's number, tell which call it must be. */
function findByState(live: readonly Leg[], told: ToldCall, state: string): Leg | undefined {
  const { type } = told;
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
      return unanswered.at(-1) ?? legs.find(inState('HELD')) ?? legs.find(isSameActive(told));
    case 'HELD':
      return legs.find(inState('ACTIVE')) ?? legs.find(inState('HELD'));
    case 'WRAP_UP':
      return legs.find(isConnected);
    default:
      return unanswered.at(-1);
  }
}

/** What is active already, and is told to be so of another number, is another call. */
function isSameActive({ fromAddress }: ToldCall): (leg: Leg) => boolean {
  return (leg) =>
    leg.state === 'ACTIVE' && (leg.fromAddress ?? fromAddress) === (fromAddress ?? leg.fromAddress);
}

function inState(word: string): (leg: Leg) => boolean {
  return ({ state }) => state === word;
}
