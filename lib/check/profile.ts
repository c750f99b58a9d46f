import { isRecord } from '../common/is-record';
import {
  assumptions,
  FormProblem,
  GcError,
  objectForm,
  parseSiteProfile,
  siteSettingsIn,
  wordForm,
  type AssumptionId,
  type SiteSettingName,
} from '../protocol';
import { readDialect, type DialectChanges, type DialectName } from '../simulator';

/** What is known of an assumption at a site. */
export type AssumptionState = 'confirmed' | 'contradicted' | 'not seen';

/**
 * What a check has learned about the GC of a site, as a JSON file. The simulator speaks like it (`--dialect`); the
 * dialog of gc-connection takes the `settings`.
 */
export interface SiteProfile {
  /** Version of this format. */
  readonly siteProfile: 1;
  /** How this GC spells and formats what it says: what was seen, and the named dialect that it is most like. */
  readonly dialect: { readonly base?: DialectName } & DialectChanges;
  /** Fields of gc-connection by their names; only those that need another value than they have by default. */
  readonly settings: Readonly<Partial<Record<SiteSettingName, unknown>>>;
  readonly assumptions: Readonly<Partial<Record<AssumptionId, AssumptionState>>>;
}

/** A profile has a few thousand characters. */
const mostCharacters = 200_000;

const assumptionForm = objectForm(
  Object.fromEntries(
    Object.keys(assumptions).map((id) => [id, wordForm('confirmed', 'contradicted', 'not seen')] as const),
  ),
);

/**
 * Reads a site profile, which can be anything that somebody has made a file of.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the place that is wrong, without what stands there.
 */
export function readSiteProfile(text: string): SiteProfile {
  if (text.length > mostCharacters) {
    throw invalid(`it has more than ${mostCharacters} characters`);
  }
  try {
    const content = parseSiteProfile(text);
    const { dialect = {}, assumptions: seen = {} } = content;
    return {
      siteProfile: 1,
      dialect: readDialectPart(dialect),
      settings: siteSettingsIn(content),
      assumptions: assumptionForm(seen, 'assumptions'),
    };
  } catch (error) {
    throw error instanceof FormProblem ? invalid(error.message) : error;
  }
}

/** The file has only what was seen: what a dialect completes stays out. */
function readDialectPart(dialect: unknown): SiteProfile['dialect'] {
  if (!isRecord(dialect)) {
    throw new FormProblem('dialect must be an object', 'dialect');
  }
  const complete: Readonly<Record<string, unknown>> = { ...readDialect(dialect), base: dialect.base };
  const given = Object.keys(dialect).filter((name) => dialect[name] !== undefined && dialect[name] !== null);
  return Object.fromEntries(given.map((name) => [name, complete[name]]));
}

function invalid(detail: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail: `the site profile cannot be used: ${detail}` });
}
