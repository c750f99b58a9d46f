import { forgetOldest } from '../common/forget-oldest';
import { isRecord } from '../common/is-record';
import { printable, type DerivedEvent, type GcEvent } from '../protocol';
import { isErrorCode, isKnownWord, KnownTexts, Redactor, staysInText } from '../trace';
import { concealError } from './conceal-error';
import { Concealment } from './concealment';
import { KnownNumbers } from './known-numbers';
import { digitsIn, isNumber, mask } from './mask';
import { checkPrivacy, type PrivacyOptions, type PrivacySettings } from './options';
import { concealedPart, Values } from './values';
import { walk, type Handling } from './walk';

/** Shorter texts cannot be looked for in others. */
const shortestText = 3;
const fewestDigits = 6;
const mostIds = 20_000;

/**
 * Conceals telephone numbers, call variables and names of customers in what leaves the process. It learns them from events
 * and commands, and so finds them in texts as well: as they stand, and numbers in any written form. What it knows is bounded.
 */
export class Privacy {
  readonly #settings: PrivacySettings;
  readonly #values: Values;
  readonly #numbers = new KnownNumbers();
  readonly #texts = new KnownTexts(shortestText);
  /** Login ids of agents, which can stand in a call variable, too. */
  readonly #ids = new Set<string>();
  readonly #replacement: Concealment;
  readonly #bodies: Redactor;
  readonly #concealing: Handling;
  readonly #learning: Handling;

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(options: PrivacyOptions) {
    this.#settings = checkPrivacy(options);
    this.#values = new Values(this.#settings);
    this.#replacement = new Concealment(this.#values, this.#settings);
    this.#bodies = new Redactor({ standIns: false, destination: '', replacement: this.#replacement });
    this.#concealing = this.#handlingToConceal();
    this.#learning = this.#handlingToLearn();
  }

  /** Whether agents are concealed as well. */
  get concealsAgents(): boolean {
    return this.#settings.agents;
  }

  /** Learns what is personal in an event, or in the parameters of a command. */
  learn(data: unknown): void {
    if (isRecord(data)) {
      this.#learnIds(data);
      walk(data, this.#learning);
    }
  }

  /** A text that a person reads, such as a line of a log. */
  text(text: string): string {
    const withoutTexts = this.#texts.replace(text, (found) => this.#values.text(found));
    return this.#numbers.replace(withoutTexts, (number) => this.#values.number(number));
  }

  /** A number in a call: of a caller, or of an agent. */
  number(number: string): string {
    return this.#values.number(number);
  }

  /** A name of an agent. */
  agentName(name: string): string {
    return this.#settings.agents ? this.#values.text(name) : name;
  }

  /** An event, the parameters of a command, or data with the same attributes. */
  data<T>(data: T): T {
    return walk(data, this.#concealing) as T;
  }

  /** Data of which anything may be a text for people, such as the cause of an error. */
  details<T>(data: T): T {
    return walk(data, { ...this.#concealing, other: (text) => this.text(text) }) as T;
  }

  /** An event for a program that needs its attributes: only the text in which GC has sent it is concealed. */
  withoutRaw<E extends GcEvent | DerivedEvent>(event: E): E {
    const { raw } = event as { raw?: unknown };
    return typeof raw === 'string' ? { ...event, raw: this.raw(raw) } : event;
  }

  /** The text in which GC has sent an event. */
  raw(raw: string): string {
    try {
      return this.text(this.#bodies.event(raw));
    } catch {
      return '';
    }
  }

  /** An error of any kind: message, what the message is made of, and cause. */
  error<E>(error: E): E {
    return concealError(error, {
      text: (text) => this.text(text),
      wordsOfGc: (text) => this.#wordsOfGc(text),
      code: (code) => this.#code(code),
      givenNumber: (number) => this.#values.text(number),
      data: (cause) => this.details(cause),
    }) as E;
  }

  #handlingToConceal(): Handling {
    const { agents } = this.#settings;
    return {
      number: (number) => this.#values.number(number),
      extension: (extension) => (agents ? this.#values.text(extension) : extension),
      agentName: (name) => this.agentName(name),
      customer: (text) => this.#values.text(text),
      variable: (name, value) => this.#variable(name, value),
      text: (text) => this.text(text),
      wordsOfGc: (text) => this.#wordsOfGc(text),
      code: (code) => this.#code(code),
      raw: (raw) => this.raw(raw),
      unread: (unread) => this.#unread(unread),
      other: (text) => text,
    };
  }

  /** GC may name somebody of whom nobody here has heard: only the words of its own messages stay. */
  #wordsOfGc(text: string): string {
    return this.text(text)
      .split(concealedPart)
      .map((part, index) => (index % 2 === 1 ? part : this.#replacement.inText(part, staysInText)))
      .join('');
  }

  #code(code: string): string {
    const isWord = /^[A-Za-z]\w*$/.test(code) || isErrorCode(code) || isKnownWord(code);
    return isWord ? this.text(code) : this.#wordsOfGc(code);
  }

  #variable(name: string, value: string): string | undefined {
    if (this.#settings.dropsVariable(name)) {
      return undefined;
    }
    return this.#settings.concealsVariable(name) ? this.#values.text(value) : value;
  }

  /** By GC's names for it: as in the text in which it came. */
  #unread(unread: unknown): unknown {
    try {
      return JSON.parse(this.raw(JSON.stringify(unread))) as unknown;
    } catch {
      return {};
    }
  }

  #handlingToLearn(): Handling {
    const same = (text: string): string => text;
    const { agents } = this.#settings;
    return {
      number: (number) => (this.#values.isConcealed(number) ? this.#learnText(number) : number),
      extension: (extension) => {
        this.#values.learnExtension(extension);
        return agents ? this.#learnText(extension) : extension;
      },
      agentName: (name) => (agents ? this.#learnText(name) : name),
      customer: (text) => this.#learnText(text),
      variable: (name, value) => {
        const leaves = this.#settings.concealsVariable(name) || this.#settings.dropsVariable(name);
        return leaves ? this.#learnText(value) : value;
      },
      text: same,
      wordsOfGc: same,
      code: same,
      raw: same,
      unread: (unread) => unread,
      other: same,
    };
  }

  /** Telephone numbers are looked for in all their forms, all else as it stands and as errors show it. */
  #learnText(given: string): string {
    const text = given.trim();
    if (this.#ids.has(text) || text.startsWith(mask)) {
      return given;
    }
    const digits = digitsIn(text);
    if (isNumber(text) && (digits.length >= fewestDigits || this.#settings.agents)) {
      this.#numbers.learn(digits);
    }
    this.#texts.learn(text);
    this.#texts.learn(printable(text));
    return given;
  }

  #learnIds({ agentId }: Readonly<Record<string, unknown>>): void {
    if (typeof agentId === 'string' || typeof agentId === 'number') {
      this.#ids.add(String(agentId));
      forgetOldest(this.#ids, mostIds);
    }
  }
}
