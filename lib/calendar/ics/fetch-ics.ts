import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Phrase } from '../../common/phrase';
import { say } from '../phrases';
import { CalendarProblem } from './calendar-problem';
import { textOf } from './text-of';
import { TimeLimit } from './time-limit';
import { basicLogin, requestFrom } from './web-request';

/** Where an iCalendar file is on the web. */
export interface IcsAddress {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

const limitSeconds = 30;

const redirectStatuses = [301, 302, 303, 307, 308];

const mostRedirects = 10;

/**
 * The text of an iCalendar file on the web, within 30 s and 1 MB.
 *
 * Rejects with {@link CalendarProblem} where there is none, or when the signal aborts. Its words have
 * nothing of the address, which may hold a secret.
 */
export async function fetchIcs(address: IcsAddress, signal: AbortSignal): Promise<string> {
  const url = readUrl(address.url);
  const limit = new TimeLimit(signal, limitSeconds);
  try {
    return await textOf(await answerOf(url, address, limit.signal));
  } catch (error) {
    throw error instanceof CalendarProblem ? error : new CalendarProblem(problemOf(error, limit, signal));
  } finally {
    limit.clear();
  }
}

/**
 * Reads the address of a calendar. Calendars on the web often have a `webcal:` address, which means `https:`.
 *
 * @throws {CalendarProblem}
 */
export function readUrl(text: string): URL {
  const written = text.trim().replace(/^webcals?:/i, 'https:');
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new CalendarProblem(say('notHttp'));
  }
  if (url.username !== '' || url.password !== '') {
    throw new CalendarProblem(say('loginInAddress'));
  }
  return url;
}

/** Follows redirects. The login stays with the server that it is for. */
async function answerOf(first: URL, login: IcsAddress, signal: AbortSignal): Promise<IncomingMessage> {
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const headers = headersFor(url.origin === first.origin ? login : {});
    const response = await requestFrom(url, { headers, signal });
    const { statusCode: status = 0, headers: answered } = response;
    if (status === 200) {
      return response;
    }
    response.destroy();
    if (!redirectStatuses.includes(status) || answered.location === undefined) {
      throw new CalendarProblem(say(status === 407 ? 'proxyStatus' : 'status', { status }));
    }
    url = readUrl(new URL(answered.location, url).href);
  }
  throw new CalendarProblem(say('tooManyRedirects', { most: mostRedirects }));
}

function headersFor({
  user = '',
  password = '',
}: Pick<IcsAddress, 'user' | 'password'>): OutgoingHttpHeaders {
  const login = basicLogin(user, password);
  const accept = { Accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1', 'Accept-Encoding': 'identity' };
  return login === undefined ? accept : { ...accept, Authorization: login };
}

function problemOf(error: unknown, { isOver }: TimeLimit, { aborted }: AbortSignal): Phrase {
  if (aborted || isOver) {
    return aborted ? say('ended') : say('noAnswer', { seconds: limitSeconds });
  }
  const { code, name } = error as NodeJS.ErrnoException;
  return say('unreachable', { code: code ?? name });
}
