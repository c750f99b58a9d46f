import type { AssumptionId } from '../protocol';
import type { DialectChanges } from '../simulator';

/** What is known of an assumption at a site. */
export type AssumptionState = 'confirmed' | 'contradicted' | 'not seen';

/** What a check has learned about the GC of a site: a JSON file that gc-connection and the simulator take. */
export interface SiteProfile {
  /** Version of this format. */
  readonly siteProfile: 1;
  /** How this GC spells and formats what it says; only what was seen. */
  readonly dialect: DialectChanges;
  /** Fields of gc-connection by their names; only those that need another value than they have by default. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly assumptions: Readonly<Partial<Record<AssumptionId, AssumptionState>>>;
}
