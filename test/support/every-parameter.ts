import { commandRow, type CommandName, type CommandParameters } from '../../lib/protocol';

/** What no report may show. */
export const secrets = { password: 'Pa55-of-1081', sso: 'Token-of-1081' };

const values: Readonly<Record<string, string>> = {
  agentId: '1081',
  destination: 'test-client',
  ...secrets,
  extension: '2001',
  phone: '0300',
  connectionMode: 'true',
  number: '2002',
  dialogId: '5',
  reasonCode: '2',
  wrapUpReason: 'Sale',
  variableName: 'callVariable1',
  variableValue: 'gold',
  phonebookId: '7',
  teamId: '1',
  subscribe: 'true',
  memberId: '1082',
};

/** A value for each parameter that a command can have. */
export function everyParameterOf(name: CommandName): CommandParameters & Record<string, string> {
  const { subject, parameters, optional = [] } = commandRow(name);
  const names = [subject, ...parameters, ...optional];
  return Object.fromEntries(names.map((one) => [one, String(values[one])])) as never;
}
