import type { Page } from 'playwright-core';
import { openEditor, type Editor } from './browser';
import { deployFlows, startNodeRed, type NodeRed, type NodeRedLine } from './node-red';
import { sharedBrowser } from './shared-browser';

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
const nodeReds = new Map<NodeRedLine, Promise<NodeRed>>();

after(async () => {
  for (const nodeRed of nodeReds.values()) {
    await (await nodeRed).stop();
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
        nodeRed = await nodeRedOf(version);
        await deployFlows(nodeRed, withCredentials(flows, credentials));
        editor = await openEditor(await sharedBrowser(), nodeRed.url);
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

function nodeRedOf(version: NodeRedLine): Promise<NodeRed> {
  const nodeRed = nodeReds.get(version) ?? startNodeRed({ version, flows: [] });
  nodeReds.set(version, nodeRed);
  return nodeRed;
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
