import { isRecord } from '../../common/is-record';
import { GcError } from '../../protocol';
import { readBounded, UnreadableFile } from '../site/read-bounded';
import { readDialect } from './choose-dialect';
import type { Dialect } from './dialect';
import { dialectOfFormat } from './named';

/** A site profile has some kilobytes. */
const mostBytes = 1_000_000;

/**
 * Reads a dialect from a JSON file of at most 1 MB: from a site profile, or from an object with `base` and what it
 * changes.
 *
 * @param name What the file is called in errors.
 * @throws {GcError} GC_INVALID_CONFIGURATION: `site-profile.json: dialect.onHold must be one of HELD, HOLD`
 */
export async function readDialectFile(file: string, name = file): Promise<Dialect> {
  return readDialect(dialectIn(await readJson(file, name), name), name);
}

async function readJson(file: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readBounded(file, mostBytes));
  } catch (error) {
    const problem = error instanceof UnreadableFile ? `cannot be read: ${error.message}` : 'is not JSON';
    throw invalid(`${name} ${problem}`);
  }
}

function dialectIn(content: unknown, name: string): unknown {
  if (!isRecord(content)) {
    throw invalid(`${name} is no site profile: it must be an object`);
  }
  if (!('siteProfile' in content)) {
    return content;
  }
  if (content.siteProfile !== 1) {
    throw invalid(
      `${name} is a site profile of a version that this package does not read: it reads version 1`,
    );
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
