import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureInstalled } from '../install.mjs';
import { root, run } from '../run.mjs';
import { readPackage } from './content';
import { deadLinks } from './dead-links';
import { menu, repositoryLink, sidebars } from './navigation';
import { writePages } from './write-pages';
import { readVersions, versionMenu, type Version } from './versions';

const site = path.join(root, 'site');
const work = path.join(site, '.build');

/** Where the built site is. */
export const dist = path.join(work, 'dist');

/** Builds the site with all its versions. `base` is the path under which it will be served, as in '/docs/'. */
export async function build(base: string): Promise<void> {
  await ensureInstalled(site);
  const versions = await readVersions(root, path.join(work, 'checkouts'));
  // The current version comes first: VitePress empties its folder, in which the others are.
  for (const version of versions) {
    await buildVersion(version, versions, base);
  }
  const dead = deadLinks(dist, base);
  if (dead.length > 0) {
    throw new Error(`These links lead nowhere:\n${dead.join('\n')}`);
  }
}

async function buildVersion(version: Version, versions: readonly Version[], base: string): Promise<void> {
  const pages = path.join(work, 'pages', version.folder || 'current');
  const titles = await writePages(version, pages, work);
  const settings = {
    title: 'Generic Connector',
    description: readPackage(version).description,
    base: `${base}${version.folder}`,
    srcDir: pages,
    outDir: path.join(dist, version.folder),
    nav: [...menu(), versionMenu(versions, version)],
    sidebar: sidebars(version, titles),
    socialLinks: [repositoryLink(version)],
  };
  const file = path.join(work, 'settings.json');
  await writeFile(file, JSON.stringify(settings));
  const vitepress = path.join(site, 'node_modules/vitepress/bin/vitepress.js');
  await run(process.execPath, [vitepress, 'build', site], { env: { ...process.env, SITE_SETTINGS: file } });
}
