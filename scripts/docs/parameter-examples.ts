import type { ParameterName, ParameterValue } from '../../lib/protocol';

/** A value for every parameter of a command. */
export const parameterExamples: Readonly<Record<ParameterName, ParameterValue>> = {
  agentId: '1081',
  destination: 'my-client',
  password: 'secret',
  sso: 'SSO',
  extension: '2001',
  phone: '02079460123',
  connectionMode: true,
  number: '2002',
  dialogId: '16804377',
  reasonCode: '2',
  wrapUpReason: 'Sale',
  variableName: 'callVariable1',
  variableValue: 'gold',
  phonebookId: '7',
  teamId: '1',
  subscribe: true,
  memberId: '1082',
};

/** The agent of supervisors' and administrators' commands. */
export const supervisorId = '1086';
