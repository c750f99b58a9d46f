import { traceVersion, type TraceEntry, type TraceHeader } from '../entries';
import { limits } from '../limits';
import { LineProblem, type Fields } from './fields';

const kinds: readonly string[] = ['trace', 'event', 'command', 'outcome', 'health', 'gap'];

/** Reads one line into an object with nothing but the fields of its kind. @throws {LineProblem} */
export function readEntry(fields: Fields): { header: TraceHeader } | { entry: TraceEntry } {
  if (!fields.has('kind')) {
    throw new LineProblem('the line is JSON, but not of a trace: it has no "kind"');
  }
  const kind = fields.text('kind');
  switch (kind) {
    case 'trace':
      return { header: readHeader(fields) };
    case 'event':
      return {
        entry: { kind, ...readMessage(fields), ...(fields.has('from') && { from: readFrom(fields) }) },
      };
    case 'command':
      return {
        entry: { kind, id: fields.count('id', 1), name: fields.text('name'), ...readMessage(fields) },
      };
    case 'outcome':
      return { entry: readOutcome(fields) };
    case 'health':
      return {
        entry: {
          kind,
          at: fields.time('at'),
          broker: fields.text('broker'),
          gc: fields.text('gc'),
          reason: fields.text('reason', limits.reason),
        },
      };
    case 'gap':
      return { entry: { kind, at: fields.time('at'), entries: fields.count('entries', 0) } };
    default:
      throw new LineProblem(`"kind" must be one of ${kinds.join(', ')}`);
  }
}

function readHeader(fields: Fields): TraceHeader {
  if (fields.count('version', 1) !== traceVersion) {
    throw new LineProblem(
      `the trace is of a version that this package does not read: it reads version ${traceVersion}`,
    );
  }
  return {
    kind: 'trace',
    version: traceVersion,
    at: fields.time('at'),
    standIns: fields.flag('standIns'),
    destination: fields.text('destination'),
    commandQueue: fields.text('commandQueue'),
    package: fields.text('package'),
    ...(fields.has('entriesBefore') && { entriesBefore: fields.count('entriesBefore', 0) }),
  };
}

function readMessage(fields: Fields) {
  return {
    at: fields.time('at'),
    body: fields.longText('body'),
    ...(fields.has('cutFrom') && { cutFrom: fields.count('cutFrom', 0) }),
    ...(fields.has('jmsType') && { jmsType: fields.text('jmsType') }),
    broker: fields.text('broker'),
    ...(fields.has('headers') && { headers: fields.headers('headers') }),
  };
}

function readFrom(fields: Fields): 'queue' {
  return fields.word('from', 'queue');
}

function readOutcome(fields: Fields): TraceEntry {
  return {
    kind: 'outcome',
    at: fields.time('at'),
    ...(fields.has('id') && { id: fields.count('id', 1) }),
    name: fields.text('name'),
    ...(fields.has('agentId') && { agentId: fields.text('agentId') }),
    outcome: fields.text('outcome'),
    tookMs: fields.count('tookMs', 0),
  };
}
