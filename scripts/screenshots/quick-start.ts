import { exampleFile } from '../../test/examples/example-files';
import { inject, nodeLabelled, showsStatus } from '../../test/support/gestures';
import type { Studio } from './studio';

/** What to click, and what the debug node of this name shows then. */
const steps = [
  ['1 Log in', 'ready', 'READY'],
  ['2 Call comes in', 'answered', 'ACTIVE'],
  ['3 Hang up', 'hung up', 'DROP'],
  ['4 Dial 2002', 'dialled', 'INITIATING'],
] as const;

declare const RED: { sidebar: { show(id: string): void } };

/** The editor after the steps of the quick start: docs/screenshots/quick-start.png. */
export async function quickStart({ inEditor, save }: Studio): Promise<void> {
  await inEditor({ flows: exampleFile('01').nodes() }, async (page) => {
    await page.setViewportSize({ width: 1440, height: 850 });
    await page.evaluate(() => {
      RED.sidebar.show('debug');
    });
    await showsStatus(nodeLabelled(page, 'log in → 1081'), 'connected (simulator)');
    for (const [click, debug, shown] of steps) {
      await inject(nodeLabelled(page, click));
      await showsStatus(nodeLabelled(page, debug), shown);
    }
    await page.mouse.move(0, 0);
    await page.waitForFunction(() => !document.querySelector('.red-ui-notification'));
    await save(page, 'quick-start');
  });
}
