import path from 'node:path';
import { editorScript, register } from '../../dialog.mjs';
import { nodeTypes, readText, type Content } from '../content';

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** A node as its dialog registers it, with the words of its catalogue. */
export interface NodeDefinition extends ReturnType<typeof register> {
  readonly type: string;
  /** A word of the node, else of those that dialogs share. */
  readonly word: (section: string, key: string) => string | undefined;
}

/** Finds a node of a flow by its id, as a label may name another node. */
export type FindNode = (id: string) => object | undefined;

/** The definitions of all nodes, for a flow that has these other nodes. */
export type ReadDefinitions = (findNode: FindNode) => Map<string, NodeDefinition>;

/** Bundles the script of each dialog once; each flow then runs it with its own nodes. */
export async function prepareDefinitions(content: Content): Promise<ReadDefinitions> {
  const common = readCatalogue(content, 'lib/editor/locales/en-US.json');
  const scripts = await Promise.all(
    nodeTypes(content).map(async (type) => {
      const script = await editorScript(type, path.join(content.root, 'nodes', type));
      const own = readCatalogue(content, `nodes/${type}/locales/en-US/${type}.json`)[type] as unknown;
      return { type, script, own: own as Catalogue };
    }),
  );
  return (findNode) =>
    new Map(
      scripts.map(({ type, script, own }) => {
        const word = (section: string, key: string) => own[section]?.[key] ?? common[section]?.[key];
        const registered = register(script, { translate: translator(word), findNode });
        return [type, { ...registered, type, word }];
      }),
    );
}

/** Node-RED's `RED._`: the key is `<package>/<type>:<type>.<section>.<key>`. */
function translator(word: NodeDefinition['word']) {
  return (key: string, values: Readonly<Record<string, string>> = {}) => {
    const [section = '', ...rest] = key.slice(key.indexOf('.') + 1).split('.');
    const text = word(section, rest.join('.')) ?? key;
    return text.replaceAll(/__(\w+)__/g, (mark, name: string) => values[name] ?? mark);
  };
}

function readCatalogue(content: Content, file: string): Catalogue {
  return JSON.parse(readText(content, file)) as Catalogue;
}
