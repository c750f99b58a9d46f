/** What @types/node-red does not know of Node-RED's editor, or knows differently. */
import type { EditorNodeDef, EditorNodeInstance, EditorNodeProperties, EditorRED } from 'node-red';

declare global {
  interface ValidatorOptions {
    /** The property's name as the user knows it. */
    readonly label?: string;
  }

  /** What a flow may hold, or a field, that a dialog edits as text. */
  type Value = string | number | boolean | null | undefined;

  /** Returns true or what is wrong. Node-RED shows the text only if the function declares two parameters. */
  type Validator<Node = object> = (this: Node, value: Value, options: ValidatorOptions) => true | string;

  interface ConfigNode {
    readonly id: string;
    readonly type: string;
    /** The flow it is limited to. */
    readonly z?: string;
    /** True when disabled. */
    readonly d?: boolean;
    readonly [property: string]: unknown;
  }

  interface EditorProperty<Value, Node> {
    value: Value;
    /** The type of config node whose id this property holds. */
    type?: string;
    label?: string;
    required?: boolean;
    validate?: Validator<Node>;
    /** Which config nodes of the type may be chosen. */
    filter?: (config: ConfigNode) => boolean;
  }

  interface EditorCredential<Node> {
    type: 'text' | 'password';
    label?: string;
    /** Asked only while the dialog is open. */
    validate?: Validator<Node>;
  }

  type EditorDefinition<Props extends EditorNodeProperties, Credentials> = Omit<
    EditorNodeDef<Props, Credentials>,
    'defaults' | 'credentials'
  > & {
    /** Of Node-RED 5. */
    categoryDescription?: string;
    defaults: { [P in keyof Props]: EditorProperty<Props[P], EditorNodeInstance<Props>> };
    credentials?: { [P in keyof Credentials]: EditorCredential<EditorNodeInstance<Props>> };
  };

  /** What the autoComplete widget lists, and what the field gets. */
  interface Suggestion {
    readonly value: string;
    readonly label: string;
  }

  interface JQuery {
    autoComplete(options: {
      search(typed: string, done: (suggestions: readonly Suggestion[]) => void): void;
      /** With 0, all is listed when nothing is typed. */
      minLength: number;
    }): this;
    autoComplete(what: 'instance'): { readonly menu?: { hide(): void } } | undefined;
  }

  interface EditorTab {
    readonly id: string;
    readonly label: string;
  }

  interface EditorTabs {
    addTab(tab: EditorTab): void;
    removeTab(id: string): void;
    activateTab(id: string): void;
    contains(id: string): boolean;
  }

  const RED: Omit<EditorRED, 'nodes' | 'editor' | 'utils' | 'tabs' | 'clipboard' | 'settings'> & {
    settings: EditorRED['settings'] & {
      /** What this browser keeps. */
      getLocal(key: string): string | null;
      setLocal(key: string, value: string): void;
    };
    clipboard: {
      /** Also where the page is not a secure one. `told`: key of the text that the target shows for a moment. */
      copyText(text: string, target: JQuery, told: string): boolean;
    };
    tabs: {
      create(options: {
        id: string; /** Null when the last tab has gone. */
        onchange(tab: EditorTab | null): void;
      }): EditorTabs;
    };
    nodes: Omit<
      EditorRED['nodes'],
      'registerType' | 'eachConfig' | 'eachNode' | 'node' | 'workspace' | 'subflow'
    > & {
      registerType<Props extends EditorNodeProperties, Credentials = undefined>(
        type: string,
        definition: EditorDefinition<Props, Credentials>,
      ): void;
      eachConfig(visit: (node: ConfigNode) => void): void;
      eachNode(visit: (node: ConfigNode) => void): void;
      getNodeHelp(type: string): string;
      node(id: string): ConfigNode | null | undefined;
      workspace(id: string): EditorTab | undefined;
      subflow(id: string): { readonly name: string } | undefined;
    };
    editor: EditorRED['editor'] & {
      /** The nodes whose dialogs are open, the uppermost last. */
      getEditStack(): readonly object[];
    };
    utils: Omit<EditorRED['utils'], 'getNodeLabel'> & {
      getNodeLabel(node: ConfigNode, otherwise: string): string;
      validateTypedProperty(value: Value, type: string, options: ValidatorOptions): true | string;
    };
  };
}

declare module '@node-red/editor-client' {
  interface WidgetTypedInputTypeDefinition {
    /** Any number of the options may be chosen; the value is then a list with commas. */
    multiple?: boolean;
    /** What is offered for what is typed. */
    autoComplete?:
      | ((typed: string) => readonly Suggestion[])
      | ((typed: string, done: (suggestions: readonly Suggestion[]) => void) => void);
    /** Shows the value in the closed field. */
    valueLabel?: (this: { value(): string }, container: JQuery) => void;
  }

  /** A type whose validator says what is wrong. */
  interface ExplainingType extends Omit<WidgetTypedInputTypeDefinition, 'validate'> {
    validate: (value: string) => true | string;
  }

  interface WidgetTypedInput {
    (options: {
      types: readonly (string | WidgetTypedInputTypeDefinition | ExplainingType)[];
      default: string;
      typeField: string;
    }): this;
  }
}
