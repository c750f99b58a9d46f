import { confirmedCommands, confirmingEvents } from './confirming';
import { flagForm, listForm, objectForm, patternForm, wordForm } from './forms';

/** Cisco's product behind GC, as the dialog of gc-connection has it. */
export const contactCentres = ['unknown', 'ucce', 'uccx'] as const;
/** Whose extension completes a transfer: that of the other agent, or the own one. */
export const completions = ['other', 'own'] as const;
/** Which logouts are checked before they count. */
export const logoutChecks = ['unexplained', 'all', 'none'] as const;

/** None of these may be, or hold, the name of an environment variable: whoever made the file must not read those. */
const text = patternForm(/^(?!.*\$[{(])[^\p{Cc}]{1,1000}$/u, 'a text on one line');
const words = patternForm(/^(?!.*\$[{(])[^\p{Cc}]{0,1000}$/u, 'words with commas between them');
/** A time zone of GC, as far as it can be seen without a list of them: `Europe/Berlin`, `-05:00`, `UTC+1`. */
export const zonePattern = /^(?:[A-Za-z][A-Za-z0-9_+/-]{0,99}|(?:UTC|GMT)?[+-]\d{1,2}(?::?[0-5]\d)?)$/i;

const seconds = patternForm(/^\d{1,5}(\.\d{1,3})?$/, 'a number of seconds');

/** What may be in a row of "Confirmed by". */
const confirmationForm = objectForm(
  {
    command: wordForm(...confirmedCommands),
    /** `sent`: GC does not answer the command. */
    event: wordForm('sent', ...confirmingEvents),
    /** Separated by commas; empty for any. */
    states: words,
  },
  ['command', 'event'],
);

const forms = {
  commandQueue: text,
  helloArgument: text,
  contactCentre: wordForm(...contactCentres),
  completeWith: wordForm(...completions),
  gcTimeZone: patternForm(zonePattern, 'a time zone such as Europe/Berlin or -05:00'),
  checkLogouts: wordForm(...logoutChecks),
  confirmations: listForm(confirmationForm),
  timeout: seconds,
  expireCommands: flagForm,
} as const;

/** A field of gc-connection that depends on a site, by its name in a flow. */
export type SiteSettingName = keyof typeof forms;

export const siteSettingNames = Object.keys(forms) as SiteSettingName[];

/** Reads the settings of a site profile: only those that need another value than their default are in it. */
export const siteSettingsForm = objectForm(forms);

/** Settings of a site profile. */
export type SiteSettings = ReturnType<typeof siteSettingsForm>;
