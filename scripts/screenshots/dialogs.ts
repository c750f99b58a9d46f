import type { Page } from 'playwright-core';
import { Dialog } from '../../test/support/dialog';
import { addSamples, flowForSamples, samples } from '../../test/support/every-dialog';
import { chooseTheme } from '../../test/support/gestures';
import { isWanted, settled, type Studio } from './studio';

const window = { width: 1280, height: 1000 };
const margin = 20;

/** Every dialog, light and dark: docs/screenshots/dialogs/<name>.png and <name>-dark.png. */
export async function dialogs({ inEditor, save }: Studio, names: readonly string[]): Promise<void> {
  const wanted = Object.entries(samples).filter(([name]) => isWanted(name, names));
  await inEditor({ flows: flowForSamples }, async (page) => {
    await addSamples(page);
    for (const theme of ['light', 'dark'] as const) {
      await chooseTheme(page, theme);
      for (const [name, { tab }] of wanted) {
        await page.setViewportSize(window);
        const dialog = await Dialog.of(page, name);
        if (tab !== undefined) {
          await dialog.openTab(tab);
        }
        await fit(page, dialog);
        const { y, height } = await settled(page, dialog.tray);
        // Without the handle on its left.
        const { x, width } = await settled(page, dialog.tray.locator('.red-ui-tray-body'));
        await save(page, `dialogs/${name}${theme === 'dark' ? '-dark' : ''}`, { x, y, width, height });
        await dialog.cancel();
      }
    }
  });
}

/** Makes the window as high as the dialog needs it. */
async function fit(page: Page, dialog: Dialog): Promise<void> {
  const spare = await dialog.tray.evaluate((tray) => {
    (document.activeElement as HTMLElement | null)?.blur();
    const bottomOf = (element: Element) => element.getBoundingClientRect().bottom;
    const [body] = tray.getElementsByClassName('red-ui-tray-body');
    const rows = [...tray.querySelectorAll('form .form-row, form .form-tips')];
    return body ? bottomOf(body) - Math.max(...rows.map(bottomOf)) : 0;
  });
  await page.setViewportSize({ ...window, height: Math.round(window.height - spare + margin) });
}
