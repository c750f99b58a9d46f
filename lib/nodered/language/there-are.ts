import { listOf, type Phrase } from '../../common/phrase';
import { say } from './phrases';

/** What there is instead of something that does not exist, as a clause. */
export function thereAre(names: readonly string[]): Phrase {
  return names.length === 0 ? say('thereAreNone') : say('thereAre', { names: listOf(names) });
}
