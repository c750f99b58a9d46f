import type { AssumptionId, SiteSettingName } from '../protocol';
import type { DialectChanges, DialectName } from '../simulator';

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
