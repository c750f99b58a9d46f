import { currentVersion } from '../../migration';
import { text, type NodeType } from '../text';
import { typed } from './validators';

/** The row of a form in which a field is shown. The build writes it into the node's html. */
export interface FormRow {
  readonly kind: 'line' | 'typed' | 'list' | 'select' | 'checkbox';
  /** Name of the icon in Font Awesome. */
  readonly icon?: string;
  /** Key of the placeholder in the catalogue of the node. */
  readonly placeholder?: string;
  /** Values of a select. */
  readonly options?: readonly string[];
  /** Name of the input where it is not that of the property: Node-RED saves only inputs named like a property. */
  readonly input?: string;
}

interface Shared {
  readonly required?: boolean;
  readonly row?: FormRow;
  /** Makes the input of the open dialog what it is. */
  readonly prepare?: Prepare;
}

type Prepare = (node: object, property: string) => void;

/** A property that a dialog edits, or that is only saved. */
export interface Field<Value> extends Shared {
  readonly value: Value;
  readonly validate?: Validator;
  /** The type of config node whose id the property holds. */
  readonly type?: string;
  /** Which config nodes of the type may be chosen. */
  readonly filter?: (config: ConfigNode) => boolean;
}

/** A typed input: the type is kept in a property of its own, `<name>Type`. */
export interface TypedInput extends Shared {
  /** The value of a new node; absent, the name of the property. */
  readonly value?: string;
  readonly typed: {
    /** The type of a new node. */
    readonly type: string;
    /** Checks what is typed as text. */
    readonly check: Validator;
    /** Whether the node as it is set now uses the field. */
    readonly isNeeded?: (node: object) => boolean;
    /** Type of the field's own list, whose values are checked like text. */
    readonly listed?: string;
  };
  /** In place of `check`: checks the value whatever its type. */
  readonly validate?: Validator;
}

/** The fields of a dialog by the names of their properties. */
export type FieldTable = Readonly<Record<string, Field<unknown> | TypedInput>>;

/** What a node with these fields holds. */
type PropertiesIn<Table extends FieldTable> = {
  [Name in keyof Table]: Table[Name] extends TypedInput
    ? string
    : Table[Name] extends Field<infer Value>
      ? Value
      : never;
} & { [Name in TypedNames<Table> as `${Name}Type`]: string } & { version: number };

type TypedNames<Table extends FieldTable> = {
  [Name in keyof Table & string]: Table[Name] extends TypedInput ? Name : never;
}[keyof Table & string];

type Property<Value> = EditorProperty<Value, object> & { readonly row?: FormRow; readonly prepare?: Prepare };

/** Node-RED's `defaults` for a table of fields. */
export type Defaults<Table extends FieldTable> = {
  [Name in keyof PropertiesIn<Table>]: Property<PropertiesIn<Table>[Name]>;
};

/** What a node with these `defaults` holds. */
export type Saved<Props> = {
  [Name in keyof Props]: Props[Name] extends Property<infer Value> ? Value : never;
};

/**
 * Node-RED's `defaults` of a node type for its fields. Labels are in the catalogue of the node under `label.<name>`, or
 * among the common words in `lib/editor/locales`. `registerType` takes the result as it is: the build writes down the
 * names, which Node-RED's flow library looks for, and the rows of the form.
 */
export function dialogFields<Table extends FieldTable>(type: NodeType, table: Table): Defaults<Table> {
  const defaults: Record<string, object> = {};
  for (const [name, field] of Object.entries(table)) {
    const label = text(type, `label.${name}`);
    if ('typed' in field) {
      const { typed: how, ...rest } = field;
      const validate = typed(name, how.check, how.isNeeded, how.listed);
      defaults[name] = { value: name, validate, ...rest, label };
      defaults[`${name}Type`] = { value: how.type };
    } else {
      defaults[name] = { ...field, label };
    }
  }
  return { ...defaults, version: { value: currentVersion(type) } } as Defaults<Table>;
}
