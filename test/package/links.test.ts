import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

describe('the links and pictures of the documents', () => {
  for (const page of pages) {
    it(`lead somewhere: ${page}`, () => {
      const links = linksOf(page);
      assert.deepEqual(
        links.filter((link) => !leadsSomewhere(page, link)),
        [],
      );
    });
  }

  it('include every picture', () => {
    const shown = new Set(
      pages.flatMap((page) => linksOf(page).map((link) => path.join(path.dirname(page), link))),
    );
    const folder = path.join('docs', 'screenshots');
    const pictures = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.png') && !file.endsWith('-dark.png'))
      .map((file) => path.join(folder, file));
    assert.deepEqual(
      pictures.filter((picture) => !shown.has(picture)),
      [],
    );
  });
});

/** Links within the repository, as they are written. */
function linksOf(page: string): string[] {
  const text = textOf(page).replaceAll(/`[^`\n]*`/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^\w+:/.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(root, target))) {
    return false;
  }
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

/** As GitHub makes them of the headings: a heading that comes again is numbered. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** Without blocks of code. */
function textOf(page: string): string {
  return readFileSync(path.join(root, page), 'utf8').replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
}
