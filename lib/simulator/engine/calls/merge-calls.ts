import { reportCall } from '../publishing/report-call';
import { showState } from '../publishing/report-state';
import { isAgentLeg, type AgentLeg, type Call, type Leg } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';
import { endCall, announceDeparture, goesOn, leave, enterCall } from './telephony';

/** Those whom an agent has consulted take the agent's place in the main call. */
export function completeTransfer(centre: ContactCentre, main: AgentLeg, consult: AgentLeg): void {
  const { call } = main;
  moveParties(centre, consult, call, consult.call.dialogId);
  main.state = 'DROPPED';
  leaveConsult(centre, consult);
  leave(centre, main);
  call.remove(main);
  tellParties(centre, consult, call);
  announceDeparture([...consult.call.legs, main]);
  if (!goesOn(call.legs)) {
    endCall(centre, call); // it goes on where nobody sees it
  }
}

/** Those whom an agent has consulted come into the main call, and the agent comes back to it. */
export function completeConference(centre: ContactCentre, main: AgentLeg, consult: AgentLeg): void {
  const { call, agent } = main;
  moveParties(centre, consult, call);
  main.state = 'ACTIVE';
  call.controller ??= agent;
  leaveConsult(centre, consult);
  reportCall(centre, main);
  showState(centre, agent);
  tellParties(centre, consult, call, main);
  announceDeparture(consult.call.legs);
}

/** Ends a consult call. The others in it are in the main call now, talking or on hold as before. */
function moveParties(centre: ContactCentre, consult: AgentLeg, main: Call, prevDialogId?: string): void {
  const { call } = consult;
  for (const leg of call.legs) {
    if (leg !== consult) {
      copyLeg(centre, leg, main, prevDialogId);
    }
    leg.state = 'DROPPED';
  }
  centre.calls.delete(call.dialogId);
}

/** What the participant consults others about is the new call, too. */
function copyLeg(centre: ContactCentre, leg: Leg, call: Call, prevDialogId: string | undefined): void {
  const { address, state, role } = leg;
  if (!isAgentLeg(leg)) {
    centre.addOutsider(call, address, state, { role });
    return;
  }
  for (const consult of centre.legsOf(leg.agent).filter(({ main }) => main === leg.call)) {
    consult.main = call;
  }
  enterCall(centre, call, leg.agent, address, state, { role, prevDialogId });
}

function leaveConsult(centre: ContactCentre, consult: AgentLeg): void {
  centre.detach(consult);
  reportCall(centre, consult);
}

/** Those who were consulted lose that call and get another; those who were there before see who has come. */
function tellParties(centre: ContactCentre, consult: AgentLeg, main: Call, host?: AgentLeg): void {
  for (const leg of consult.call.legs.filter(isAgentLeg)) {
    if (leg !== consult) {
      centre.detach(leg);
      reportCall(centre, leg);
    }
  }
  for (const leg of main.legs.filter(isAgentLeg)) {
    if (leg !== host) {
      reportCall(centre, leg);
      showState(centre, leg.agent);
    }
  }
}
