import type { SiteSettingName } from '../protocol';
import type { SettingChange } from './report/finding';

/** Where the dialog of gc-connection has the settings of a site: tab → label. */
export const siteSettingLabels: Readonly<Record<SiteSettingName, string>> = {
  commandQueue: 'GC → Queue',
  helloArgument: 'GC → Hello names',
  contactCentre: 'GC → Contact centre',
  completeWith: 'GC → Complete with',
  gcTimeZone: "GC → GC's time zone",
  checkLogouts: 'GC → Check logouts',
  confirmations: 'GC → Confirmed by',
  timeout: 'Delivery → Time limit (s)',
  expireCommands: 'Delivery → Let commands expire at the broker with their time limit',
};

/** A change of a field; `shown` is its value in the words of the dialog, where that is another. */
export function settingChange(field: SiteSettingName, value: unknown, shown = String(value)): SettingChange {
  return { field, value, label: siteSettingLabels[field], shown };
}
