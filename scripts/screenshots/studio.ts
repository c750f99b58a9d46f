import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page, PageScreenshotOptions } from 'playwright-core';
import { launchBrowser, openEditor } from '../../test/support/browser';
import { until } from '../../test/support/wait';
import { startNodeRed, type NodeRed, type NodeRedOptions } from '../../test/support/node-red';

const folder = path.join(__dirname, '..', '..', 'docs', 'screenshots');

type Rectangle = NonNullable<PageScreenshotOptions['clip']>;

/** A browser, and what is needed to take pictures in it. */
export interface Studio {
  /** Runs a Node-RED while `take` takes pictures of its editor. Node-RED 5, because it has a dark theme. */
  readonly inEditor: (
    options: Omit<NodeRedOptions, 'version'>,
    take: (page: Page, nodeRed: NodeRed) => Promise<void>,
  ) => Promise<void>;
  /** Saves a picture of the page, or of a part of it, as docs/screenshots/<name>.png. */
  readonly save: (page: Page, name: string, clip?: Rectangle) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openStudio(): Promise<Studio> {
  const browser = await launchBrowser();
  return {
    async inEditor(options, take) {
      const nodeRed = await startNodeRed({ ...options, version: '5' });
      try {
        const editor = await openEditor(browser, nodeRed.url);
        await take(editor.page, nodeRed);
        await editor.close();
      } finally {
        await nodeRed.stop();
      }
    },
    async save(page, name, clip) {
      const file = path.join(folder, `${name}.png`);
      await mkdir(path.dirname(file), { recursive: true });
      const picture = await page.screenshot({ animations: 'disabled', ...(clip && { clip }) });
      await writeFile(file, picture);
      console.log(`${path.relative(process.cwd(), file)} (${Math.round(picture.length / 1024)} KB)`);
    },
    close: () => browser.close(),
  };
}

/** Where an element is when nothing moves it any more, and the pointer is away from it. */
export async function settled(page: Page, element: Locator): Promise<Rectangle> {
  await page.mouse.move(0, 0);
  let before: Rectangle | null = null;
  return until(async () => {
    const now = await element.boundingBox();
    const isSame = now !== null && JSON.stringify(now) === JSON.stringify(before);
    before = now;
    return isSame ? now : undefined;
  });
}

/** Whether a picture is asked for; all are, where no names are given. */
export function isWanted(name: string, names: readonly string[]): boolean {
  return names.length === 0 || names.includes(name);
}
