import { endOfLiteral, endOfText, parse, rewrite, textOf } from '../../../common/raw-json';
import { isAgentStateJson } from '../../../protocol';
import type { Contents } from '../contents';
import { redacted } from '../secrets';
import { isSuspicious } from '../suspicion';
import { memberOf, ofVariable, type Member, type Treatment } from '../treatments';

/** Where in the JSON a value stands. */
interface Level {
  readonly isObject: boolean;
  /** What the whole object or list is treated like. */
  readonly treatment: Treatment;
  /** The value to come. */
  next: Treatment;
  /** Whether a name comes next. */
  atName: boolean;
  /** `{"name":…,"value":…}` or `["name","value"]`: what the value of the variable is treated like. */
  readonly pair: Treatment | undefined;
  position: number;
}

/** Lists and objects within each other; the reader cuts off much less. */
const deepest = 1000;
/** Texts of JSON within texts of JSON. */
const deepestText = 3;
/** A pair is not longer. */
const longestPair = 70_000;
/** How far ahead is looked in vain for the ends of pairs, in lengths of the whole: values with brackets in them need one or two. */
const mostMissed = 4;

const nameKeys = /^(?:name|key|variable|variablename)$/i;
const valueKeys = /^(?:value|variablevalue)$/i;
const jsonStart = /^\s*[{[]/;
const quotationMark = 34;
const literal = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Replaces the contents of JSON, and copies all else as it stands: names, order, blanks, spellings. What is no JSON, or
 * only the beginning of it, is treated by what it looks like.
 */
export function redactJson(
  json: string,
  contents: Contents,
  treatment: Treatment = 'unknown',
  textDepth = 0,
): string {
  return new JsonCopy(json, contents, textDepth).run(isAgentStateJson(json) ? 'guarded' : treatment);
}

class JsonCopy {
  readonly #pieces: string[] = [];
  readonly #levels: Level[] = [];
  #copied = 0;
  /** Characters that were looked at in vain. */
  #missed = 0;
  #at = 0;
  readonly #hasEscapes: boolean;

  constructor(
    private readonly json: string,
    private readonly contents: Contents,
    private readonly textDepth: number,
  ) {
    this.#hasEscapes = json.includes('\\');
  }

  run(treatment: Treatment): string {
    const { json } = this;
    while (this.#at < json.length) {
      const level = this.#levels.at(-1);
      switch (json.charCodeAt(this.#at)) {
        case 123: // {
        case 91: // [
          if (this.#levels.length >= deepest) {
            this.#put(this.#at, json.length, this.#tooDeep(json.slice(this.#at)));
            break;
          }
          this.#open(level, level === undefined ? treatment : level.next);
          break;
        case 125: // }
        case 93: // ]
          this.#levels.pop();
          this.#at += 1;
          break;
        case 44: // ,
          this.#goOn(level);
          break;
        case 34: // "
          this.#text(level, level === undefined ? treatment : level.next);
          break;
        case 58: // :
        case 32:
        case 10:
        case 13:
        case 9:
          this.#at += 1;
          break;
        default:
          this.#literal(level === undefined ? treatment : level.next);
      }
    }
    return this.#copied === 0 ? json : this.#pieces.join('') + json.slice(this.#copied);
  }

  #open(outer: Level | undefined, treatment: Treatment): void {
    const isObject = this.json.charAt(this.#at) === '{';
    const pair =
      treatment === 'variables' && (isObject || outer?.isObject === false)
        ? this.#findPair(isObject)
        : undefined;
    this.#levels.push({
      isObject,
      treatment,
      next: pair === undefined || isObject ? treatment : 'keep',
      atName: isObject,
      pair,
      position: 0,
    });
    this.#at += 1;
  }

  #goOn(level: Level | undefined): void {
    if (level !== undefined) {
      level.position += 1;
      level.atName = level.isObject;
      level.next = level.isObject || level.pair === undefined ? level.treatment : level.pair;
    }
    this.#at += 1;
  }

  #text(level: Level | undefined, treatment: Treatment): void {
    const start = this.#at;
    const end = endOfText(this.json, start);
    const isName = level?.atName === true;
    if (!isName && treatment === 'keep') {
      this.#at = end;
      return;
    }
    const isPlain = !this.#hasEscapes && this.json.charCodeAt(end - 1) === quotationMark && end - start > 1;
    const raw = isPlain ? '' : this.json.slice(start, end);
    const text = isPlain ? this.json.slice(start + 1, end - 1) : textOf(raw);
    const replaced = isName ? this.#name(level, text) : this.#content(text, treatment);
    if (replaced === text) {
      this.#at = end;
    } else if (isPlain && replaced.length === text.length) {
      this.#put(start + 1, end - 1, replaced);
      this.#at = end;
    } else {
      this.#put(start, end, rewrite(this.json.slice(start, end), text, replaced));
    }
  }

  #name(level: Level, name: string): string {
    const { treatment, isPrivateName } = memberIn(level, name);
    level.atName = false;
    level.next = treatment;
    return isPrivateName ? this.contents.name(name) : name;
  }

  #content(text: string, treatment: Treatment): string {
    const mayBeJson = treatment !== 'secret' && mayBeginJson(text.charCodeAt(0)) && jsonStart.test(text);
    if (!mayBeJson) {
      return this.contents.text(text, treatment);
    }
    return this.textDepth < deepestText
      ? redactJson(text, this.contents, treatment, this.textDepth + 1)
      : this.#tooDeep(text, treatment);
  }

  /** What is not looked at level by level may have no secret in it at all. */
  #tooDeep(text: string, treatment: Treatment = 'unknown'): string {
    return isSuspicious(text) ? redacted : this.contents.text(text, treatment);
  }

  #literal(treatment: Treatment): void {
    const start = this.#at;
    const end = endOfLiteral(this.json, start);
    const text = this.json.slice(start, end);
    if (text !== 'true' && text !== 'false' && text !== 'null') {
      const isNumber = literal.test(text);
      const isSecret = treatment === 'secret' || treatment === 'guarded';
      const replaced = isNumber
        ? this.contents.number(text, treatment)
        : this.contents.text(text, isSecret ? treatment : 'unknown');
      if (replaced !== text) {
        this.#put(start, end, replaced);
      }
    }
    this.#at = end;
  }

  #put(start: number, end: number, replaced: string): void {
    this.#pieces.push(this.json.slice(this.#copied, start), replaced);
    this.#copied = end;
    this.#at = end;
  }

  /** Looks ahead for a pair of the name of a variable and its value. */
  #findPair(isObject: boolean): Treatment | undefined {
    const mark = isObject ? '}' : ']';
    let end = this.#at;
    for (let tries = 0; tries < 3 && this.#missed < mostMissed * this.json.length; tries += 1) {
      end = this.json.indexOf(mark, end + 1);
      if (end < 0 || end - this.#at > longestPair) {
        return undefined;
      }
      const content = parse(this.json.slice(this.#at, end + 1));
      if (content !== undefined) {
        return pairIn(content);
      }
      this.#missed += end - this.#at;
    }
    return undefined;
  }
}

function memberIn({ treatment, pair }: Level, name: string): Member {
  const member = memberOf(treatment, name);
  return pair === undefined
    ? member
    : { ...member, treatment: nameKeys.test(name) ? 'keep' : valueKeys.test(name) ? pair : 'private' };
}

/** What the value of a pair is treated like; undefined for what is no pair. */
function pairIn(content: unknown): Treatment | undefined {
  if (Array.isArray(content)) {
    const [name, value] = content as unknown[];
    const isPair = content.length === 2 && typeof name === 'string' && typeof value !== 'object';
    return isPair ? ofVariable(name) : undefined;
  }
  const entries = Object.entries(content as object);
  const name = entries.find(([key]) => nameKeys.test(key))?.[1] as unknown;
  const hasValue = entries.some(([key]) => valueKeys.test(key));
  return hasValue && (typeof name === 'string' || typeof name === 'number')
    ? ofVariable(String(name))
    : undefined;
}

/** Letters, digits and the like are no beginning of JSON; blanks and brackets can be. */
function mayBeginJson(code: number): boolean {
  return code <= 32 || code > 127 || code === 91 || code === 123;
}
