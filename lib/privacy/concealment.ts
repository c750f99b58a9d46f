import type { PrivateTreatment, Replacement } from '../trace';
import { mask } from './mask';
import type { PrivacySettings } from './options';
import type { Values } from './values';

/** Different values in one body that get names of their own; more than a body of a usual size has. */
const mostInBody = 5000;

const words = /[\p{L}\p{N}\p{M}_]+/gu;
const longNumbers = /\d{6,}/g;
const code = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Conceals what is personal in the text in which GC has sent an event. */
export class Concealment implements Replacement {
  #left = mostInBody;

  constructor(
    private readonly values: Values,
    private readonly settings: PrivacySettings,
  ) {}

  begin(): void {
    this.#left = mostInBody;
  }

  get isSpent(): boolean {
    return this.#left === 0;
  }

  all(text: string, treatment: PrivateTreatment): string {
    switch (treatment) {
      case 'label':
        return text;
      case 'extension':
      case 'agentName':
        return this.settings.agents ? this.#value(text) : text;
      case 'number':
        return this.values.isConcealed(text) ? this.#value(text) : text;
      case 'private':
        return this.#value(text);
    }
  }

  /** What is concealed is no number any more. */
  literal(text: string, treatment: PrivateTreatment | 'unknown'): string {
    const concealed = treatment === 'unknown' ? this.numbersIn(text) : this.all(text, treatment);
    return concealed === text ? text : JSON.stringify(concealed);
  }

  numbersIn(text: string): string {
    return text.replace(longNumbers, (number) => this.#value(number));
  }

  /** Nobody knows what people have written, and what could not be read. */
  inText(text: string, stays: (word: string) => boolean): string {
    return text.replace(words, (word) => (code.test(word) || stays(word) ? word : mask));
  }

  #value(text: string): string {
    if (this.isSpent) {
      return mask;
    }
    this.#left -= 1;
    return this.values.text(text);
  }
}
