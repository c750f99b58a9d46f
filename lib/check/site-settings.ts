import { confirmingEvents } from '../client';
import { commands, type CommandName } from '../protocol';
import type { SettingChange } from './report/finding';
import { flagForm, listForm, objectForm, patternForm, wordForm, type Form } from './forms';

/** A field of gc-connection that a site profile can hold. */
interface SiteSetting {
  /** Where the dialog has it: tab → label. */
  readonly label: string;
  readonly form: Form;
}

/** A text on one line. */
const text = patternForm(/^[^\p{Cc}]{1,1000}$/u, 'a text on one line');
const seconds = patternForm(/^\d{1,5}(\.\d{1,3})?$/, 'a number of seconds');

/** The fields of gc-connection that depend on a site, by their names. */
export const siteSettings = {
  commandQueue: { label: 'GC → Queue', form: text },
  helloArgument: { label: 'GC → Hello names', form: text },
  contactCentre: { label: 'GC → Contact centre', form: wordForm('unknown', 'ucce', 'uccx') },
  completeWith: { label: 'GC → Complete with', form: wordForm('other', 'own') },
  gcTimeZone: { label: "GC → GC's time zone", form: text },
  checkLogouts: { label: 'GC → Check logouts', form: wordForm('unexplained', 'all', 'none') },
  confirmations: {
    label: 'GC → Confirmed by',
    form: listForm(
      objectForm({
        command: wordForm(...(Object.keys(commands) as CommandName[])),
        event: wordForm('sent', ...confirmingEvents),
        states: patternForm(/^[^\p{Cc}]{0,1000}$/u, 'words with commas between them'),
      }),
    ),
  },
  timeout: { label: 'Delivery → Time limit (s)', form: seconds },
  expireCommands: {
    label: 'Delivery → Let commands expire at the broker with their time limit',
    form: flagForm,
  },
} as const satisfies Record<string, SiteSetting>;

export type SiteSettingName = keyof typeof siteSettings;

export const siteSettingNames = Object.keys(siteSettings) as SiteSettingName[];

/** A change of a field; `shown` is its value in the words of the dialog, where that is another. */
export function settingChange(field: SiteSettingName, value: unknown, shown = String(value)): SettingChange {
  return { field, value, label: siteSettings[field].label, shown };
}
