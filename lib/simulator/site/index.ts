export type { Form, Property } from './forms';
export { readSite } from './read-site';
export { readSiteFile, readSiteText } from './read-site-file';
export { siteForm } from './site';
export type {
  Site,
  SiteAgent,
  SiteContact,
  SiteContent,
  SitePhonebook,
  SiteQueue,
  SiteTeam,
  SiteTimers,
  WrapUpMode,
} from './site';
