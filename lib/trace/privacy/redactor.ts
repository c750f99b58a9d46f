import { randomBytes } from 'node:crypto';
import { formatOf, isCommandName } from '../../protocol';
import { Contents, isUnlikely } from './contents';
import { redactCommand } from './redact-command';
import { redactJson } from './json/redact-json';
import { redactLine } from './redact-line';
import { Secrets } from './secrets';
import { noStandIns, StandIns, type Replacement } from './stand-ins/stand-ins';
import { isSuspicious } from './suspicion';

export interface RedactorOptions {
  /** Whether numbers, names and call variables are replaced as well, and not only secrets. */
  readonly standIns: boolean;
  /** The name of the client's topic, which stays. */
  readonly destination: string;
  /** Of which stand-ins are made; default: random. */
  readonly key?: Buffer;
  /** Those that are known, now or later; default: none yet. */
  readonly secrets?: Secrets;
  /** What is put in the place of words and numbers instead of stand-ins. */
  readonly replacement?: Replacement;
}

/** An id as agents mostly have; numbers to dial begin with a zero. */
const plainId = /^[1-9]\d{0,7}$/;

/**
 * Takes secrets out of what goes over the wire, and puts stand-ins in the place of numbers, names and call variables. A
 * body keeps its form, and a reader finds the same in it but for what was replaced.
 */
export class Redactor {
  readonly secrets: Secrets;
  readonly #contents: Contents;
  readonly #hasStandIns: boolean;

  constructor(private readonly options: RedactorOptions) {
    const { standIns, key = randomBytes(32), secrets = new Secrets() } = options;
    const { replacement = standIns ? new StandIns(key) : noStandIns } = options;
    this.secrets = secrets;
    this.#hasStandIns = replacement !== noStandIns;
    this.#contents = new Contents(replacement, this.secrets);
  }

  /** The body of an event. */
  event(body: string): string {
    if (!this.#hasStandIns && !isSuspicious(body) && !this.secrets.isIn(body)) {
      return body;
    }
    return this.#contents.replaceBody(() =>
      formatOf(body.trimStart()) === 'json'
        ? redactJson(body, this.#contents)
        : redactLine(this.secrets.removeDivided(body), this.#contents),
    );
  }

  /** The JMS type of an event: a word, or a command. */
  jmsType(type: string): string {
    const name = type.slice(0, Math.max(0, type.indexOf('#')));
    return isCommandName(name)
      ? type
      : this.#contents.text(type, isUnlikely(type, 'word') ? 'unknown' : 'word');
  }

  command(name: string, type: string, body: string): { type: string; body: string } {
    return redactCommand({ name, type, body }, this.options.destination, this.#contents);
  }

  /** The agent of a command. What never went out was not checked: it can be anything but a plain id. */
  agentId(id: string, wasSent: boolean): string {
    return wasSent || plainId.test(id) ? id : this.#contents.text(id, 'private');
  }

  /** The code of an error, which GC may have written freely. */
  code(code: string): string {
    return this.#contents.text(code, 'code');
  }

  /** A text of our own, in which a secret would be a mistake. */
  ownText(text: string): string {
    return this.secrets.remove(text);
  }
}
