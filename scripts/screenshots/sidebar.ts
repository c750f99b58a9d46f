import { exampleFile } from '../../test/examples/example-files';
import { chooseTheme, inject, nodeLabelled, showsStatus } from '../../test/support/gestures';
import { isWanted, settled, type Studio } from './studio';

/** What to click, and what the debug node of this name shows then. */
const steps = [
  ['1 Log in', '1082 ready', 'READY'],
  ['2 Call comes in', 'answered', 'ACTIVE'],
] as const;

const tabs = ['agents', 'calls', 'events'];

declare const RED: { sidebar: { show(id: string): void } };

/** The sidebar "Contact centre" with all its tabs: docs/screenshots/sidebar/<tab>.png and <tab>-dark.png. */
export async function sidebar({ inEditor, save }: Studio, names: readonly string[]): Promise<void> {
  await inEditor({ flows: exampleFile('04').nodes() }, async (page) => {
    await showsStatus(nodeLabelled(page, 'log in → 1081'), 'connected (simulator)');
    await page.evaluate(() => {
      RED.sidebar.show('gc-sidebar');
    });
    await page.locator('#gc-sidebar-tab-agents').waitFor(); // events are kept from now on
    for (const [click, debug, shown] of steps) {
      await inject(nodeLabelled(page, click));
      await showsStatus(nodeLabelled(page, debug), shown);
    }
    for (const theme of ['light', 'dark'] as const) {
      await chooseTheme(page, theme);
      for (const tab of tabs.filter((name) => isWanted(name, names))) {
        await page.locator(`#gc-sidebar-tab-${tab}`).click();
        const clip = await settled(page, page.locator('#gc-sidebar'));
        await save(page, `sidebar/${tab}${theme === 'dark' ? '-dark' : ''}`, clip);
      }
    }
  });
}
