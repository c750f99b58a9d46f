import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openEditor, type Editor } from './browser';
import { startNodeRed, type NodeRed, type NodeRedLine, type NodeRedOptions } from './node-red';

/** A Node-RED of its own, and its editor in a browser. */
export interface EditorSession {
  readonly nodeRed: NodeRed;
  readonly page: Page;
}

/** The tests, in the editor of each Node-RED there is. Those of one version share a session, and build on each other. */
export function inEachEditor(
  flows: readonly object[],
  tests: (session: () => EditorSession, version: NodeRedLine) => void,
  more: Pick<NodeRedOptions, 'credentials'> = {},
): void {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let nodeRed: NodeRed | undefined;
      let browser: Browser | undefined;
      let editor: Editor | undefined;

      before(async () => {
        nodeRed = await startNodeRed({ version, flows, ...more });
        browser = await launchBrowser();
        editor = await openEditor(browser, nodeRed.url);
      });

      after(async () => {
        try {
          await editor?.close();
        } finally {
          await browser?.close();
          await nodeRed?.stop();
        }
      });

      tests(() => {
        if (!nodeRed || !editor) throw new Error('The session has not started.');
        return { nodeRed, page: editor.page };
      }, version);
    });
  }
}
