import {
  commandRow,
  commands,
  errors,
  errorsOfAnyCommand,
  findUserMessage,
  reservedReasonCodes,
  type CommandName,
  type ErrorCode,
  type ErrorOrigin,
  type ErrorRow,
  type ReservedReasonCode,
  type Source,
} from '../../../lib/protocol';
import { showSource } from './assumptions-page';
import { code, list, page, prose, table } from '../markdown';

const origins = {
  GC: 'Errors of GC',
  Finesse: 'Errors of Finesse',
  connector: 'Errors of this package',
} as const satisfies Record<ErrorOrigin, string>;

const codesOfErrors = Object.keys(errors) as ErrorCode[];

export function errorsPage(): string {
  return page(
    'Errors',
    'A command that fails ends with an error that has a stable `code`. A code of GC or Finesse that is not listed here passes through as it is. *Retry* says whether the same command may work a little later.',
    '## Errors of any command',
    list(errorsOfAnyCommand.map(code)),
    ...Object.entries(origins).flatMap(([origin, heading]) => {
      const ofOrigin = codesOfErrors.filter((each) => errors[each].origin === origin);
      return [`## ${heading}`, origin === 'connector' ? ownErrors(ofOrigin) : errorsOfGc(ofOrigin)];
    }),
    '## Reason codes of GC and Finesse',
    'These reason codes nobody has defined: GC or Finesse sets them. The same number can mean something else in the other flavour.',
    table(
      ['Reason code', 'Flavour', 'Meaning', 'Source'],
      Object.values(reservedReasonCodes).map((reserved: ReservedReasonCode) => [
        code(reserved.code),
        reserved.flavours.map((flavour) => flavour.toUpperCase()).join(', '),
        prose(reserved.meaning),
        showSource(reserved.source ?? 'observed:finesse'),
      ]),
    ),
  );
}

const head = ['Code', 'What happened', 'What to do', 'Retry'];

function ownErrors(ofOrigin: readonly ErrorCode[]): string {
  return table(head, ofOrigin.map(cells));
}

function errorsOfGc(ofOrigin: readonly ErrorCode[]): string {
  const rows = ofOrigin.map((each) => [
    ...cells(each),
    prose(findUserMessage('Error', each) ?? ''),
    raisedBy(each),
    showSource(sourceOf(errors[each])),
  ]);
  return table([...head, 'Message for the agent', 'Raised by', 'Source'], rows);
}

function sourceOf({ source = 'specified' }: ErrorRow): Source {
  return source;
}

function cells(errorCode: ErrorCode): string[] {
  const { meaning, whatToDo, retryable }: ErrorRow = errors[errorCode];
  return [code(errorCode), prose(meaning), prose(whatToDo), retryable ? 'yes' : 'no'];
}

function raisedBy(errorCode: ErrorCode): string {
  if (errorsOfAnyCommand.includes(errorCode)) {
    return 'any command';
  }
  const names = (Object.keys(commands) as CommandName[]).filter((name) =>
    commandRow(name).raises?.includes(errorCode),
  );
  return names.length === 0 ? 'no command: it comes by itself' : names.map(code).join(', ');
}
