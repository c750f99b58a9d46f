import { readText } from './attribute-readers';
import type { EventType, ReasonCode } from '../events';
import type { Limits } from './limits';

type Attributes = Record<string, unknown>;

/** Brings what the formats and builds of GC say differently into one form. */
export type Refinement = (event: Attributes, limits: Limits) => void;

export const refinements: Readonly<Partial<Record<EventType, Refinement>>> = {
  State: refineState,
  InboundCall: refineCall,
  ConsultCall: refineCall,
  ReasonCodes: refineReasonCodes,
};

/** A supervisor gets the states of the team's members under the supervisor's own id. */
function refineState(event: Attributes): void {
  if (!('memberId' in event)) {
    return;
  }
  const memberId = readText(event.memberId);
  const { agentName, extension } = event;
  // The last first: an object stays fast when what was added last goes.
  delete event.extension;
  delete event.memberId;
  delete event.agentName;
  if (memberId !== undefined && memberId !== event.agentId) {
    Object.assign(event, { supervisorId: event.agentId, agentId: memberId });
    setGiven(event, 'agentName', agentName);
    setGiven(event, 'extension', extension);
  }
}

function setGiven(event: Attributes, name: string, value: unknown): void {
  if (value !== undefined) {
    event[name] = value;
  }
}

function refineCall(event: Attributes): void {
  if (event.state === 'DROPPED') {
    event.state = 'DROP';
  }
  if (event.state === 'FAILED' && event.cause === undefined && event.fromAddress !== undefined) {
    event.cause = event.fromAddress;
    delete event.fromAddress;
  }
  if (readText(event.prevDialogId)?.toLowerCase() === 'null') {
    delete event.prevDialogId;
  }
}

/** Text has the codes and their labels in two fields. */
function refineReasonCodes(event: Attributes, limits: Limits): void {
  const { codes, labels } = event;
  if (typeof codes !== 'string' || event.reasonCodes !== undefined) {
    return;
  }
  delete event.codes;
  delete event.labels;
  const names = typeof labels === 'string' ? limits.split(labels, ',') : [];
  event.reasonCodes = limits
    .split(codes, ',')
    .map((code, index): ReasonCode => ({ code: code.trim(), label: names[index]?.trim() ?? '' }))
    .filter(({ code }) => code !== '');
}
