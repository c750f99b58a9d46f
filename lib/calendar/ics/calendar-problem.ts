import type { Phrase } from '../../common/phrase';

/** Why holidays could not be read, as a clause. */
export class CalendarProblem extends Error {
  constructor(readonly phrase: Phrase) {
    super(phrase.text);
  }
}
