import { code, prose, table } from '../../docs/markdown';
import type { NodeDefinition } from './node-definitions';

type Property = NodeDefinition['defaults'][string];

/** The fields of a node's dialog, as its definition has them. */
export function fieldsTable(definition: NodeDefinition): string {
  const fields = Object.entries(definition.defaults).filter(([name]) => !isPartOfAnother(definition, name));
  const secrets = Object.keys(definition.credentials ?? {});
  return table(
    ['Field', 'Property', 'Value', 'New node'],
    [
      ...fields.map(([name, property]) => [
        label(definition, name),
        code(name),
        kind(definition, name, property),
        initial(definition, name, property),
      ]),
      ...secrets.map((name) => [label(definition, name), code(name), 'credential: no export has it', '']),
    ],
  );
}

/** The type of a typed input, and the version of the properties, are no fields. */
function isPartOfAnother({ defaults }: NodeDefinition, name: string): boolean {
  return name === 'version' || (name.endsWith('Type') && name.slice(0, -'Type'.length) in defaults);
}

function label({ word }: NodeDefinition, name: string): string {
  return prose(word('label', name) ?? '');
}

function kind({ word }: NodeDefinition, name: string, { type, row, value }: Property): string {
  if (type !== undefined) {
    return type.startsWith('gc-') ? `a [${type}](/nodes/${type}.md)` : `a ${code(type)}`;
  }
  if (row?.kind === 'select') {
    return (row.options ?? []).map((option) => choice(option, word(name, option))).join('; ');
  }
  if (row?.kind === 'typed') {
    return 'typed input';
  }
  if (typeof value === 'boolean') {
    return 'yes or no';
  }
  return Array.isArray(value) ? 'list' : 'text';
}

function choice(option: string, meaning: string | undefined): string {
  return meaning === undefined ? code(option) : `${code(option)}: ${prose(meaning)}`;
}

function initial({ defaults }: NodeDefinition, name: string, { value }: Property): string {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value !== 'string' || value === '') {
    return '';
  }
  const type = defaults[`${name}Type`]?.value;
  return code(
    typeof type === 'string' && ['msg', 'flow', 'global'].includes(type) ? `${type}.${value}` : value,
  );
}
