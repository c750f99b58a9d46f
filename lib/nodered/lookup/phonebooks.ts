import type { Outcome } from '../../client';
import type { DialPlan } from '../../numbers';
import { GcError, plain, printable, type ParameterValue } from '../../protocol';
import type { Answer, Ask } from './ask-kept';
import { asText, matches, sameNumber, type Listed } from './matches';
import { thereAre } from '../language/there-are';
import { say } from '../language/phrases';

interface Book {
  readonly id: string;
  readonly name: string;
}

/** The phonebooks that an agent can read. */
export class Phonebooks {
  constructor(
    private readonly agentId: ParameterValue,
    private readonly ask: Ask,
    private readonly dialPlan?: DialPlan,
  ) {}

  all(afresh?: 'afresh'): Promise<Answer> {
    return this.ask('GetPhonebooks', { agentId: this.agentId }, afresh);
  }

  /** Those of a team; of the agent's own where none is named. */
  ofTeam(teamId: ParameterValue | undefined): Promise<Answer> {
    return this.ask('GetTeamPhonebooks', { agentId: this.agentId, teamId });
  }

  /**
   * The contacts of the book with this id or name. An id is digits; only for a name GC is asked which books there are.
   *
   * @throws {GcError} GC_NOT_FOUND
   */
  async contacts(book: string): Promise<Answer> {
    if (/^\d+$/.test(book)) {
      return this.#contactsOf(book);
    }
    const known = await this.all();
    const wasMissed = known.cached && findBook(known, book) === undefined;
    const books = wasMissed ? await this.all('afresh') : known;
    // In a dry run there is no answer.
    return books.event === undefined ? books : this.#contactsOf(this.#bookIn(books, book).id);
  }

  /** The contacts of all books whose name or number fits, each with the book it is in; none looked for: all. */
  async search(wanted: string): Promise<Outcome> {
    const books = await this.all();
    if (books.event === undefined) {
      return books;
    }
    const answers = [books];
    const contacts: Listed[] = [];
    const hasNumber = sameNumber(this.dialPlan, wanted);
    for (const { id, name } of booksIn(books)) {
      const answer = await this.#contactsOf(id);
      const found = contactsIn(answer).filter((contact) => matches(contact, wanted) || hasNumber(contact));
      contacts.push(...found.map((contact) => ({ ...contact, phonebookId: id, phonebookName: name })));
      answers.push(answer);
    }
    return {
      ...together(answers),
      event: { type: 'PhonebookContacts', contacts, agentId: String(this.agentId) },
    };
  }

  #contactsOf(phonebookId: string): Promise<Answer> {
    return this.ask('GetPhonebookContacts', { agentId: this.agentId, phonebookId });
  }

  #bookIn(books: Answer, name: string): Book {
    const book = findBook(books, name);
    if (book === undefined) {
      const names = booksIn(books).map((other) => other.name);
      throw new GcError('GC_NOT_FOUND', {
        command: 'GetPhonebookContacts',
        agentId: String(this.agentId),
        detail: say('unknownPhonebook', { wanted: printable(name), instead: thereAre(names) }),
      });
    }
    return book;
  }
}

function findBook(answer: Answer, name: string): Book | undefined {
  return booksIn(answer).find((book) => plain(book.name) === plain(name));
}

function booksIn({ event }: Answer): Book[] {
  const books: readonly Listed[] = event?.type === 'Phonebooks' ? (event.phonebooks ?? []) : [];
  return books.map(({ id, name }) => ({ id: asText(id), name: asText(name) }));
}

function contactsIn({ event }: Answer): readonly Listed[] {
  return event?.type === 'PhonebookContacts' ? (event.contacts ?? []) : [];
}

/** What became of all the questions. */
function together(answers: readonly Answer[]): Answer {
  return {
    command: 'GetPhonebookContacts',
    outcome: 'confirmed',
    ...(answers.every(({ cached }) => cached) ? { cached: true } : {}),
    sentAt: Math.min(...answers.map(({ sentAt }) => sentAt)),
    latencyMs: answers.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
  };
}
