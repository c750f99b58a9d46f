import { isUsualTime } from '../characters';
import { nameIn } from '../kinds/variables';
import { words } from '../kinds/words';
import { callLabels, labelOf } from './labelled-text';

/** What a field of a text line can be recognised as, by itself. */
export type FieldKind =
  | 'empty'
  | 'time'
  | 'variables'
  | 'participants'
  | 'callState'
  | 'agentState'
  | 'flag'
  | 'phone'
  | 'number'
  | 'word'
  | 'labelled'
  | 'callLabel'
  | 'code'
  | 'text';

const timePattern = /^\s*\d{4}-\d\d?-\d\d?(?:[ T]\d\d?:\d\d|\s*$)/;
const numberPattern = /^-?\d{1,30}$/;
const phonePattern = /^(?:\+\d|0|[*#])[\d*#]{1,30}$/;
const codePattern = /^[A-Z][A-Z0-9_]{1,60}$/;
const labelPattern = /^[A-Za-z][A-Za-z_]{0,40} ?:/;

/** Whether a text is a time such as `2019-09-17 12:46:21`. */
export function looksLikeTime(text: string): boolean {
  return isUsualTime(text) || timePattern.test(text);
}

/** The kind of a field, which has no blanks around it. */
export function kindOf(field: string): FieldKind {
  if (field === '') {
    return 'empty';
  }
  if (looksLikeTime(field)) {
    return 'time';
  }
  if (looksLikeVariables(field)) {
    return 'variables';
  }
  if (numberPattern.test(field)) {
    return phonePattern.test(field) ? 'phone' : 'number';
  }
  if (phonePattern.test(field)) {
    return 'phone';
  }
  return kindOfWord(field);
}

function kindOfWord(field: string): FieldKind {
  if (words.callState.find(field) !== undefined) {
    return 'callState';
  }
  if (words.agentState.find(field) !== undefined) {
    return 'agentState';
  }
  if (words.word.find(field) !== undefined) {
    return 'word';
  }
  if (field === 'true' || field === 'false') {
    return 'flag';
  }
  if (looksLikeParticipants(field)) {
    return 'participants';
  }
  if (labelPattern.test(field)) {
    return labelOf(field, callLabels).name === undefined ? 'labelled' : 'callLabel';
  }
  return codePattern.test(field) ? 'code' : 'text';
}

/** `name=value`, or more of these, or values in a row of which one has a `=`. */
function looksLikeVariables(field: string): boolean {
  const equals = field.indexOf('=');
  if (equals <= 0) {
    return false;
  }
  const before = field.slice(0, equals);
  const start = before.lastIndexOf('|') + 1;
  return nameIn(field.slice(start, equals + 1)) !== undefined || before.includes(',');
}

/** `2001,ACTIVE,…`, with or without a label in front. */
function looksLikeParticipants(field: string): boolean {
  const [first = ''] = field.split('|', 1);
  const [, state] = first.split(',', 2);
  return state !== undefined && words.callState.find(state.trim()) !== undefined;
}
