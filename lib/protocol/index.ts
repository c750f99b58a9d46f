export {
  isBusy,
  isLoggedOut,
  isStateOfNobody,
  isTalking,
  isWrappingUp,
  loggedInStates,
  loggedOutStates,
} from './catalogue/agent-states';
export { assumptions, type Assumption, type AssumptionId } from './sources/assumptions';
export { callActions, specialCallActions } from './catalogue/call-actions';
export { isChoiceKind, type Choice, type ChoiceKind } from './catalogue/choices';
export { commandRow, commands, errorsOfAnyCommand, isCommandName, mayKeepTrying } from './catalogue/commands';
export type {
  Category,
  CommandName,
  CommandParameters,
  CommandRow,
  Confirmation,
} from './catalogue/commands';
export { codeWords } from './code-words';
export { readHost, splitAddress, type HostAndPort } from './host';
export { commandWithReason, reasonKindOf, reasonKinds } from './catalogue/reason-kinds';
export type { ReasonCategory, ReasonKindName, ReasonQuestion } from './catalogue/reason-kinds';
export { isAgentStateJson, isAgentStateWord, namesAgentState } from './reading/agent-state-body';
export type { Phrase, Text } from '../common/phrase';
export { expectedOf, findProblem, printable } from './writing/check-parameter';
export { meaningOf, sentences, unknownError } from './gc-error';
export { firstSteps, sayOfCommand, sayOfValue, settable } from './phrases';
export { decodeCommand, type DecodedCommand } from './reading/decode-command';
export { encodeCommand, shownValue, type EncodedCommand } from './writing/encode-command';
export {
  checkPasswordEncryption,
  passwordEncryptor,
  type PasswordEncryption,
} from './writing/encrypt-password';
export { errors, findError, type ErrorCode, type ErrorOrigin, type ErrorRow } from './catalogue/errors';
export { derivedEventExamples } from './catalogue/derived-event-examples';
export {
  askerKinds,
  askerTexts,
  commonAttributes,
  derivedEventRow,
  derivedEvents,
  derivedWords,
} from './catalogue/derived-events';
export type * from './catalogue/derived-events';
export { derivedEventSchema, derivedEventSchemas } from './derived-event-schema';
export { eventExamples } from './catalogue/event-examples';
export { eventSchemas, gcEventSchema, type JsonSchema } from './event-schema';
export { eventRow, events, textKinds } from './catalogue/events';
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
} from './catalogue/events';
export {
  allFacts,
  assumption,
  assumptionOf,
  factsOfCommand,
  factsOfEvent,
  pageOf,
  type Fact,
} from './sources/facts';
export {
  fieldsOfEvent,
  formatEvent,
  jsonOfEvent,
  type EventFormat,
  type KnownEvent,
  type TextContext,
} from './writing/format-event';
export { GcError, type ErrorContext } from './gc-error';
export {
  isConfidential,
  parameters,
  queueName,
  type Parameter,
  type ParameterName,
  type ParameterValue,
} from './catalogue/parameters';
export { formatOf, parseEvent } from './reading/parse-event';
export { placesInLine, type PlacedField, type PlacedLine } from './reading/lines/read-line';
export { looksLikeTime } from './reading/lines/field-kinds';
export { bounds } from './reading/limits';
export { plainWord } from './reading/kinds/texts';
export { nameIn } from './reading/kinds/variables';
export { findWord, isWord } from './reading/kinds/words';
export { unreadParts, type UnreadKind, type UnreadPart } from './reading/unread-parts';
export { namesWith, personalIn, undecidedTexts, type Personal } from './personal';
export { plain } from './plain-text';
export { findReservedReasonCode, reservedReasonCodes } from './catalogue/reserved-reason-codes';
export type { Flavour, ReservedReasonCode } from './catalogue/reserved-reason-codes';
export { pages, type PageName, type Source } from './sources/sources';
export { confirmedCommands, confirmingEvents } from './site/confirming';
export { FormProblem } from './site/forms';
export { mostProfileBytes, parseProfileOrDialect, parseSiteProfile, siteSettingsIn } from './site/profile';
export {
  completions,
  contactCentres,
  logoutChecks,
  siteSettingNames,
  type SiteSettingName,
  type SiteSettings,
} from './site/settings';
export { stateChanges, whatComesFirst, type StateChangeRow } from './catalogue/state-changes';
export { thrownText } from './thrown-text';
export { findUserMessage, userMessages } from './catalogue/user-messages';
