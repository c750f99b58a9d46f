import { isRecord } from '../../common/is-record';
import { FormProblem } from './forms';
import { siteSettingsForm, type SiteSettings } from './settings';

/**
 * Reads a site profile as far as every reader does: JSON with `siteProfile: 1`.
 *
 * @throws {FormProblem} with the place `file` or `siteProfile`.
 */
export function parseSiteProfile(text: string): Record<string, unknown> {
  const content = parse(text);
  if (!isRecord(content) || content.siteProfile !== 1) {
    throw new FormProblem(
      'it is not a site profile of version 1: the property siteProfile is not 1',
      'siteProfile',
    );
  }
  return content;
}

/**
 * The settings for gc-connection in a site profile, which can be anything that somebody has made a file of. Without
 * `settings`, nothing has to be changed.
 *
 * @throws {FormProblem} whose place begins with `settings`.
 */
export function siteSettingsIn({ settings = {} }: Record<string, unknown>): SiteSettings {
  return siteSettingsForm(settings, 'settings');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new FormProblem('it is not JSON', 'file');
  }
}
