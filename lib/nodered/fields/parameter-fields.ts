import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { commandRow, parameters, type CommandName, type CommandParameters } from '../../protocol';
import type { Parameter, ParameterName, ParameterValue } from '../../protocol';
import { TypedField, type TypedConfig } from './typed-field';

/** Values of parameters, as they were given. */
export type Values<Name extends string> = Partial<Record<Name, ParameterValue | undefined>>;

/** The typed inputs of a dialog that hold parameters of commands, each called like its parameter. */
export class ParameterFields<Name extends string> {
  readonly #fields: ReadonlyMap<Name, TypedField<string>>;

  constructor(RED: NodeAPI, node: Node, config: TypedConfig<Name>, names: readonly Name[]) {
    const fields: TypedConfig<string> = config;
    this.#fields = new Map(names.map((name) => [name, new TypedField(RED, node, fields, name)]));
  }

  /** What these fields hold, as it was given; those that are empty are left out, unless that has a meaning. */
  async read(message: NodeMessage, names: readonly Name[]): Promise<Values<Name>> {
    const values: Values<Name> = {};
    for (const name of names) {
      const field = this.#fields.get(name);
      const value = await (mayBeEmpty(name) ? field?.read(message) : field?.readGiven(message));
      if (value !== undefined) {
        // Whatever it is, the encoder checks it.
        values[name] = value as ParameterValue;
      }
    }
    return values;
  }
}

function mayBeEmpty(name: string): boolean {
  const all: Readonly<Partial<Record<string, Parameter>>> = parameters;
  return all[name]?.mayBeEmpty ?? false;
}

/** Of these values those that a command takes. */
export function parametersFor<N extends CommandName>(
  command: N,
  values: Readonly<Values<ParameterName>>,
): CommandParameters<N> {
  const { subject, parameters: needed, optional = [] } = commandRow(command);
  const taken = [subject, ...needed, ...optional].map((name) => [name, values[name]]);
  return Object.fromEntries(taken) as CommandParameters<N>;
}
