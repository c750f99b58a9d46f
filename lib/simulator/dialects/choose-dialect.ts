import { isRecord } from '../../common/is-record';
import { GcError } from '../../protocol';
import type { Form } from '../site/forms';
import { SiteProblem, type Path } from '../site/problem';
import { dialectForm, type Dialect, type DialectChanges } from './dialect';
import { dialectNames, dialects, type DialectName } from './named';

/** A dialect as it can be given: by name, or by what it changes of one, of `specified-json` if absent. */
export type DialectChoice = DialectName | ({ readonly base?: DialectName | undefined } & DialectChanges);

const names = dialectNames.join(', ');

/** Reads a {@link DialectChoice}, and completes it. */
export const dialectChoice: Form<Dialect> = {
  expected: `one of ${names}; or an object with base, one of these, and what it changes`,
  ...(dialectForm.properties && { properties: dialectForm.properties }),
  read: (value, path) => {
    if (!isRecord(value)) {
      return dialects[nameIn(value, path)];
    }
    const { base = dialectNames[0], ...changes } = value;
    return { ...dialects[nameIn(base, [...path, 'base'])], ...dialectForm.read(changes, path) };
  },
};

/**
 * Reads a {@link DialectChoice} that can be anything, and completes it.
 *
 * @param file What it comes from, where that is a file.
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used: `dialect.onHold must be one of HELD, HOLD`
 */
export function readDialect(choice: unknown, file?: string): Dialect {
  try {
    return dialectChoice.read(choice, ['dialect']);
  } catch (error) {
    if (error instanceof SiteProblem) {
      const detail = file === undefined ? error.message : `${file}: ${error.message}`;
      throw new GcError('GC_INVALID_CONFIGURATION', { detail });
    }
    throw error;
  }
}

function nameIn(value: unknown, path: Path): DialectName {
  const name = dialectNames.find((known) => known === value);
  if (name === undefined) {
    throw new SiteProblem(path, `must be one of ${names}`);
  }
  return name;
}
