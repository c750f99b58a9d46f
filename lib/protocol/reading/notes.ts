import { splitShort } from './characters';
import { bounds, cutMark, parseJson } from './limits';

/** What is noticed while one message is read; keeps what is taken in within the {@link bounds}. */
export class Notes {
  /** Whether anything was cut off. */
  isTruncated = false;
  /** Whether an attribute had something in it that was not understood. */
  hasMissed = false;

  /** A text, up to a number of characters. */
  shorten(text: string, characters: number = bounds.text): string {
    if (text.length <= characters) {
      return text;
    }
    this.isTruncated = true;
    return text.slice(0, characters - cutMark.length) + cutMark;
  }

  /** The parts of a text, up to a number of them. */
  split(text: string, separator: string, entries: number = bounds.entries): string[] {
    if (text.length < entries) {
      return splitShort(text, separator);
    }
    const parts = text.split(separator, entries + 1);
    if (parts.length > entries) {
      this.isTruncated = true;
      parts.pop();
    }
    return parts;
  }

  /** The content of a JSON text, without what is beyond the bounds; the text itself, where it is none. */
  parse(text: string): unknown {
    const first = text.trimStart().charAt(0);
    if (first !== '{' && first !== '[') {
      return text;
    }
    try {
      const { content, isCut } = parseJson(text);
      this.isTruncated ||= isCut;
      return content;
    } catch {
      return text;
    }
  }
}
