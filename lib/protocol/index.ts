export { loggedInStates } from './agent-states';
export { assumptions, type Assumption, type AssumptionId } from './assumptions';
export { callActions, specialCallActions } from './call-actions';
export { isChoiceKind, type Choice, type ChoiceKind } from './choices';
export { commandRow, commands, errorsOfAnyCommand, isCommandName } from './commands';
export type { Category, CommandName, CommandParameters, CommandRow, Confirmation } from './commands';
export { findProblem, printable } from './check-parameter';
export { decodeCommand, type DecodedCommand } from './decode-command';
export { encodeCommand, type EncodedCommand } from './encode-command';
export { checkPasswordEncryption, passwordEncryptor, type PasswordEncryption } from './encrypt-password';
export { errors, findError, type ErrorCode, type ErrorOrigin, type ErrorRow } from './errors';
export { eventExamples } from './event-examples';
export { eventSchemas, gcEventSchema, type JsonSchema } from './event-schema';
export { eventRow, events } from './events';
export type {
  AttributeKind,
  EventOf,
  EventRow,
  EventType,
  GcEvent,
  Participant,
  ReasonCode,
  Team,
  UnknownEvent,
  User,
} from './events';
export { allFacts, assumption, assumptionOf, factsOfCommand, factsOfEvent, pageOf, type Fact } from './facts';
export {
  fieldsOfEvent,
  formatEvent,
  jsonOfEvent,
  type EventFormat,
  type KnownEvent,
  type TextContext,
} from './format-event';
export { GcError, type ErrorContext } from './gc-error';
export { parameters, queueName, type Parameter, type ParameterName, type ParameterValue } from './parameters';
export { setOwn } from './own-property';
export { formatOf, parseEvent } from './reading/parse-event';
export { findWord } from './reading/words';
export { plain } from './plain-text';
export { findReservedReasonCode, reservedReasonCodes } from './reserved-reason-codes';
export type { Flavour, ReservedReasonCode } from './reserved-reason-codes';
export { pages, type PageName, type Source } from './sources';
export { stateChanges, whatComesFirst, type StateChangeRow } from './state-changes';
export { thrownText } from './thrown-text';
export { findUserMessage, userMessages } from './user-messages';
