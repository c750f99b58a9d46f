import { endOfText, parse, textOf } from '../../common/raw-json';
import { plainWord } from './kinds/texts';
import { findWord } from './kinds/words';

/** The letters of `AgentState`, with anything but letters and digits between them. */
const spelling = [...'agentstate'].join('[^\\p{L}\\p{N}]*');
const anywhere = new RegExp(spelling, 'iu');
/** Only what is neither a letter nor a blank separates the word from what follows: otherwise it is a sentence. */
const atStart = new RegExp(`^\\P{L}*${spelling}(?:\\s*[^\\p{L}\\p{N}\\s]|\\s*$)`, 'iu');
/** Characters at the beginning of a text in JSON in which the word stands, each of its letters as `\u0041` at most. */
const longestStart = 300;
const attribute = /^\s*:\s*"([^"\\]{1,60})"/;
const longestAttribute = 100;
/** A state of GC or of the site, as in `NOT_READY`. */
const capitals = /^(?:[A-Z]{2,30}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/;

/** Characters by their numbers, as JSON and XML may have them. */
const escapes = /\\u([\da-f]{4})|&#x([\da-f]{1,5});|&#(\d{1,6});/gi;

/** Whether the word `AgentState` stands in a text, in any spelling. */
export function namesAgentState(text: string): boolean {
  return anywhere.test(unescaped(text));
}

/** Whether a field of a line is the word `AgentState`. */
export function isAgentStateWord(field: string): boolean {
  return field.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() === 'agentstate';
}

/**
 * Whether JSON is what one GC tells the other of an agent, which has a password in it: `AgentState` is one of its texts,
 * stands at the beginning of one, or is the name of anything but a state. What is no JSON is so if the word is in it.
 */
export function isAgentStateJson(json: string): boolean {
  return namesAgentState(json) && (parse(json) === undefined || hasAgentStateText(json));
}

function hasAgentStateText(json: string): boolean {
  let start = json.indexOf('"');
  while (start >= 0) {
    const end = endOfText(json, start);
    const text = textOf(json.slice(start, Math.min(end, start + longestStart)));
    if (atStart.test(unescaped(text)) && !isStateAttribute(json, end)) {
      return true;
    }
    start = json.indexOf('"', end);
  }
  return false;
}

/** Whether the state of an agent stands behind a name that ends here. */
function isStateAttribute(json: string, end: number): boolean {
  const value = attribute.exec(json.slice(end, end + longestAttribute))?.[1] ?? '';
  return capitals.test(value) || findWord('agentState', plainWord(value)) !== undefined;
}

function unescaped(text: string): string {
  return text.replace(escapes, (_, json: string | undefined, hexadecimal: string | undefined, decimal) =>
    String.fromCodePoint(
      json === undefined && hexadecimal === undefined
        ? Number(decimal)
        : parseInt(json ?? hexadecimal ?? '', 16),
    ),
  );
}
