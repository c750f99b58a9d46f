import type { Phrase } from '../../common/phrase';
import { say } from '../phrases';
import { CalendarProblem } from './calendar-problem';
import { textOf } from './text-of';
import { TimeLimit } from './time-limit';

/** Where an iCalendar file is in the web. */
export interface IcsAddress {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

const limitSeconds = 30;

/**
 * The text of an iCalendar file in the web, within 30 s and 1 MB.
 *
 * Rejects with {@link CalendarProblem} where there is none, or when the signal aborts. It has nothing of the address in
 * its words, which may hold a secret.
 */
export async function fetchIcs(address: IcsAddress, signal: AbortSignal): Promise<string> {
  const url = readUrl(address.url);
  const limit = new TimeLimit(signal, limitSeconds);
  try {
    const response = await fetch(url, { signal: limit.signal, headers: headersFor(address) });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new CalendarProblem(say('status', { status: response.status }));
    }
    return await textOf(response.body ?? []);
  } catch (error) {
    throw error instanceof CalendarProblem ? error : new CalendarProblem(problemOf(error, limit, signal));
  } finally {
    limit.clear();
  }
}

/**
 * Reads the address of a calendar. Calendars in the web often have a `webcal:` address, which means `https:`.
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

function headersFor({ user = '', password = '' }: IcsAddress): Record<string, string> {
  const accept = { Accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1' };
  const login = Buffer.from(`${user}:${password}`).toString('base64');
  return user === '' && password === '' ? accept : { ...accept, Authorization: `Basic ${login}` };
}

function problemOf(error: unknown, { isOver }: TimeLimit, { aborted }: AbortSignal): Phrase {
  if (aborted || isOver) {
    return aborted ? say('ended') : say('noAnswer', { seconds: limitSeconds });
  }
  const { code } = Object((error as Error).cause) as { code?: unknown };
  return say('unreachable', { code: typeof code === 'string' ? code : (error as Error).name });
}
