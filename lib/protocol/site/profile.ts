import { isRecord } from '../../common/is-record';
import { FormProblem } from './forms';
import { siteSettingsForm, type SiteSettings } from './settings';

/** How large a site profile may be, in bytes; it has some kilobytes. */
export const mostProfileBytes = 1_000_000;

/**
 * Reads a site profile as far as every reader does: JSON with `siteProfile: 1`.
 *
 * @throws {FormProblem} with the place `file` or `siteProfile`.
 */
export function parseSiteProfile(text: string): Record<string, unknown> {
  return checkVersion(parseProfileFile(text));
}

/** The same for a file that may also have a dialect and nothing else; such an object is returned as it is. */
export function parseProfileOrDialect(text: string): Record<string, unknown> {
  const content = parseProfileFile(text);
  return isRecord(content) && !('siteProfile' in content) ? content : checkVersion(content);
}

function checkVersion(content: unknown): Record<string, unknown> {
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

function parseProfileFile(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new FormProblem('it is not JSON', 'file');
  }
}
