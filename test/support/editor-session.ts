import type { Browser, BrowserContext, Page } from 'playwright-core';
import { hideTips, launchBrowser, newContext, openEditorIn, type Editor } from './browser';
import { deployFlows, startNodeRed, type NodeRed, type NodeRedLine } from './node-red';

/** A Node-RED with these flows and no others, and its editor in a browser. */
export interface EditorSession {
  readonly nodeRed: NodeRed;
  readonly page: Page;
}

interface Credentials {
  /** By node id, then by name. */
  credentials?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What the sessions of all files share, one after the other. */
interface Desk {
  readonly nodeRed: NodeRed;
  readonly context: BrowserContext;
}

let browser: Promise<Browser> | undefined;
const desks = new Map<NodeRedLine, Promise<Desk>>();

after(async () => {
  await (await browser)?.close();
  for (const desk of desks.values()) {
    await (await desk).nodeRed.stop();
  }
});

/** The tests, in the editor of each Node-RED there is. Those of one version share a session, and build on each other. */
export function inEachEditor(
  flows: readonly object[],
  tests: (session: () => EditorSession, version: NodeRedLine) => void,
  { credentials = {} }: Credentials = {},
): void {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let nodeRed: NodeRed | undefined;
      let editor: Editor | undefined;

      before(async () => {
        const desk = await deskOf(version);
        nodeRed = desk.nodeRed;
        await deployFlows(nodeRed, withCredentials(flows, credentials));
        editor = await openEditorIn(desk.context, nodeRed.url);
      });

      after(() => editor?.close());

      tests(() => {
        if (!nodeRed || !editor) {
          throw new Error('The session has not started.');
        }
        return { nodeRed, page: editor.page };
      }, version);
    });
  }
}

function deskOf(version: NodeRedLine): Promise<Desk> {
  const desk = desks.get(version) ?? prepareDesk(version);
  desks.set(version, desk);
  return desk;
}

async function prepareDesk(version: NodeRedLine): Promise<Desk> {
  browser ??= launchBrowser();
  const [nodeRed, itsBrowser] = await Promise.all([startNodeRed({ version, flows: [] }), browser]);
  await hideTips(nodeRed.url);
  return { nodeRed, context: await newContext(itsBrowser) };
}

function withCredentials(
  flows: readonly object[],
  credentials: NonNullable<Credentials['credentials']>,
): object[] {
  return flows.map((node) => {
    const own = credentials[(node as { id: string }).id];
    return own ? { ...node, credentials: own } : node;
  });
}
