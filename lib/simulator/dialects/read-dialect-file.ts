import { isRecord } from '../../common/is-record';
import { FormProblem, GcError, mostProfileBytes, parseProfileOrDialect } from '../../protocol';
import { readBounded, UnreadableFile } from '../site/read-bounded';
import { readDialect } from './choose-dialect';
import type { Dialect } from './dialect';
import { dialectOfFormat } from './named';

/**
 * Reads a dialect from a JSON file of at most 1 MB: from a site profile, or from an object with `base` and what it
 * changes.
 *
 * @param name What the file is called in errors.
 * @throws {GcError} GC_INVALID_CONFIGURATION: `site-profile.json: dialect.onHold must be one of HELD, HOLD`
 */
export async function readDialectFile(file: string, name = file): Promise<Dialect> {
  return readDialect(dialectIn(await readContent(file, name), name), name);
}

async function readContent(file: string, name: string): Promise<Record<string, unknown>> {
  try {
    return parseProfileOrDialect(await readBounded(file, mostProfileBytes));
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof FormProblem) {
      throw invalid(`${name} cannot be read: ${error.message}`);
    }
    throw error;
  }
}

function dialectIn(content: Record<string, unknown>, name: string): unknown {
  if (!('siteProfile' in content)) {
    return content;
  }
  if (content.dialect === undefined) {
    throw invalid(`${name} is a site profile without a dialect`);
  }
  return withBase(content.dialect);
}

/** A profile has only what was seen: the rest is as the specification has it in that format. */
function withBase(dialect: unknown): unknown {
  const base = isRecord(dialect)
    ? Object.entries(dialectOfFormat).find(([format]) => format === dialect.format)?.[1]
    : undefined;
  return base === undefined ? dialect : { base, ...(dialect as object) };
}

function invalid(detail: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}
