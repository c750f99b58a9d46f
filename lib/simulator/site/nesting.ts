import { Lexer } from 'yaml';

/** A site needs six levels. The parser calls itself for each, and a process does not outlive the end of its stack. */
const mostLevels = 50;
const mostIndentation = 100;

const scalarFollows = '\x1f';

/** Whether collections stand within each other more deeply than any site needs. Looks at each word once. */
export function isTooDeep(text: string): boolean {
  const depth = new Depth();
  let before = '\n';
  for (const word of new Lexer().lex(text)) {
    if (before !== scalarFollows) {
      depth.read(word, before);
    }
    if (depth.isTooMuch) {
      return true;
    }
    before = word;
  }
  return false;
}

class Depth {
  /** Brackets that are open. */
  #open = 0;
  /** Collections that begin on this line without a bracket. */
  #onLine = 0;
  #indentation = 0;

  get isTooMuch(): boolean {
    return this.#open + this.#onLine > mostLevels || this.#indentation > mostIndentation;
  }

  read(word: string, before: string): void {
    if (word === '[' || word === '{') {
      this.#open += 1;
    } else if (word === ']' || word === '}') {
      this.#open = Math.max(0, this.#open - 1);
    } else if (this.#open === 0 && (word === '-' || word === '?' || word === ':')) {
      this.#onLine += 1;
    } else if (word.startsWith('\n') || word.startsWith('\r')) {
      this.#onLine = 0;
      this.#indentation = 0;
    } else if (word.startsWith(' ') && /[\r\n]$/.test(before)) {
      this.#indentation = word.length;
    }
  }
}
