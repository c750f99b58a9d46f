import { assumptions, type Assumption, type AssumptionId } from './assumptions';
import { commandRow, commands, type CommandName } from '../catalogue/commands';
import { errors, type ErrorCode, type ErrorRow } from '../catalogue/errors';
import { eventRow, events, type EventType } from '../catalogue/events';
import { reservedReasonCodes, type ReservedReasonCode } from '../catalogue/reserved-reason-codes';
import type { PageName, Source } from './sources';

/** Something that a table of this package says about GC. */
export interface Fact {
  /** What it is about: the command, event or code. */
  readonly subject: string;
  /** Which part of it, such as `confirmation`. */
  readonly part: string;
  readonly source: Source;
}

/** All facts of the tables, with the default of each table filled in. */
export function allFacts(): Fact[] {
  return [
    ...(Object.keys(commands) as CommandName[]).flatMap(factsOfCommand),
    ...(Object.keys(events) as EventType[]).flatMap(factsOfEvent),
    ...(Object.keys(errors) as ErrorCode[]).flatMap(factsOfError),
    ...Object.values(reservedReasonCodes).map(factOfReason),
  ];
}

export function factsOfCommand(name: CommandName): Fact[] {
  const { parameters, optional = [], subject, flavour, parameterSources = {}, ...row } = commandRow(name);
  const { source = 'specified', answerSource = 'specified', flavourSource = 'specified' } = row;
  return [
    { subject: name, part: 'command', source },
    { subject: name, part: 'confirmation', source: answerSource },
    ...(flavour === undefined ? [] : [{ subject: name, part: 'flavour', source: flavourSource }]),
    ...[subject, ...parameters, ...optional].map((parameter) => ({
      subject: name,
      part: parameter,
      source: parameterSources[parameter] ?? 'specified',
    })),
  ];
}

export function factsOfEvent(type: EventType): Fact[] {
  const { attributes, further = {}, sources = {}, jsonSource, text, source = 'specified' } = eventRow(type);
  const attribute = (otherwise: Source) => (name: string) => ({
    subject: type,
    part: name,
    source: sources[name] ?? otherwise,
  });
  return [
    { subject: type, part: 'event', source },
    ...Object.keys(attributes).map(attribute('specified')),
    ...Object.keys(further).map(attribute('observed:public-client')),
    { subject: type, part: 'JSON', source: jsonSource ?? 'assumed:json-shapes' },
    { subject: type, part: 'text', source: text.source ?? 'specified' },
  ];
}

/** The codes of this package are no facts about GC. */
function factsOfError(code: ErrorCode): Fact[] {
  const { origin, source = 'specified' }: ErrorRow = errors[code];
  return origin === 'connector' ? [] : [{ subject: code, part: 'code', source }];
}

function factOfReason({ code, source = 'observed:finesse' }: ReservedReasonCode): Fact {
  return { subject: `reason ${code}`, part: 'meaning', source };
}

/** The page of an observed fact. */
export function pageOf(source: Source): PageName | undefined {
  return source.startsWith('observed:') ? (source.slice('observed:'.length) as PageName) : undefined;
}

/** The assumption behind an assumed fact. */
export function assumptionOf(source: Source): AssumptionId | undefined {
  return source.startsWith('assumed:') ? (source.slice('assumed:'.length) as AssumptionId) : undefined;
}

/** The row of an assumption in its general form. */
export function assumption(id: AssumptionId): Assumption {
  return assumptions[id];
}
