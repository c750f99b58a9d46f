import type { AssumptionId } from '../../../protocol';
import { answersAsAssumed, commandsOf, noAnswers } from './answers';
import type { Evidence } from './evidence';
import {
  bargeInMember,
  errorOfCommand,
  pendingState,
  reasonId,
  stateRules,
  transferExtension,
} from './of-commands';
import { commandQueue, failoverLogout, helloArgument, reconnectDestination } from './of-connection';
import {
  agentsInText,
  callOver,
  dialogStatusType,
  errorNames,
  gcZone,
  jsonError,
  jsonShapes,
  memberState,
  stateTimes,
  teamEvents,
} from './of-reading';

/** What proves each assumption in a trace. */
export const evidence: Readonly<Record<AssumptionId, Evidence>> = {
  'hello-argument': helloArgument,
  'command-queue': commandQueue,
  'json-shapes': jsonShapes,
  'json-error': jsonError,
  'error-of-command': errorOfCommand,
  'member-state': memberState,
  'state-times': stateTimes,
  'login-answer': answers('login-answer'),
  'pending-state': pendingState,
  'reason-id': reasonId,
  'blind-transfer-answer': answers('blind-transfer-answer'),
  'transfer-answer': answers('transfer-answer'),
  'conference-answer': answers('conference-answer'),
  'preview-answer': answers('preview-answer'),
  'force-logout-answer': answers('force-logout-answer'),
  'supervisor-answers': answers('supervisor-answers'),
  'member-state-answer': answers('member-state-answer'),
  'list-answers': answers('list-answers'),
  'controls-answer': answers('controls-answer'),
  'no-answer': noAnswers(commandsOf('no-answer')),
  'queue-order': { cannotShow: 'GC does not say when it takes a command from its queue.' },
  'transfer-extension': transferExtension,
  'barge-in-member': bargeInMember,
  'wrap-up-text': { cannotShow: 'GC reports the wrap-up reason to nobody: look it up in Finesse.' },
  'password-encryption': { cannotShow: 'A trace holds no passwords: log a test agent in.' },
  'gc-zone': gcZone,
  'failover-logout': failoverLogout,
  'reconnect-destination': reconnectDestination,
  'call-over': callOver,
  'state-rules': stateRules,
  'dialog-status-type': dialogStatusType,
  'team-events': teamEvents,
  'agents-in-text': agentsInText,
  'error-names': errorNames,
};

function answers(id: AssumptionId): Evidence {
  return answersAsAssumed(commandsOf(id));
}
