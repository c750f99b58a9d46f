import { say } from '../phrases';
import { CalendarProblem } from './calendar-problem';

const mostMegabytes = 1;

/** The text in pieces of UTF-8. Rejects with {@link CalendarProblem} after 1 MB. */
export async function textOf(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > mostMegabytes * 1024 * 1024) {
      throw new CalendarProblem(say('tooLarge', { megabytes: mostMegabytes }));
    }
    all.push(piece);
  }
  return Buffer.concat(all).toString('utf8');
}
