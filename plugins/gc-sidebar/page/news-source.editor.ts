import { newsTopic, type News } from '../news';

/** Why there is no news. */
export type Problem = 'forbidden' | 'unreachable';

/** News is asked for at most so often. */
const pauseMs = 500;
/** Asked also when nobody has told of news: the server stops looking when no sidebar asks. */
const atLeastMs = 10_000;

/** Asks the server for news whenever it tells that there is any. */
export class NewsSource {
  #revision = 0;
  #isOpen = false;
  #isAsking = false;
  #next: number | undefined;
  #askedAt = 0;

  constructor(
    private readonly onNews: (news: News) => void,
    private readonly onProblem: (problem: Problem) => void,
  ) {}

  open(): void {
    if (!RED.user.hasPermission('gc.read')) {
      this.onProblem('forbidden');
      return;
    }
    this.#isOpen = true;
    RED.comms.subscribe(newsTopic, this.#onTold);
    void this.#ask();
  }

  /** An answer that is still to come does not count: the next question asks for the same news. */
  close(): void {
    this.#isOpen = false;
    RED.comms.unsubscribe(newsTopic, this.#onTold);
    window.clearTimeout(this.#next);
  }

  readonly #onTold = (): void => {
    this.#askIn(Math.max(0, this.#askedAt + pauseMs - Date.now()));
  };

  #askIn(ms: number): void {
    window.clearTimeout(this.#next);
    this.#next = window.setTimeout(() => void this.#ask(), ms);
  }

  async #ask(): Promise<void> {
    this.#askIn(this.#isAsking ? pauseMs : atLeastMs);
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    this.#askedAt = Date.now();
    const answer = await fetchNews(this.#revision);
    this.#isAsking = false;
    if (!this.#isOpen) {
      return;
    }
    if (typeof answer === 'string') {
      this.onProblem(answer);
    } else {
      this.#revision = answer.revision;
      this.onNews(answer);
    }
  }
}

async function fetchNews(since: number): Promise<News | Problem> {
  try {
    return (await $.getJSON('gc-sidebar/news', { since })) as News;
  } catch (error) {
    const { status } = error as JQuery.jqXHR;
    return status === 401 || status === 403 ? 'forbidden' : 'unreachable';
  }
}
