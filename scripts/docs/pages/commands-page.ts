import { inspect } from 'node:util';
import {
  commandRow,
  commands,
  encodeCommand,
  parameters,
  type CommandName,
  type CommandParameters,
  type CommandRow,
  type Confirmation,
  type Parameter,
  type ParameterName,
  type Source,
} from '../../../lib/protocol';
import { showSource } from './assumptions-page';
import { code, codes, fence, linkTo, list, page, prose, table } from '../markdown';
import { parameterExamples, supervisorId } from '../parameter-examples';

const names = Object.keys(commands) as CommandName[];

const roles = {
  agent: 'Commands of agents',
  supervisor: 'Commands of supervisors',
  admin: 'Commands of administrators',
} as const satisfies Record<CommandRow['role'], string>;

export function commandsPage(): string {
  return page(
    'Commands',
    "A command is one message to GC's command queue. Its message type (`JMSType`, the header `type` in STOMP) is the command's name, `#`, and the agent or destination. The body has the parameters, separated by commas. No parameter may contain `,`, `#`, `|`, line breaks or control characters: `encodeCommand` refuses them.",
    'GC has no request ids, so an event for the same agent confirms a command, as listed below. Commands for one agent in one category run one after the other. Questions wait only for each other. A question for a state also waits for state changes that were requested before it.',
    ...Object.entries(roles).flatMap(([role, heading]) => {
      const ofRole = names.filter((name) => commandRow(name).role === role);
      return [`## ${heading}`, index(ofRole), ...ofRole.map(section)];
    }),
  );
}

function index(ofRole: readonly CommandName[]): string {
  const rows = ofRole.map((name) => [linkTo('', name), prose(commandRow(name).meaning)]);
  return table(['Command', 'Meaning'], rows);
}

function section(name: CommandName): string {
  const row = commandRow(name);
  return [
    `### ${name}`,
    `${prose(row.meaning)}.`,
    list(facts(name, row)),
    table(['Parameter', 'Meaning', 'Form', 'Required', 'Source'], parameterRows(row)),
    fence('js', example(name, row)),
  ].join('\n\n');
}

function facts(name: CommandName, row: CommandRow): string[] {
  const { confirmedBy, failedBy = [], raises = [] } = row;
  const anyCommand = '[those of any command](errors.md#errors-of-any-command)';
  return [
    `Message type: ${code(`${name}#<${row.subject}>`)}`,
    `Body: ${row.parameters.length + (row.optional?.length ?? 0) === 0 ? 'empty' : code(bodyTemplate(row))}`,
    `Category: ${code(row.category)}`,
    ...(row.flavour === undefined ? [] : [`Only on ${row.flavour}${sourceNote(row.flavourSource)}`]),
    ...(row.deprecated ? ['Deprecated'] : []),
    confirmedBy.length === 0
      ? `Confirmed by: nothing, because GC does not answer (the outcome is \`sent\`)${sourceNote(row.answerSource)}`
      : `Confirmed by${sourceNote(row.answerSource)}: ${oneOf(confirmedBy)}`,
    ...(row.sets === undefined ? [] : [`May be sent again until GC has it: it sets ${row.sets.what}`]),
    ...(failedBy.length === 0 ? [] : [`Failed by: ${oneOf(failedBy)}`]),
    `Errors: ${raises.length === 0 ? anyCommand : `${raises.map(code).join(', ')}, and ${anyCommand}`}`,
  ];
}

/** Conditions of which one is enough: each on a line of its own if there are several. */
function oneOf(confirmations: readonly Confirmation[]): string {
  const described = confirmations.map(describe);
  return described.length === 1
    ? described.join('')
    : ['one of', ...described.map((one) => `  - ${one}`)].join('\n');
}

/** Marks a fact that is not specified. */
function sourceNote(source: Source = 'specified'): string {
  return source === 'specified' ? '' : ` (${showSource(source)})`;
}

function bodyTemplate({ parameters: needed, optional = [], constant }: CommandRow): string {
  const fields = [...needed.map((name) => `<${name}>`), ...(constant === undefined ? [] : [constant])];
  const [first, ...others] = [fields.join(','), ...optional.map((name) => `[,<${name}>]`)];
  return fields.length === 0 ? others.join('').replace(',', '') : [first, ...others].join('');
}

function describe(confirmation: Confirmation): string {
  const { event, of, when = {}, unless = {}, same = [], newDialog } = confirmation;
  const { conference, without, teamOf, otherReason } = confirmation;
  const conditions = [
    ...(of === undefined ? [] : [`${code('agentId')} is the ${code(of)} of the command`]),
    ...Object.entries(when).map(([attribute, values]) => `${code(attribute)} is ${codes(values, 'or')}`),
    ...Object.entries(unless).map(
      ([attribute, values]) => `${code(attribute)} is not ${codes(values, 'or')}`,
    ),
    ...same.map((attribute) => `${code(attribute)} is that of the command`),
    ...(newDialog === undefined ? [] : ['it is a new call']),
    ...(newDialog === 'own' ? ['it is not an incoming one'] : []),
    ...(conference ? ['it lists three or more participants, or none at all'] : []),
    ...(without === undefined ? [] : [`it lists participants without the ${code(without)} of the command`]),
    ...(teamOf === undefined ? [] : [`the team is that of the ${code(teamOf)} of the command`]),
    ...(otherReason ? [`${code('reasonCode')} is a new one, though not that of the command`] : []),
  ];
  const condition = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  return `${linkTo('events.md', event)}${condition}`;
}

function parameterRows(row: CommandRow): string[][] {
  const { subject, parameters: needed, optional = [], parameterSources = {} } = row;
  const cells = (required: string) => (name: ParameterName) => [
    ...parameterRow(name, required),
    showSource(parameterSources[name] ?? 'specified'),
  ];
  return [...[subject, ...needed].map(cells('yes')), ...optional.map(cells('no'))];
}

function parameterRow(name: ParameterName, required: string): string[] {
  const { meaning, expected, secret, mayBeEmpty }: Parameter = parameters[name];
  const form = [expected, ...(mayBeEmpty ? ['may be empty'] : []), ...(secret ? ['never logged'] : [])];
  return [code(name), prose(meaning), prose(form.join('; ')), required];
}

function example(
  name: CommandName,
  { role, subject, parameters: needed, optional = [] }: CommandRow,
): string {
  const examples = role === 'agent' ? parameterExamples : { ...parameterExamples, agentId: supervisorId };
  const values = [subject, ...needed, ...optional].map((parameter) => [parameter, examples[parameter]]);
  const given = Object.fromEntries(values) as CommandParameters<CommandName>;
  const show = (value: unknown) => inspect(value, { breakLength: Infinity });
  return `encodeCommand('${name}', ${show(given)});\n// ${show(encodeCommand(name, given))}`;
}
