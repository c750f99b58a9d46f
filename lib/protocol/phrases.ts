import { phrasebook } from '../common/phrase';

/** What is wrong with a value, as the end of a sentence such as "number must be …". */
export const sayOfValue = phrasebook('value', {
  missing: 'is missing',
  empty: 'is empty',
  mustBe: 'must be __expected__',
  mustBeNot: 'must be __expected__, not "__given__"',
  tooLong: 'is longer than __most__ characters',
  separator: 'must not contain "__separator__"',
  controlCharacters: 'must not contain line breaks or control characters',
  invisible: 'must not contain the invisible character U+__code__, as "__text__" does',
  problem: '__what__ __problem__',
  oneOf: '__what__ must be one of __choices__',
  ofType: 'a value of type __type__',
});

/** What is wrong with a command. */
export const sayOfCommand = phrasebook('command', {
  unknown: '__got__ is not a command',
  passwordKey:
    'the key with which passwords are encrypted must be a text of __bytes__ bytes or __digits__ hex digits',
  passwordIv:
    'the IV with which passwords are encrypted must be a text of __bytes__ bytes or __digits__ hex digits',
});

/** What commands set to a value, of which the last one counts. */
export const settable = phrasebook('settable', {
  recording: 'the recording',
  wrapUpReason: 'the wrap-up reason',
  callVariable: 'the call variable',
});

/** What to do before a command can work in the state of an agent. */
export const firstSteps = phrasebook('firstStep', {
  logIn: 'log the agent in first',
  ringing: 'a call rings at the agent: have it answered, or wait until it is gone',
  endCall: 'end the call first, then make the agent not ready',
  notReady: 'make the agent not ready first',
  notReadyOrUccx: 'make the agent not ready first (on UCCX ready agents can log out, too)',
  talking: 'wrap-up can be asked for only during a call',
  loggedOut: 'the agent is logged out already',
  preview: 'accept, reject or close the preview first, then make the agent not ready',
});
