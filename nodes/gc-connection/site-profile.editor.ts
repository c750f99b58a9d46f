import { confirmationsIn, replaceConfirmations } from '../../lib/editor/inputs/confirmation-list';
import { listOf, text } from '../../lib/editor/text';
import { FormProblem } from '../../lib/protocol/site/forms';
import { mostProfileBytes, parseSiteProfile, siteSettingsIn } from '../../lib/protocol/site/profile';
import { siteSettingNames, type SiteSettingName, type SiteSettings } from '../../lib/protocol/site/settings';
import { defaults } from './fields.editor';

/** Lets the user fill the open dialog of a connection from a site profile. Nothing is saved before Done. */
export class SiteProfileFile {
  readonly #report = $('#gc-connection-profile-report');
  /** The file that is being read; a later one takes its place. */
  #file: File | undefined;

  constructor(private readonly node: object) {
    const input = $<HTMLInputElement>('#gc-connection-profile-file');
    $('#gc-connection-profile').on('click', () => {
      input[0]?.click();
    });
    input.on('change', () => {
      const file = input[0]?.files?.[0];
      // So that the same file can be chosen again.
      input.val('');
      if (file !== undefined) {
        void this.#load(file);
      }
    });
  }

  /** The dialog closes: its fields must not be filled any more. */
  cancel(): void {
    this.#file = undefined;
  }

  async #load(file: File): Promise<void> {
    this.#file = file;
    const content = file.size > mostProfileBytes ? undefined : await file.text().catch(() => '');
    if (this.#file === file) {
      this.#report.text(
        content === undefined ? refusal(text('gc-connection', 'profile.file')) : this.#take(content),
      );
    }
  }

  /** Fills the fields, all or none; returns what is to be said about it. */
  #take(content: string): string {
    try {
      const settings = siteSettingsIn(parseSiteProfile(content));
      const names = siteSettingNames.filter((name) => settings[name] !== undefined);
      const complaint = names.map((name) => complaintAbout(this.node, name, settings)).find(Boolean);
      if (complaint !== undefined) {
        return refusal(complaint);
      }
      return [describeFilled(names.map((name) => fill(name, settings))), describeOthers(names)]
        .join(' ')
        .trim();
    } catch (error) {
      if (error instanceof FormProblem) {
        return refusal(reasonOf(error));
      }
      throw error;
    }
  }
}

function describeFilled(places: readonly string[]): string {
  const key = places.length === 0 ? 'profile.nothing' : 'profile.set';
  return text('gc-connection', key, { fields: listOf(places) });
}

/** Names the fields for which the profile expects the default, and the dialog has something else. */
function describeOthers(names: readonly SiteSettingName[]): string {
  const others = siteSettingNames.filter((name) => !names.includes(name) && !hasDefault(name));
  const fields = listOf(others.map(placeOf));
  return others.length === 0 ? '' : text('gc-connection', 'profile.others', { fields });
}

function hasDefault(name: SiteSettingName): boolean {
  const input = inputOf(name);
  const { value } = defaults[name];
  if (typeof value === 'object') {
    return confirmationsIn(input).length === 0;
  }
  return typeof value === 'boolean' ? input.prop('checked') === value : input.val() === value;
}

function refusal(reason: string): string {
  return text('gc-connection', 'profile.refused', { reason });
}

/** What a user can do something about: the field, where one has a wrong value. */
function reasonOf({ place }: FormProblem): string {
  const [part = '', setting] = place.split(/[.[]/);
  const name = siteSettingNames.find((known) => known === setting);
  return name === undefined
    ? text('gc-connection', `profile.${part}`)
    : text('gc-connection', 'profile.value', { field: labelOf(name) });
}

/** What the dialog itself says about a value when it is typed. */
function complaintAbout(node: object, name: SiteSettingName, settings: SiteSettings): string | undefined {
  const { validate } = defaults[name];
  const value = settings[name];
  const answer = typeof value === 'object' ? true : validate?.call(node, value, { label: labelOf(name) });
  return typeof answer === 'string' ? answer : undefined;
}

/** Fills a field as if it had been typed, and returns where it is. */
function fill(name: SiteSettingName, { [name]: value }: SiteSettings): string {
  const input = inputOf(name);
  if (typeof value === 'object') {
    replaceConfirmations(input, value);
  } else if (typeof value === 'boolean') {
    input.prop('checked', value);
  } else {
    input.val(value ?? '');
  }
  input.trigger('change').closest('details').prop('open', true);
  return placeOf(name);
}

function inputOf(name: SiteSettingName): JQuery {
  return $(name === 'confirmations' ? '#gc-connection-confirmations' : `#node-config-input-${name}`);
}

/** The tab of a field, unless it is that of the button, and its label. */
function placeOf(name: SiteSettingName): string {
  const tab =
    inputOf(name).closest('[id^=gc-connection-tab-]').attr('id')?.replace('gc-connection-tab-', '') ?? 'gc';
  return tab === 'gc' ? labelOf(name) : `${text('gc-connection', `tab.${tab}`)} → ${labelOf(name)}`;
}

function labelOf(name: SiteSettingName): string {
  return defaults[name].label ?? name;
}
