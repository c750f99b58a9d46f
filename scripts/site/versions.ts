import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { readPackage, type Content } from './content';
import type { Item } from './navigation';

/** A version, and where in the site it is. */
export interface Version extends Content {
  /** '' for the current version, '0.1.0/' for an older one. */
  readonly folder: string;
}

/** The current version, then the older ones, the newest first: one for each tag that the current version is not. */
export async function readVersions(root: string, folder: string): Promise<Version[]> {
  const released = git(root, ['tag', '--list', 'v[0-9]*', '--sort=-version:refname']);
  const here = git(root, ['tag', '--points-at', 'HEAD']);
  const { version } = readPackage({ root });
  const isReleased = released.includes(`v${version}`) && !here.includes(`v${version}`);
  const current = { root, version: isReleased ? `after ${version}` : version, ref: 'main', folder: '' };
  const older = released.filter((tag) => !here.includes(tag)).map((tag) => checkOut(root, tag, folder));
  return [current, ...(await Promise.all(older))];
}

/**
 * The menu of versions. An older version is a site of its own in a folder of the current one. VitePress looks for links
 * below that folder, and leaves those with a target to the browser.
 */
export function versionMenu(versions: readonly Version[], shown: Version): Item {
  const top = shown.folder === '' ? '/' : '/../';
  return {
    text: shown.version,
    items: versions.map(({ version, folder }) => ({
      text: version,
      link: `${top}${folder}`,
      target: '_self',
    })),
  };
}

/** The files of a tag in a folder of their own, with the packages of today, which only types are taken from. */
async function checkOut(root: string, tag: string, folder: string): Promise<Version> {
  const version = tag.slice(1);
  const checkout = path.join(folder, version);
  await rm(checkout, { recursive: true, force: true });
  await mkdir(checkout, { recursive: true });
  const archive = execFileSync('git', ['archive', '--format=tar', tag], { cwd: root, maxBuffer: 1024 ** 3 });
  execFileSync('tar', ['-x', '-C', checkout], { input: archive });
  await symlink(path.join(root, 'node_modules'), path.join(checkout, 'node_modules'), 'junction');
  return { root: checkout, version, ref: tag, folder: `${version}/` };
}

/** What a command of Git prints, line by line; nothing where there is no repository, as in a copy of the files. */
function git(root: string, args: readonly string[]): string[] {
  if (!existsSync(path.join(root, '.git'))) {
    return [];
  }
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
}
