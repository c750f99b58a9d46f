import { KnownTexts } from './known-texts';
import { TextFinder } from './text-finder';

/** Stands where a secret was. */
export const redacted = '***';

const shortest = 4;
const stars = (): string => redacted;

/** Passwords and keys that are known, and so can be found where nobody expects them, such as in the text of an error. */
export class Secrets extends KnownTexts {
  /** Finds those that have the separator of a line in them; made when there is one. */
  #divided: TextFinder | undefined;

  /** @param own these are never forgotten */
  constructor(own: readonly unknown[] = []) {
    super(shortest);
    this.keepAll(own);
  }

  /** A line of text without those secrets that would be divided with it. */
  removeDivided(line: string): string {
    return this.#divided === undefined ? line : this.#divided.replace(line, stars, () => true);
  }

  /** The text without the secrets in it. */
  remove(text: string): string {
    return this.replace(text, stars);
  }

  protected override find(secret: string): void {
    super.find(secret);
    if (secret.includes('#')) {
      this.#divided ??= new TextFinder();
      this.#divided.add(secret);
    }
  }

  protected override findNone(): void {
    super.findNone();
    this.#divided = undefined;
  }
}
