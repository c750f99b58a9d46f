import { readFileSync } from 'node:fs';
import { defineConfig, type DefaultTheme } from 'vitepress';

interface Settings {
  readonly title: string;
  readonly description: string;
  readonly base: string;
  readonly srcDir: string;
  readonly outDir: string;
  readonly nav: DefaultTheme.NavItem[];
  readonly sidebar: DefaultTheme.SidebarMulti;
  readonly socialLinks: DefaultTheme.SocialLink[];
}

/** Written by scripts/site/build.ts for the version that is built. */
const settings = JSON.parse(readFileSync(process.env['SITE_SETTINGS']!, 'utf8')) as Settings;
const { nav, sidebar, socialLinks, ...ofSite } = settings;

export default defineConfig({
  ...ofSite,
  lang: 'en-GB',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  themeConfig: {
    nav,
    sidebar,
    socialLinks,
    outline: [2, 3],
    search: { provider: 'local' },
  },
  markdown: {
    languageAlias: { jsonata: 'js' },
    // As GitHub makes them of headings, so that a link works there and here.
    anchor: {
      slugify: (heading) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
          .replaceAll(' ', '-'),
    },
  },
  vite: {
    resolve: { alias: { '@pages': settings.srcDir } },
    build: { chunkSizeWarningLimit: 4000, reportCompressedSize: false },
    logLevel: 'warn',
  },
});
